"""Publishing: each episode once, with an identity for ever, and nothing in the feed that is not in the folder."""

from __future__ import annotations

import json
import os
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from PIL import Image

from bulletin.errors import (
    BulletinError,
    ConfigurationError,
    InputError,
    MissingInputError,
    OutputError,
    RefusedError,
)
from bulletin.production.disk.commit import UMASK
from bulletin.production.disk.digest import digest_of
from bulletin.production.feeds import folder as feed_folder
from bulletin.production.feeds import plan
from bulletin.production.feeds.addresses import base_address, web_link
from bulletin.production.feeds.audit import audit_feed
from bulletin.production.feeds.episodes import record_path
from bulletin.production.feeds.lock import feed_lock
from bulletin.production.feeds.moving import move_feed
from bulletin.production.feeds.options import PublishOptions
from bulletin.production.feeds.publishing import publish
from tests.production.episodes import BASE, cover, episode, feed

OPTIONS = PublishOptions(lock_seconds=5)


@pytest.fixture
def show(tmp_path: Path) -> Path:
    """A feed without episodes."""
    return feed(tmp_path / "show")


def items(folder: Path, name: str = "feed.xml") -> list[Any]:
    parsed = feedparser.parse((folder / name).read_bytes())
    assert not parsed.bozo
    return list(parsed.entries)


def at(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """Let it be this moment."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime.fromisoformat(moment).timestamp())))


def test_another_program_reads_back_what_was_published(show: Path, tmp_path: Path) -> None:
    publish([episode(tmp_path / "out")], show, OPTIONS)
    parsed = feedparser.parse((show / "feed.xml").read_bytes())
    assert not parsed.bozo
    assert parsed.feed.title == "समाचार"
    assert parsed.feed.language == "hi"
    assert parsed.feed.image.href == "https://example.org/podcast/cover.jpg"
    (entry,) = parsed.entries
    assert entry.title == "शहर में नई मेट्रो लाइन शुरू"
    assert entry.itunes_duration == "61"
    assert entry.summary.startswith(
        "<p>नई लाइन पर रोज़ 2 लाख लोग सफ़र करेंगे।</p>\n<p>00:00 पहले दिन</p>\n<p>00:30 किराया &amp; समय</p>"
    )
    (sound,) = entry.enclosures
    assert sound.href.endswith("/metro.mp3")
    assert sound.href.isascii()
    assert sound.type == "audio/mpeg"
    assert int(sound.length) == (show / sound.href.removeprefix(BASE)).stat().st_size


def test_every_file_that_the_feed_names_is_in_the_folder(show: Path, tmp_path: Path) -> None:
    publish([episode(tmp_path / "out")], show, OPTIONS)
    text = (show / "feed.xml").read_text(encoding="utf-8")
    named = re.findall(re.escape(BASE) + r'([^"<]+)["<]', text)
    missing = [name for name in named if name.startswith("episodes/") and not (show / name).is_file()]
    assert len(named) >= 8
    assert missing == []


def test_publishing_the_same_again_changes_nothing(show: Path, tmp_path: Path) -> None:
    path = episode(tmp_path / "out")
    publish([path], show, OPTIONS)
    before = {file: file.stat().st_mtime_ns for file in show.rglob("*") if file.is_file()}
    outcome = publish([path], show, OPTIONS)
    assert [each.action for each in outcome.episodes] == ["unchanged"]
    after = {file: file.stat().st_mtime_ns for file in show.rglob("*") if file.is_file()}
    assert {file for file in before if after.get(file) != before[file]} <= {show / ".feed.lock"}


CHANGES: dict[str, dict[str, Any]] = {
    "a re-run": {"audio": b"other sound"},
    "a new title": {"title": "मेट्रो: नया शीर्षक"},
    "another voice": {"audio": b"another voice", "voice": "gtts"},
    "other words": {"audio": b"new words", "lines": [{"written": "मेट्रो बंद हो गई।"}]},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_the_guid_outlives(show: Path, tmp_path: Path, change: dict[str, Any]) -> None:
    publish([episode(tmp_path / "out")], show, OPTIONS)
    (before,) = items(show)
    publish([episode(tmp_path / "out", **change)], show, OPTIONS)
    (after,) = items(show)
    assert (after.id, after.published) == (before.id, before.published)


def test_the_guid_outlives_a_move_to_another_address_and_so_does_the_shows(
    show: Path, tmp_path: Path
) -> None:
    publish([episode(tmp_path / "out")], show, OPTIONS)
    before = (show / "feed.xml").read_text(encoding="utf-8")
    assert move_feed(show, "https://other.example/a/feed.xml", 5) == (BASE, "https://other.example/a/")
    after = (show / "feed.xml").read_text(encoding="utf-8")
    moved = "    <itunes:new-feed-url>https://other.example/a/feed.xml</itunes:new-feed-url>\n"
    assert after.replace(moved, "") == before.replace(BASE, "https://other.example/a/")
    publish([episode(tmp_path / "out", audio=b"again")], show, OPTIONS)
    assert items(show)[0].id in before


def test_a_correction_says_so_in_the_notes_and_a_new_encoding_does_not(
    show: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, "2026-11-26T08:00:00+00:00")
    publish([episode(tmp_path / "out")], show, OPTIONS)
    assert publish([episode(tmp_path / "out", audio=b"b")], show, OPTIONS).episodes[0].action == "replaced"
    assert "संशोधित" not in items(show)[0].summary
    at(monkeypatch, "2026-11-27T09:05:00+00:00")
    words: dict[str, Any] = {"lines": [{"written": "मेट्रो कल शुरू होगी।"}]}
    assert (
        publish([episode(tmp_path / "out", audio=b"c", **words)], show, OPTIONS).episodes[0].action
        == "corrected"
    )
    entry = items(show)[0]
    assert entry.summary.startswith("<p>संशोधित: 27 नवंबर 2026, 14:35</p>")
    assert entry.content[0].value.startswith("<p>संशोधित: 27 नवंबर 2026, 14:35</p>")
    # And it stays corrected when it is encoded anew a day later.
    at(monkeypatch, "2026-11-28T09:05:00+00:00")
    assert (
        publish([episode(tmp_path / "out", audio=b"d", **words)], show, OPTIONS).episodes[0].action
        == "replaced"
    )
    assert "27 नवंबर 2026, 14:35" in items(show)[0].summary


def test_an_address_with_an_ampersand_is_right_in_all_that_tells_it(tmp_path: Path) -> None:
    cover(tmp_path / "cover.png")
    folder = feed(tmp_path / "show", base_url="", image=str(tmp_path / "cover.png"))
    publish([episode(tmp_path / "out")], folder, PublishOptions(base_url="https://example.org/a&b/"))
    assert move_feed(folder, "https://example.org/c&d/", 5)[1] == "https://example.org/c&d/"
    parsed = feedparser.parse((folder / "feed.xml").read_bytes())
    assert not parsed.bozo
    assert parsed.feed["itunes_new-feed-url"] == "https://example.org/c&d/feed.xml"
    assert parsed.feed.image.href.startswith("https://example.org/c&d/cover-")
    assert audit_feed(folder).faults == ()


def test_a_correction_that_was_dated_wrong_by_hand_is_told_without_its_date(
    show: Path, tmp_path: Path
) -> None:
    publish([episode(tmp_path / "out")], show, OPTIONS)
    page = show / "feed.xml"
    page.write_bytes(page.read_bytes().replace(b"<bulletin:mark ", b'<bulletin:mark corrected="today" '))
    publish([episode(tmp_path / "out", audio=b"again")], show, OPTIONS)
    assert items(show)[0].summary.startswith("<p>संशोधित</p>\n")


def test_a_correction_can_be_told_in_words(show: Path, tmp_path: Path) -> None:
    path = episode(tmp_path / "out")
    publish([path], show, OPTIONS)
    publish([path], show, PublishOptions(correction="किराया ₹25 है, ₹20 नहीं।"))
    assert "। किराया ₹25 है, ₹20 नहीं।" in items(show)[0].summary


def test_a_show_that_is_always_made_from_one_file_is_published_with_new(show: Path, tmp_path: Path) -> None:
    options = PublishOptions(new=True)
    for hour in range(3):
        publish([episode(tmp_path / "out", "news", f"{hour} बजे के समाचार", audio=b"%d" % hour)], show, options)
    assert len({entry.id for entry in items(show)}) == 3
    # The same sound is the same episode all the same: cron may run the command twice.
    path = episode(tmp_path / "out", "news", "2 बजे के समाचार", audio=b"2")
    assert publish([path], show, options).episodes[0].action == "unchanged"


def test_another_days_article_in_the_same_file_is_another_episode(show: Path, tmp_path: Path) -> None:
    publish([episode(tmp_path / "out", "news", audio=b"1", date="2026-11-26")], show, OPTIONS)
    publish([episode(tmp_path / "out", "news", audio=b"2", date="2026-11-27")], show, OPTIONS)
    assert len(items(show)) == 2


def test_two_files_with_one_sound_are_one_episode(show: Path, tmp_path: Path) -> None:
    publish([episode(tmp_path / "a", "one", audio=b"same")], show, OPTIONS)
    assert (
        publish([episode(tmp_path / "b", "two", audio=b"same")], show, OPTIONS).episodes[0].action
        == "unchanged"
    )
    assert len(items(show)) == 1


def test_an_item_is_replaced_by_its_guid_whatever_it_was_made_from(show: Path, tmp_path: Path) -> None:
    publish([episode(tmp_path / "out", "one")], show, OPTIONS)
    guid = items(show)[0].id
    publish([episode(tmp_path / "out", "two")], show, PublishOptions(guid=guid))
    assert [entry.id for entry in items(show)] == [guid]
    with pytest.raises(MissingInputError, match="no_such_guid"):
        publish([episode(tmp_path / "out", "two")], show, PublishOptions(guid="urn:uuid:none"))


def test_of_two_records_of_one_article_the_one_that_was_made_last_is_published(
    show: Path, tmp_path: Path
) -> None:
    made = {
        "a": "2026-11-26T06:00:00+05:30",
        "b": "2026-11-26T07:00:00+05:30",
        "c": "2026-11-26T00:00:00+00:00",
    }
    paths = [episode(tmp_path / name, "news", name, audio=name.encode(), made=made[name]) for name in "abc"]
    outcome = publish(paths, show, OPTIONS)
    assert [each.title for each in outcome.episodes] == ["b"] == [entry.title for entry in items(show)]
    assert [warning for _, warning in outcome.warnings] == ["publish.same_source"] * 2
    publish(paths, show, PublishOptions(new=True))
    assert len(items(show)) == 3


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ({"title": "नई सुर्खी"}, 1),
        ({"made_from": "0123456789abcdef"}, 1),
        ({"made_from": "0123456789abcdef", "article": "f" * 16}, 2),
        ({"made_from": "0123456789abcdef", "article": ""}, 2),
        ({"made_from": "0123456789abcdef", "date": "2026-11-27"}, 2),
        ({"article": "f" * 16}, 1),
    ],
)
def test_an_article_is_known_by_its_file_or_by_its_name_and_first_words(
    show: Path, tmp_path: Path, change: dict[str, Any], count: int
) -> None:
    publish([episode(tmp_path / "a", "news", article="a" * 16)], show, OPTIONS)
    again = {"article": "a" * 16, **change}
    publish([episode(tmp_path / "b", "news", audio=b"other sound", **again)], show, OPTIONS)
    assert len(items(show)) == count
    assert audit_feed(show).items == count


def test_episodes_of_one_second_have_their_own_guids_and_stand_in_the_order_they_came(
    show: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, "2026-11-26T08:00:00+00:00")
    publish([episode(tmp_path / "out", f"a{number}", f"कड़ी {number}") for number in range(3)], show, OPTIONS)
    publish([episode(tmp_path / "out", "a3", "कड़ी 3")], show, OPTIONS)
    entries = items(show)
    assert [entry.title for entry in entries] == ["कड़ी 3", "कड़ी 2", "कड़ी 1", "कड़ी 0"]
    assert len({entry.id for entry in entries}) == 4
    assert [entry.published[17:25] for entry in entries] == ["08:00:01", "08:00:00", "07:59:59", "07:59:58"]


def test_episodes_of_one_run_with_a_date_follow_it_a_second_apart(show: Path, tmp_path: Path) -> None:
    paths = [episode(tmp_path / "out", f"a{number}", f"कड़ी {number}") for number in range(3)]
    publish(paths, show, PublishOptions(date="2026-11-26T08:00:00+00:00", lock_seconds=5))
    found = [(entry.title, entry.published[17:25]) for entry in items(show)]
    assert found == [("कड़ी 2", "08:00:02"), ("कड़ी 1", "08:00:01"), ("कड़ी 0", "08:00:00")]


def test_the_last_second_that_a_date_can_name_is_not_passed(show: Path, tmp_path: Path) -> None:
    last = PublishOptions(date="9999-12-31T23:59:59+00:00", lock_seconds=5)
    publish([episode(tmp_path / "out", f"a{number}") for number in range(2)], show, last)
    publish([episode(tmp_path / "out", "a2")], show, OPTIONS)
    assert {entry.published for entry in items(show)} == {"Fri, 31 Dec 9999 23:59:59 +0000"}


@pytest.mark.parametrize("moment", ["2026-11-25T08:00:00+00:00", "1970-01-02T00:00:00+00:00"])
def test_a_clock_that_jumps_back_dates_no_episode_before_the_newest(
    show: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    at(monkeypatch, "2026-11-26T08:00:00+00:00")
    publish([episode(tmp_path / "out", "one", "पहली")], show, OPTIONS)
    at(monkeypatch, moment)
    publish([episode(tmp_path / "out", "two", "दूसरी")], show, OPTIONS)
    entries = items(show)
    assert [entry.title for entry in entries] == ["दूसरी", "पहली"]
    assert [entry.published[17:25] for entry in entries] == ["08:00:01", "08:00:00"]
    assert entries[0].published.startswith("Thu, 26 Nov 2026")


def test_a_newest_episode_from_the_future_is_told(
    show: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish([episode(tmp_path / "out", "one")], show, PublishOptions(date="2099-01-01T00:00:00+05:30"))
    at(monkeypatch, "2026-11-26T08:00:00+00:00")
    outcome = publish([episode(tmp_path / "out", "two")], show, OPTIONS)
    assert [warning for _, warning in outcome.warnings] == ["feed.date"]
    assert outcome.episodes[0].published.year == 2099


def test_a_date_that_is_given_puts_an_episode_where_it_belongs(show: Path, tmp_path: Path) -> None:
    for day in (10, 20, 15):
        publish(
            [episode(tmp_path / "out", f"d{day}", str(day))],
            show,
            PublishOptions(date=f"2026-11-{day}T06:00:00+05:30"),
        )
    assert [entry.title for entry in items(show)] == ["20", "15", "10"]
    assert items(show)[1].published == "Sun, 15 Nov 2026 06:00:00 +0530"


def test_a_feed_remembers_its_address(tmp_path: Path) -> None:
    folder = feed(tmp_path / "show", base_url="", image=str(cover(tmp_path / "c.jpg")))
    path = episode(tmp_path / "out")
    with pytest.raises(ConfigurationError, match="no_address"):
        publish([path], folder, OPTIONS)
    publish([path], folder, PublishOptions(base_url="https://example.org/podcast/feed.xml"))
    text = (folder / "feed.xml").read_text(encoding="utf-8")
    assert f'<atom:link href="{BASE}feed.xml" rel="self" type="application/rss+xml"/>' in text
    assert "<podcast:guid>080cbc85-2163-502d-8b52-3171206ba87e</podcast:guid>" in text
    image = text.partition('<itunes:image href="')[2].partition('"')[0]
    assert (folder / image.removeprefix(BASE)).is_file()
    publish([episode(tmp_path / "out", "two")], folder, OPTIONS)
    with pytest.raises(InputError, match="address_differs"):
        publish([path], folder, PublishOptions(base_url="https://other.example/"))


def test_a_feed_that_tells_only_a_part_of_its_address_does_not_know_it(show: Path, tmp_path: Path) -> None:
    feed_path = show / "feed.xml"
    feed_path.write_bytes(
        feed_path.read_bytes().replace(f'href="{BASE}feed.xml"'.encode(), b'href="feed.xml"')
    )
    with pytest.raises(ConfigurationError, match="no_address"):
        publish([episode(tmp_path / "out")], show, OPTIONS)
    publish([episode(tmp_path / "out")], show, PublishOptions(base_url=BASE))
    assert items(show)[0].enclosures[0].href.startswith(f"{BASE}episodes/")


def test_more_than_the_limit_goes_to_the_archive_and_is_found_from_the_feed(
    show: Path, tmp_path: Path
) -> None:
    for number in range(12):
        publish(
            [episode(tmp_path / "out", f"n{number}", str(number))],
            show,
            PublishOptions(limit=4 if number == 5 else None),
        )
    found, name, pages = [], "feed.xml", 0
    while name:
        parsed = feedparser.parse((show / name).read_bytes())
        assert len(parsed.entries) <= 4
        assert ("fh_archive" in parsed.feed) is (name != "feed.xml")
        found += [entry.title for entry in parsed.entries]
        links = {link.rel: link.href for link in parsed.feed.links}
        assert links["self"] == BASE + name
        assert name == "feed.xml" or links["current"] == BASE + "feed.xml"
        name, pages = links.get("prev-archive", "").rpartition("/")[2], pages + 1
    assert found == [str(number) for number in reversed(range(12))]
    assert pages == 5


def test_an_archive_page_that_is_full_never_changes_but_for_a_correction(show: Path, tmp_path: Path) -> None:
    paths = [episode(tmp_path / "out", f"n{number}", str(number)) for number in range(7)]
    publish(paths[:5], show, PublishOptions(limit=4))
    page = (show / "archive-0001.xml").read_bytes()
    publish(paths[5:], show, OPTIONS)
    assert (show / "archive-0001.xml").read_bytes() == page
    guids = [entry.id for entry in items(show, "archive-0001.xml")]
    outcome = publish(
        [episode(tmp_path / "out", "n0", "0", audio=b"x", lines=[{"written": "नया"}])], show, OPTIONS
    )
    assert outcome.episodes[0].action == "corrected"
    assert [entry.id for entry in items(show, "archive-0001.xml")] == guids
    assert (show / "archive-0001.xml").read_bytes() != page


def test_the_oldest_go_to_the_archive_whatever_the_order_in_which_someone_wrote_them(
    show: Path, tmp_path: Path
) -> None:
    for day in (1, 2, 3):
        publish(
            [episode(tmp_path / "out", f"d{day}", str(day))],
            show,
            PublishOptions(date=f"2026-11-0{day}T06:00:00+05:30"),
        )
    page = show / "feed.xml"
    head, three, two, one = re.split(r"(?=<item>)", page.read_text(encoding="utf-8"))
    one, tail = one[: one.index("</item>") + 7], one[one.index("</item>") + 7 :]
    page.write_text(head + one + two + three + tail, encoding="utf-8")
    publish([episode(tmp_path / "out", "d4", "4")], show, PublishOptions(limit=3))
    assert [entry.title for entry in items(show)] == ["4", "2", "3"]
    assert [entry.title for entry in items(show, "archive-0001.xml")] == ["1"]


def test_a_missing_page_of_the_archive_is_named(show: Path, tmp_path: Path) -> None:
    publish([episode(tmp_path / "out", f"n{number}") for number in range(3)], show, PublishOptions(limit=2))
    (show / "archive-0001.xml").unlink()
    with pytest.raises(MissingInputError, match="archive is missing"):
        publish([episode(tmp_path / "out", "n4")], show, OPTIONS)


BY_HAND = """\
<?xml version='1.0' encoding='utf-8'?>
<!-- हमारा फ़ीड -->
<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/' xmlns:pod='https://podcastindex.org/namespace/1.0'>
\t<channel><title>हाथ से</title><link>https://example.org</link>
\t<description><![CDATA[a & b]]></description>
\t<pod:value type="lightning"  method='keysend' />
\t<item  media:x = 'y'><title>पुराना</title><guid>12</guid><pubDate>Tue, 24 Nov 2026 10:00 GMT</pubDate>
\t<media:rating>nonadult</media:rating></item >
\t<item/>\r
</channel></rss>
<!-- अंत -->
"""


def test_a_feed_that_was_written_by_hand_keeps_every_byte(tmp_path: Path) -> None:
    folder = tmp_path / "hand"
    folder.mkdir()
    (folder / "feed.xml").write_bytes(BY_HAND.encode())
    publish([episode(tmp_path / "out")], folder, PublishOptions(base_url=BASE))
    publish([episode(tmp_path / "out", audio=b"again")], folder, OPTIONS)
    after = (folder / "feed.xml").read_bytes()
    first, _, rest = BY_HAND.encode().partition(b"<item ")
    assert after.startswith(first)
    assert after.endswith(b"<item " + rest)
    assert [entry.get("title") for entry in items(folder)][:2] == ["शहर में नई मेट्रो लाइन शुरू", "पुराना"]


def test_elements_called_item_within_those_of_others_are_no_items(show: Path, tmp_path: Path) -> None:
    page = show / "feed.xml"
    list_of_others = b'<x:list xmlns:x="urn:x"><item><item/></item></x:list>'
    page.write_bytes(page.read_bytes().replace(b"</channel>", list_of_others + b"</channel>"))
    publish([episode(tmp_path / "out")], show, OPTIONS)
    publish([episode(tmp_path / "out", audio=b"again")], show, OPTIONS)
    assert page.read_bytes().count(list_of_others) == 1
    assert page.read_bytes().count(b"<guid") == 1


def test_what_someone_wrote_into_our_item_is_kept_when_it_is_replaced(show: Path, tmp_path: Path) -> None:
    publish([episode(tmp_path / "out")], show, OPTIONS)
    page = show / "feed.xml"
    bite = b'<podcast:soundbite  startTime="1.5" duration="9">x</podcast:soundbite>'
    page.write_bytes(page.read_bytes().replace(b"<enclosure", bite + b"<enclosure"))
    publish([episode(tmp_path / "out", audio=b"again")], show, OPTIONS)
    assert page.read_bytes().count(bite) == 1


@pytest.mark.parametrize("data", [b"<rss version='2.0'>\n<channel>\n<item>", b"", b"<rss>\n\n&x;</rss>"])
def test_a_feed_that_is_not_valid_is_left_as_it_is(show: Path, tmp_path: Path, data: bytes) -> None:
    (show / "feed.xml").write_bytes(data)
    with pytest.raises(InputError, match=r"feed\.xml line \d is not valid; nothing was changed"):
        publish([episode(tmp_path / "out")], show, OPTIONS)
    assert (show / "feed.xml").read_bytes() == data
    assert list((show / "episodes").iterdir()) == []


def test_a_feed_of_a_newer_bulletin_is_left_as_it_is(show: Path, tmp_path: Path) -> None:
    page = show / "feed.xml"
    page.write_bytes(page.read_bytes().replace(b'<bulletin:feed version="1"', b'<bulletin:feed version="2"'))
    before = page.read_bytes()
    with pytest.raises(ConfigurationError, match="newer"):
        publish([episode(tmp_path / "out")], show, OPTIONS)
    assert page.read_bytes() == before


def test_a_feed_that_is_edited_in_the_very_moment_keeps_the_edit_and_gets_the_episode(
    show: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, edits = feed_folder.remember, iter([b"<ttl>60</ttl>"])

    def edited_meanwhile(folder: Path) -> None:
        real(folder)
        for edit in edits:
            page = folder / "feed.xml"
            page.write_bytes(page.read_bytes().replace(b"<language>", edit + b"<language>"))

    monkeypatch.setattr(plan, "remember", edited_meanwhile)
    publish([episode(tmp_path / "out")], show, OPTIONS)
    assert b"<ttl>60</ttl>" in (show / "feed.xml").read_bytes()
    assert len(items(show)) == 1


@pytest.mark.parametrize("step", ["publishing.write_whole", "plan.replace_page"], ids=["record", "feed"])
def test_a_run_that_stops_before_the_feed_leaves_it_valid_and_the_next_finishes_with_the_same_identity(
    show: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = episode(tmp_path / "out")

    class Killed(BaseException):
        pass

    def killed(*_: object, **__: object) -> None:
        raise Killed

    before = (show / "feed.xml").read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(f"bulletin.production.feeds.{step}", killed)
        with pytest.raises(Killed):
            publish([path], show, OPTIONS)
    assert (show / "feed.xml").read_bytes() == before
    (sound,) = (show / "episodes").glob("*/*.mp3")
    when = sound.stat().st_mtime_ns
    left = [
        json.loads(each.read_text(encoding="utf-8")) for each in (show / "episodes").glob("*/*.episode.json")
    ]
    publish([path], show, OPTIONS)
    assert sound.stat().st_mtime_ns == when
    (entry,) = items(show)
    assert [each["published"]["guid"] for each in left] in ([], [entry.id])


def test_a_file_that_is_not_the_one_that_was_made_is_not_published(show: Path, tmp_path: Path) -> None:
    path = episode(tmp_path / "out")
    before = (show / "feed.xml").read_bytes()
    path.with_name("metro.mp3").write_bytes(b"cut short")
    with pytest.raises(InputError, match="checksum differs"):
        publish([path], show, OPTIONS)
    assert (show / "feed.xml").read_bytes() == before


def test_an_enclosure_that_was_lost_is_brought_back_by_publishing_again(show: Path, tmp_path: Path) -> None:
    path = episode(tmp_path / "out")
    publish([path], show, OPTIONS)
    (sound,) = (show / "episodes").glob("*/*.mp3")
    sound.write_bytes(b"broken")
    assert publish([path], show, OPTIONS).episodes[0].action == "unchanged"
    assert digest_of(sound) == digest_of(path.with_name("metro.mp3"))


def test_a_record_of_the_least_that_it_must_hold_is_published(show: Path, tmp_path: Path) -> None:
    path = episode(
        tmp_path / "out", kinds=("mp3",), details=None, made_from=None, made=None, date=None, language=None, dek=None,
        reader=None, disclosure=None, chapters=None, lines=None,
    )  # fmt: skip
    publish([path], show, OPTIONS)
    publish([path], show, OPTIONS)
    (entry,) = items(show)
    assert entry.summary == "<p>शहर में नई मेट्रो लाइन शुरू</p>"


@pytest.mark.parametrize(
    "start", [float("nan"), float("inf"), 10**400, -1, True, "0:30"], ids=lambda start: f"{start}"[:5]
)
def test_a_chapter_that_begins_at_no_time_is_not_told(show: Path, tmp_path: Path, start: object) -> None:
    chapters = [{"start": 0, "title": "एक"}, {"start": start, "title": "दो"}, {"start": 30, "title": "तीन"}]
    publish([episode(tmp_path / "out", chapters=chapters)], show, OPTIONS)
    (entry,) = items(show)
    assert "<p>00:30 तीन</p>" in entry.summary
    assert "दो" not in entry.summary


def test_notes_of_the_record_are_the_items_notes(show: Path, tmp_path: Path) -> None:
    notes = {"text": "सार\n00:00 पहला\n00:30 दूसरा", "html": "<p>सार</p>\n<ul><li>पहला</li></ul>"}
    publish([episode(tmp_path / "out", notes=notes)], show, OPTIONS)
    (entry,) = items(show)
    assert entry.summary == entry.content[0].value == notes["html"]


LINES = [
    {"written": written, "spoken": written, "start": 0, "end": 2, "role": role, "story": story}
    for role, story, written in (
        ("headline", 0, "नई मेट्रो लाइन"), ("body", 0, "मेट्रो आज से चलेगी।"), ("body", 0, "किराया वही है।"),
        ("headline", 1, "शहर में बारिश"), ("dek", 1, "सड़कों पर पानी"), ("body", 1, "आज बारिश हुई।"),
    )
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "summary"),
    [
        ({"dek": "सार के दो शब्द"}, "सार के दो शब्द"),
        ({"dek": "", "lines": LINES[:3]}, "मेट्रो आज से चलेगी।"),
        ({"dek": "", "lines": LINES}, "नई मेट्रो लाइन; शहर में बारिश"),
    ],
    ids=["dek", "first sentence", "headlines"],
)
@pytest.mark.parametrize("notes", [None, {"text": "स्रोत: a.txt", "html": "<p>स्रोत: a.txt</p>"}])
def test_notes_have_a_summary(
    show: Path, tmp_path: Path, change: dict[str, Any], summary: str, notes: dict[str, str] | None
) -> None:
    if notes and change["dek"]:
        notes = {
            "text": f"{change['dek']}\n{notes['text']}",
            "html": f"<p>{change['dek']}</p>{notes['html']}",
        }
    publish([episode(tmp_path / "out", notes=notes, **change)], show, OPTIONS)
    (entry,) = items(show)
    assert entry.summary.startswith(f"<p>{summary}</p>")
    assert entry.summary.count(summary) == 1


def test_notes_link_to_the_article_or_else_to_the_station(show: Path, tmp_path: Path) -> None:
    article, station = "https://example.org/a?b=1&c=2", "https://example.org/"
    linked = {
        "text": f"सार\n{article}",
        "html": f'<p>सार</p><p><a href="{article.replace("&", "&amp;")}">a</a></p>',
    }
    for number, (sources, notes) in enumerate([([article], None), ([article], linked), (["a.txt"], None)]):
        publish(
            [episode(tmp_path / "out", f"n{number}", sources=sources, link=station, notes=notes)],
            show,
            OPTIONS,
        )
    found = items(show)[::-1]
    assert [entry.link for entry in found] == [article, article, station]
    for entry in found:
        assert entry.content[0].value.count(f'<a href="{entry.link.replace("&", "&amp;")}">') == 1


def test_notes_that_are_too_long_for_a_description_are_cut_there_and_whole_in_the_content(
    show: Path, tmp_path: Path
) -> None:
    notes = {"text": "वाक्य एक।\n" + "वाक्य दो। " * 200, "html": f"<p>{'वाक्य दो। ' * 200}</p>"}
    publish([episode(tmp_path / "out", notes=notes)], show, OPTIONS)
    (entry,) = items(show)
    assert entry.summary.startswith("<p>वाक्य एक।</p><p>वाक्य दो। ")
    assert entry.summary.endswith("वाक्य दो।</p>")
    assert 3900 < len(entry.summary.encode()) <= 4000
    assert len(entry.content[0].value) == len(notes["html"])


def test_sound_for_stations_is_not_published_beside_that_for_listeners(show: Path, tmp_path: Path) -> None:
    publish([episode(tmp_path / "out", kinds=("mp3", "m4a"))], show, OPTIONS)
    text = (show / "feed.xml").read_text(encoding="utf-8")
    assert '<podcast:alternateEnclosure type="audio/mp4"' in text
    assert sorted(path.suffix for path in (show / "episodes").glob("*/*")) == [".json", ".m4a", ".mp3"]


WRONG: dict[str, tuple[dict[str, Any], str, type[BulletinError]]] = {
    "no title": ({"title": " "}, "title", InputError),
    "no duration": ({"duration": "61"}, "duration", InputError),
    "endless": ({"duration": 1e12}, "duration", InputError),
    "a day without a year": ({"date": "26 नवंबर"}, "date is", InputError),
    "a day before 1900": ({"date": "1887-01-01"}, "date is of the year 1887", InputError),
    "made without a zone": ({"made": "2026-11-26T06:00:00"}, "made has no zone", InputError),
    "another schema": ({"schema": "bulletin.script/1"}, "schema", InputError),
    "no files": ({"files": {}}, "files", InputError),
    "no sound": ({"files": {"vtt": "metro.vtt"}}, "no sound file", InputError),
    "a file elsewhere": ({"files": {"mp3": "../metro.mp3"}}, "not beside it", RefusedError),
    "a file of Windows elsewhere": ({"files": {"mp3": "C:\\metro.mp3"}}, "not beside it", RefusedError),
    "a missing file": ({"files": {"mp3": "other.mp3"}}, "not there", MissingInputError),
}


@pytest.mark.parametrize(("change", "what", "kind"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_record_is_named_with_its_field_and_keeps_no_other_back(
    show: Path, tmp_path: Path, change: dict[str, Any], what: str, kind: type[BulletinError]
) -> None:
    before = (show / "feed.xml").read_bytes()
    bad, good = episode(tmp_path / "out", **change), episode(tmp_path / "out", "good", "अच्छी कड़ी")
    with pytest.raises(kind, match=what):
        publish([bad], show, OPTIONS)
    assert (show / "feed.xml").read_bytes() == before
    outcome = publish([bad, good, tmp_path / "none.mp3"], show, OPTIONS)
    assert [each.title for each in outcome.episodes] == ["अच्छी कड़ी"] == [each.title for each in items(show)]
    assert isinstance(outcome.left_out[0], kind)
    assert re.search(what, outcome.left_out[0].what)
    assert outcome.left_out[1].error_id == "episode.missing"


def test_a_file_that_is_not_the_one_that_was_made_keeps_no_other_episode_back(
    show: Path, tmp_path: Path
) -> None:
    bad, good = episode(tmp_path / "out", "bad"), episode(tmp_path / "out", "good")
    bad.with_name("bad.vtt").write_bytes(b"changed")
    outcome = publish([bad, good], show, OPTIONS)
    assert [each.error_id for each in outcome.left_out] == ["episode.changed"]
    assert len(items(show)) == 1
    good.with_name("good.mp3").unlink()
    left = publish([bad, good], show, OPTIONS)
    assert (left.episodes, len(left.left_out)) == ((), 2)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000])
def test_a_record_that_is_no_record_is_refused(show: Path, tmp_path: Path, data: bytes) -> None:
    path = episode(tmp_path / "out")
    path.write_bytes(data)
    with pytest.raises(InputError):
        publish([path], show, OPTIONS)


def test_an_episode_is_named_by_its_record_its_sound_or_what_both_begin_with(tmp_path: Path) -> None:
    path = episode(tmp_path, "मेट्रो.1")
    for name in ("मेट्रो.1.episode.json", "मेट्रो.1.mp3", "मेट्रो.1"):
        assert record_path(tmp_path / name) == path
    with pytest.raises(MissingInputError):
        record_path(tmp_path / "none.mp3")


def test_titles_of_any_kind_have_addresses_of_their_own_in_ascii(show: Path, tmp_path: Path) -> None:
    titles = ["R&D <b>", "🚇🇮🇳", "\u202eא", "x" * 10_000, "../../etc", "CON", "\ud800 आधा", "-v"]
    paths = [episode(tmp_path / "out", f"क{number}", title) for number, title in enumerate(titles)]
    publish(paths, show, OPTIONS)
    hrefs = [entry.enclosures[0].href for entry in items(show)]
    assert len(set(hrefs)) == len(titles)
    assert all(
        re.fullmatch(re.escape(BASE) + r"episodes/[0-9a-f]{12}/[a-z0-9][a-z0-9-]*\.mp3", href)
        for href in hrefs
    )
    assert max(map(len, hrefs)) < 200


def test_a_file_whose_name_is_not_ascii_is_renamed_and_called_by_its_new_name(
    show: Path, tmp_path: Path
) -> None:
    path = episode(tmp_path / "out", "मेट्रो & 1")
    html = path.with_name("मेट्रो & 1.html")
    html.write_text(
        '<audio src="मेट्रो &amp; 1.mp3"><a href="%E0%A4%AE%E0%A5%87%E0%A4%9F%E0%A5%8D%E0%A4%B0%E0%A5%8B%20%26%201.mp3#t=1">'
    )
    document = json.loads(path.read_text(encoding="utf-8"))
    document["details"]["html"]["sha256"] = digest_of(html)
    path.write_text(json.dumps(document), encoding="utf-8")
    publish([path], show, OPTIONS)
    publish([path], show, OPTIONS)
    (page,) = (show / "episodes").glob("*/*.html")
    name = "shahar-men-nai-metro-lain-shuru"
    assert page.name == f"{name}.html"
    assert page.read_text() == f'<audio src="{name}.mp3"><a href="{name}.mp3#t=1">'
    told = json.loads(page.with_suffix(".episode.json").read_text(encoding="utf-8"))
    assert told["audio"] == f"{name}.mp3"
    assert told["details"]["html"]["sha256"] == digest_of(page)


def test_the_record_of_what_an_item_was_before_goes_and_its_sound_stays(show: Path, tmp_path: Path) -> None:
    publish([episode(tmp_path / "out")], show, OPTIONS)
    publish([episode(tmp_path / "out", audio=b"again")], show, OPTIONS)
    assert len(list((show / "episodes").glob("*/*.mp3"))) == 2
    assert len(list((show / "episodes").glob("*/*.episode.json"))) == 1


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"title": " \x00"}, "--title"),
        ({"author": "क" * 256}, "--author"),
        ({"category": "Samachar"}, "--category"),
        ({"link": "javascript:alert(1)"}, "--link"),
        ({"email": "a b"}, "--email"),
        ({"language": "हिंदी"}, "--language"),
        ({"base_url": "https://u:p@example.org/"}, "user name"),
        ({"base_url": "file:///srv"}, "http"),
        ({"base_url": "https://example.org/?a"}, r"\?"),
        ({"image": "https://example.org/c.gif"}, "--image"),
    ],
)
def test_a_show_that_directories_would_refuse_is_not_made(
    tmp_path: Path, change: dict[str, str], what: str
) -> None:
    with pytest.raises(InputError, match=what):
        feed(tmp_path / "show", **change)
    assert not (tmp_path / "show" / "feed.xml").exists()


def test_a_password_in_an_address_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        feed(tmp_path / "show", base_url="https://user:canary@example.org/")
    assert "canary" not in f"{caught.value} {caught.value.source} {caught.value.remedy}"


@pytest.mark.parametrize(("size", "mode"), [((1400, 1400), "RGB"), ((3600, 3000), "CMYK"), ((900, 900), "L")])
def test_a_cover_is_made_what_directories_take(tmp_path: Path, size: tuple[int, int], mode: str) -> None:
    folder = feed(tmp_path / "show", image=str(cover(tmp_path / "c.jpg", size, mode)))
    (made,) = folder.glob("cover-*.jpg")
    with Image.open(made) as picture:
        assert (picture.format, picture.mode) == ("JPEG", "RGB")
        assert 1400 <= picture.width == picture.height <= 3000
    assert f'href="{BASE}{made.name}"' in (folder / "feed.xml").read_text(encoding="utf-8")


def test_a_picture_that_is_none_makes_no_feed(tmp_path: Path) -> None:
    path = cover(tmp_path / "c.png")
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(InputError):
        feed(tmp_path / "show", image=str(path))
    with pytest.raises(MissingInputError):
        feed(tmp_path / "show", image=str(tmp_path / "none.jpg"))
    assert not (tmp_path / "show" / "feed.xml").exists()


def test_a_feed_that_is_there_is_not_made_anew(show: Path) -> None:
    with pytest.raises(OutputError, match="there is a feed already"):
        feed(show)


def test_publishing_into_a_folder_without_a_feed_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError) as caught:
        publish([episode(tmp_path / "out")], tmp_path / "none", OPTIONS)
    assert "bulletin feed new" in caught.value.remedy
    assert not (tmp_path / "none").exists()


def test_the_lock_tells_who_holds_it_and_is_free_when_they_are_done(show: Path, tmp_path: Path) -> None:
    path = episode(tmp_path / "out")
    with (
        feed_lock(show, 1),
        pytest.raises(BulletinError, match=rf"another bulletin \(pid {os.getpid()} on .+, since") as caught,
    ):
        publish([path], show, PublishOptions(lock_seconds=0.05))
    assert caught.value.code == 75
    publish([path], show, PublishOptions(lock_seconds=0.05))


@pytest.mark.parametrize(
    ("told", "base"),
    [
        ("https://Example.ORG/my show/", "https://example.org/my%20show/"),
        ("https://example.org/my%20show/", "https://example.org/my%20show/"),
        ("https://example.org/100% news/", "https://example.org/100%25%20news/"),
        ("https://exa mple.org/a/", ""),
        ("https://example.org/a\tb/", ""),
        (
            "https://example.org/पॉडकास्ट",
            "https://example.org/%E0%A4%AA%E0%A5%89%E0%A4%A1%E0%A4%95%E0%A4%BE%E0%A4%B8%E0%A5%8D%E0%A4%9F/",
        ),
        ("https://उदाहरण.भारत/", "https://xn--p1b6ci4b4b3a.xn--h2brj9c/"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x/"),
        ("https://example.org/podcast/feed.xml", "https://example.org/podcast/"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org:99999/", ""),
        ("//example.org/", ""),
        ("https:///x", ""),
        ("https://example.org/\udcff", ""),
    ],
    ids=ascii,
)
def test_an_address_is_told_in_ascii_or_refused(told: str, base: str) -> None:
    if base:
        assert base_address(told) == base
    else:
        with pytest.raises(InputError, match="address"):
            base_address(told)


def test_a_space_in_the_name_of_a_host_is_named(tmp_path: Path) -> None:
    for name in ("base_url", "link", "image"):
        with pytest.raises(InputError, match="a space in the name of its host"):
            feed(tmp_path / "show", **{name: "https://exa mple.org/cover.jpg"})


def test_a_space_in_an_address_is_escaped_wherever_it_is_written(tmp_path: Path) -> None:
    show = feed(
        tmp_path / "show", base_url="https://example.org/my show/", link="https://example.org/a b?c d",
        image="https://example.org/my cover.jpg",
    )  # fmt: skip
    publish([episode(tmp_path / "out")], show, OPTIONS)
    text = (show / "feed.xml").read_text(encoding="utf-8")
    assert not re.findall(r"https://[^<\"]* ", text)
    assert "https://example.org/my%20cover.jpg" in text
    assert "<link>https://example.org/a%20b?c%20d</link>" in text
    assert audit_feed(show).faults == ()


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_a_file_that_a_narrower_umask_closed_is_opened_by_publishing_again(
    show: Path, tmp_path: Path
) -> None:
    path = episode(tmp_path / "out")
    publish([path], show, OPTIONS)
    files = [each for each in show.rglob("*") if each.name[0] != "."]
    for each in files:
        each.chmod(0o700 if each.is_dir() else 0o600)
    publish([path], show, OPTIONS)
    modes = {each.name: oct(each.stat().st_mode & 0o777) for each in files}
    assert modes == {each.name: oct((0o755 if each.is_dir() else 0o644) & ~UMASK) for each in files}


@pytest.mark.parametrize(
    "told",
    [
        "javascript:alert(1)",
        "//x",
        "https://u:p@x.in/",
        "ftp://x.in",
        "",
        "https://[bad",
        "https://x.in/\ud800",
    ],
    ids=ascii,
)
def test_a_link_that_is_none_or_would_tell_a_password_is_left_out(told: str) -> None:
    assert web_link(told) == ""
