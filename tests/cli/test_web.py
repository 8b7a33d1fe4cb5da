"""Addresses and feeds as they are given to the command. Pages are read by a stand-in."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import Completed
from tests.conftest import Bulletin
from tests.readers.test_entries import LONG
from tests.standins.pages import story
from tests.standins.web import WebStandIn, page, with_etag

PAGES = Path(__file__).parents[1] / "readers" / "pages"

PLAIN = ("--voice", "tone", "--no-jingles", "--no-cover", "--format", "wav")


def feed(*numbers: int, more: str = "") -> str:
    """A feed with whole texts, the last one the newest."""
    items = (
        f"<item><title>शहर की {number} खबरें</title><link>https://news.example/{number}{more}</link>"
        f"<guid isPermaLink='false'>{number}</guid><pubDate>2026-11-28T10:{number:02d}:00</pubDate>"
        f"<encoded><![CDATA[{LONG}]]></encoded></item>"
        for number in numbers
    )
    return f"<rss><channel>{''.join(items)}</channel></rss>"


def record_of(result: Completed) -> dict[str, object]:
    assert result.returncode == 0, result.stderr
    found: dict[str, object] = json.loads(
        Path(result.stdout.strip()).with_suffix(".episode.json").read_text("utf-8")
    )
    return found


def test_the_script_of_an_address_is_shown(bulletin: Bulletin, web: WebStandIn) -> None:
    web.pages["/a"] = with_etag(story(3))
    first, second = (bulletin("script", web.address("/a")) for _ in range(2))
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == second.stdout
    assert "3 नई लाइनें" in first.stdout
    assert [headers.get("if-none-match") for headers in web.headers] == [None, '"1"']


def test_an_html_page_is_read(bulletin: Bulletin, web: WebStandIn) -> None:
    web.pages["/a"] = page((PAGES / "01-classic-desktop.html").read_bytes())
    result = bulletin("script", web.address("/a"), "--json")
    document = json.loads(result.stdout)

    assert document["title"] == "सोनवारा शहर में बिछेगी 42 किलोमीटर नई पाइपलाइन, तीन चरणों में होगा काम"
    assert [item["href"] for item in document["left_out"] if item["href"]] == [
        web.address("/mp/lab-7712.html")
    ]
    assert document["outside"][0]["letters"] > 100


def test_a_page_without_an_article_is_refused_by_what_it_has(bulletin: Bulletin, web: WebStandIn) -> None:
    web.pages["/a"] = page((PAGES / "17-lie-listing.html").read_bytes())
    result = bulletin("script", web.address("/a"))

    assert result.returncode == 65
    assert f"a list of 10 links. [page.no_article]\n  input: {web.address('/a')}" in result.stderr


@pytest.mark.parametrize("command", ["make", "script"])
def test_so_many_of_a_feed_are_taken(bulletin: Bulletin, world: Path, command: str) -> None:
    (world / "feed.xml").write_text(feed(*range(1, 8)), encoding="utf-8")
    assert bulletin("script", "feed.xml", "--json").stdout.count('"role": "headline"') == 5
    assert bulletin("script", "feed.xml", "--latest", "2", "--json").stdout.count('"role": "headline"') == 2
    wrong = bulletin(command, "feed.xml", "--latest", "0")
    assert (wrong.returncode, "--latest" in wrong.stderr) == (2, True)


def test_an_entry_is_known_again_whatever_becomes_of_its_address_and_headline(
    bulletin: Bulletin, world: Path
) -> None:
    path = world / "feed.xml"
    path.write_text(feed(7), encoding="utf-8")
    first = bulletin("make", path, *PLAIN)
    path.write_text(feed(7, more="?moved"), encoding="utf-8")
    again = bulletin("make", path, *PLAIN)
    path.write_text(feed(7, 8), encoding="utf-8")
    newer = bulletin("make", path, "--latest", "1", *PLAIN)
    records = [record_of(result) for result in (first, again, newer)]
    assert records[0]["made_from"] == records[1]["made_from"] != records[2]["made_from"]
    assert records[1]["article"] != records[2]["article"]
    assert records[1]["given"] == records[1]["sources"] == ["https://news.example/7?moved"]
    assert len(list(Path("output").glob("*.wav"))) == 2, "the earlier entry's bulletin is still there"


def test_what_is_left_out_of_a_feed_is_a_warning(bulletin: Bulletin, web: WebStandIn) -> None:
    more = "<item><title>क</title><link>file:///etc/passwd</link></item>"
    private = "<item><title>ख</title><link>http://127.0.0.1:9/</link><pubDate>2026-11-29</pubDate></item>"
    web.pages["/feed"] = page(feed(1).replace("</channel>", f"{more}{private}</channel>"))
    result = bulletin("script", web.address("/feed"))
    assert result.returncode == 0
    assert result.stderr.startswith(
        "warning: left out of the feed: http://127.0.0.1:9/: refused to fetch a private address"
    )


def test_an_error_of_a_site_has_three_lines(bulletin: Bulletin, web: WebStandIn) -> None:
    result = bulletin("script", web.address("/none"))
    assert result.returncode == 66
    assert result.stderr.splitlines() == [
        "error: this page is not there (HTTP 404). [url.missing]",
        f"  input: {web.address('/none')}",
        "  next:  Check the address: open it in a browser.",
    ]


def test_nothing_of_the_web_is_loaded_for_a_file(article: Path) -> None:
    code = (
        "import sys\nsys.argv = ['bulletin', 'script', 'metro.txt']\n"
        "from bulletin.apps.cli.main import main\n"
        "import os; os._exit = sys.exit\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "names = ('http.client', 'ssl', 'socket', 'xml.etree.ElementTree', 'urllib.robotparser', 'email.utils')\n"
        "print(*(name for name in names if name in sys.modules), file=sys.stderr)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stderr.decode()
    assert said.split() == []


def test_an_episode_of_a_feed_is_checked_without_the_web_and_made_again_from_its_page(
    bulletin: Bulletin, world: Path
) -> None:
    (world / "feed.xml").write_text(feed(7), encoding="utf-8")
    made = Path(bulletin("make", "feed.xml", "--latest", "1", *PLAIN).stdout.strip())
    good = bulletin("check", made)
    assert (good.returncode, 'not compared: "https://news.example/7"' in good.stdout) == (0, True)
    made.with_suffix(".vtt").unlink()
    bad = bulletin("check", made, "--faults").stdout
    assert "With the pages as they were: bulletin make https://news.example/7 --again" in bad
    assert "--latest" not in bad
