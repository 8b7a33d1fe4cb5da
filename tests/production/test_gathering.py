"""Gathering: what bulletins are made of is found one by one, in order, and known again."""

from __future__ import annotations

import os
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin.errors import InputError, MissingInputError
from bulletin.production.clock import INDIA
from bulletin.production.gathering.folders import articles_in, file_found, is_temporary
from bulletin.production.gathering.found import Found, entry_found, entry_of_text, entry_text
from bulletin.production.gathering.lists import sources_in
from bulletin.production.gathering.web import Web, feed_in
from bulletin.readers.entries.entry import Entry
from tests.standins.web import WebStandIn, page

FEED = """<rss><channel>
<item><guid>n2</guid><title>दूसरी खबर</title><link>http://{host}/2</link><pubDate>Sun, 29 Nov 2026 10:00:00 +0530</pubDate></item>
<item><guid>n1</guid><title>पहली खबर</title><link>http://{host}/1</link><pubDate>Sun, 29 Nov 2026 09:00:00 +0530</pubDate></item>
</channel></rss>"""


def test_articles_of_a_folder_come_by_name_without_what_is_not_whole(world: Path) -> None:
    for name in ("b.txt", "a.md", "c.mp3", ".hidden.txt", "d.txt.part", "e.txt~", "~$f.docx", "Z.TXT"):
        (world / name).write_text("x")
    (world / "below").mkdir()
    (world / "below" / "g.txt").write_text("x")
    names = [Path(each.source).name for each in articles_in(world)]
    assert names == ["Z.TXT", "a.md", "b.txt"]
    deep = [Path(each.source).name for each in articles_in(world, ["**/*.txt"])]
    assert deep == ["Z.TXT", "b.txt", "g.txt"]


def test_a_file_that_is_written_again_has_another_stamp(world: Path) -> None:
    path = world / "a.txt"
    path.write_text("एक")
    before = file_found(path)
    os.utime(path, ns=(1, 1))
    after = file_found(path)
    assert before is not None
    assert after is not None
    assert before.key == after.key
    assert before.stamp != after.stamp
    path.unlink()
    assert file_found(path) is None


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.builds(
        Entry,
        id=st.text(max_size=20),
        title=st.text(max_size=20),
        address=st.sampled_from(["", "https://news.example/1"]),
        published=st.none() | st.datetimes(timezones=st.sampled_from([UTC, INDIA])),
        html=st.none() | st.text(max_size=20),
        summary=st.text(max_size=20),
    )
)
def test_an_entry_is_the_same_after_it_was_written_down(entry: Entry) -> None:
    again = entry_of_text(entry_text(entry))
    assert again == entry
    assert entry_found(again, "feed") == entry_found(entry, "feed")


def test_what_is_no_entry_is_refused() -> None:
    for text in ("", "{}", "[]", "null"):
        with pytest.raises(ValueError, match=r".*"):
            entry_of_text(text)


def test_names_of_unfinished_files_are_known() -> None:
    assert all(map(is_temporary, (".a", "a~", "a.part", "~$a.docx", "a.TMP", "#a#")))
    assert not any(map(is_temporary, ("a.txt", "part.txt", "a~b.txt")))


def test_a_list_names_addresses_and_files_beside_it(world: Path) -> None:
    path = world / "sources.txt"
    path.write_text("\ufeff# हमारे\nhttps://news.example/1\n\n  a.txt  \n", encoding="utf-8")
    assert list(sources_in(path)) == ["https://news.example/1", str(world / "a.txt")]
    with pytest.raises(MissingInputError):
        list(sources_in(world / "none.txt"))


def test_a_feeds_newest_entries_come_oldest_first(web: WebStandIn, world: Path) -> None:
    text = FEED.format(host=web.host)
    web.pages["/rss"] = page(text)
    found = Web().found_at(f"http://{web.host}/rss", 2)
    assert [each.entry.title for each in found if each.entry] == ["पहली खबर", "दूसरी खबर"]
    assert all(each.needs_page for each in found)
    path = world / "feed.xml"
    path.write_text(text, encoding="utf-8")
    in_file = feed_in(path, 1)
    assert in_file is not None
    assert [each.key for each in in_file] == [found[1].key]
    path.write_text("एक लेख")
    assert feed_in(path, 1) is None


def test_a_feed_where_a_page_is_expected_is_named(web: WebStandIn) -> None:
    web.pages["/rss"] = page(FEED.format(host=web.host))
    address = f"http://{web.host}/rss"
    with pytest.raises(InputError, match="this is a feed"):
        Web().fetched(Found(key=address, source=address))
