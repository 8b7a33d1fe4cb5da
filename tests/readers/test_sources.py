"""Sources: pages and feeds as articles, from files and from a stand-in for the web."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bulletin.errors import BulletinError
from bulletin.readers.doors import manners
from bulletin.readers.sources import Sources
from bulletin.schema.article import Article
from tests.readers.test_entries import LONG
from tests.readers.test_web import Kept
from tests.standins.pages import story
from tests.standins.web import WebStandIn, page, redirect, with_etag

NOW = datetime(2026, 11, 29, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a host's next turn."""
    monkeypatch.setattr(manners.Clock, "pause", lambda *_: None)


class Told(list[tuple[str, str]]):
    """What was told, with its id."""

    def __call__(self, what: str, warning_id: str) -> None:
        self.append((what, warning_id))


def articles(
    *names: str, latest: int = 5, told: Told | None = None, kept: Kept | None = None
) -> list[Article]:
    sources = Sources(kept=lambda: kept, latest=latest, now=NOW, notice=Told() if told is None else told)
    return [article for name in names for article in sources.articles(sources.opened(name))]


def feed(web: WebStandIn, *numbers: int, path: str = "/feed") -> str:
    """A feed of these pages, the last one the newest; returns its address."""
    items = "".join(
        f"<item><title>{number}</title><link>/{number}</link><guid isPermaLink='false'>id-{number}</guid>"
        f"<pubDate>2026-11-28T10:{number:02d}:00</pubDate><description>क…</description></item>"
        for number in numbers
    )
    web.pages[path] = page(f"<rss><channel>{items}</channel></rss>", content_type="text/xml")
    return web.address(path)


def headline(article: Article) -> str:
    assert article.headline is not None
    return article.headline.text


def test_an_address_gives_the_article_of_its_page(web: WebStandIn) -> None:
    web.pages["/a"] = page(story(3))
    (article,) = articles(web.address("/a"))
    assert "3 नई लाइनें" in headline(article)
    assert (article.source, article.identity) == (web.address("/a"), "")


def test_a_page_is_called_by_the_address_that_was_named(web: WebStandIn) -> None:
    web.pages |= {"/a": redirect("/b"), "/b": page(story(3))}
    assert articles(web.address("/a"))[0].source == web.address("/a")


def test_no_robots_txt_is_asked_for_a_page_that_was_named(web: WebStandIn) -> None:
    web.pages |= {"/robots.txt": page("User-agent: *\nDisallow: /"), "/a": page(story(3))}
    articles(web.address("/a"))
    assert web.asked == ["/a"]


def test_the_bytes_tell_what_an_address_gave_and_not_its_site(web: WebStandIn) -> None:
    web.pages |= {
        "/text": page("शहर में मेट्रो\n\nशहर में मेट्रो शुरू हो गई। लोग खुश हैं।", content_type="text/plain"),
        "/page": page(story(3), content_type="application/octet-stream"),
        "/feed": page(
            f"<feed><entry><title>क</title><id>1</id><content>{LONG.replace('<', '&lt;')}</content></entry></feed>"
        ),
    }
    found = articles(*map(web.address, web.pages))
    assert [headline(article)[:14] for article in found] == ["शहर में मेट्रो", "शहर में मेट्रो", found[2].title]


@pytest.mark.parametrize("data", [b"%PDF-1.7 x", b"PK\x03\x04" + bytes(40), b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_page_is_none_whatever_its_site_says(web: WebStandIn, data: bytes) -> None:
    web.pages["/"] = page(data)
    with pytest.raises(BulletinError) as caught:
        articles(web.address())
    assert (caught.value.code, caught.value.error_id) == (65, "source.kind")


def test_running_again_asks_once(web: WebStandIn) -> None:
    web.pages["/a"] = with_etag(story(3))
    kept = Kept()
    first, second = articles(web.address("/a"), kept=kept), articles(web.address("/a"), kept=kept)
    assert first == second
    assert web.asked == ["/a", "/a"]
    assert web.headers[1]["if-none-match"] == '"1"'


def test_a_feed_gives_as_many_articles_as_are_asked_for_newest_first(web: WebStandIn) -> None:
    web.pages |= {f"/{number}": page(story(number)) for number in range(1, 9)}
    address = feed(web, *range(1, 9))
    assert [article.source for article in articles(address)] == [
        web.address(f"/{n}") for n in (8, 7, 6, 5, 4)
    ]
    (newest,) = articles(address, latest=1)
    assert newest.identity == f"entry:{web.host}/id-8"
    assert newest.published == date(2026, 11, 28)
    assert web.asked.count("/robots.txt") == 2, "once a run"


def test_the_text_that_a_feed_has_is_read_and_its_page_not_asked(web: WebStandIn, world: Path) -> None:
    text = f"<rss><channel><item><title>क</title><link>{web.address('/1')}</link><encoded>{LONG.replace('<', '&lt;')}</encoded></item></channel></rss>"
    (world / "feed.xml").write_text(text, encoding="utf-8")
    (article,) = articles("feed.xml")
    assert article.source == web.address("/1")
    assert article.text.count("सोमवार") == 12
    assert web.asked == []


def test_an_entry_without_a_page_is_what_the_feed_has_of_it(world: Path) -> None:
    text = "<rss><channel><item><guid isPermaLink='false'>7</guid><title>क</title><description>&lt;p>शहर में मेट्रो शुरू हो गई।&lt;/p></description></item></channel></rss>"
    (world / "feed.xml").write_text(text, encoding="utf-8")
    (article,) = articles("feed.xml")
    assert "मेट्रो शुरू" in article.text
    assert (article.source, article.identity) == ("feed.xml", "entry:/7")


def test_what_cannot_be_had_of_a_feed_is_told_and_the_next_is_taken(web: WebStandIn) -> None:
    web.pages |= {
        "/robots.txt": page("User-agent: *\nDisallow: /5\n"),
        "/4": page("<html><body>x</body></html>"),
        "/2": page(story(2)),
        "/1": page(story(1)),
    }
    told = Told()
    found = articles(feed(web, 1, 2, 3, 4, 5), latest=2, told=told)
    assert [article.source[-1] for article in found] == ["2", "1"]
    assert [warning_id for _, warning_id in told] == ["url.robots", "page.no_article", "url.missing"]
    assert told[0][0].startswith(f"left out of the feed: {web.address('/5')}: ")


def test_a_feed_of_which_nothing_can_be_had_is_an_error(web: WebStandIn) -> None:
    with pytest.raises(BulletinError) as caught:
        articles(feed(web, 1, 2))
    assert (caught.value.code, caught.value.source) == (66, web.address("/2"))


def test_a_feed_leads_into_no_network_of_ours(world: Path) -> None:
    (world / "feed.xml").write_text(
        "<rss><item><title>क</title><link>http://169.254.169.254/</link></item></rss>"
    )
    with pytest.raises(BulletinError) as caught:
        articles("feed.xml")
    assert (caught.value.code, caught.value.error_id) == (77, "url.private")


def test_a_host_is_visited_once_a_second_across_all_feeds(
    web: WebStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(manners.Clock, "pause", lambda _, seconds: pauses.append(seconds))
    monkeypatch.setattr(manners.Clock, "now", lambda _: 0.0)
    web.pages |= {"/1": page(story(1)), "/2": page(story(2))}
    articles(feed(web, 1, path="/a"), feed(web, 2, path="/b"))
    assert web.asked == ["/a", "/robots.txt", "/1", "/b", "/2"]
    assert pauses == [1.0, 2.0, 1.0]
