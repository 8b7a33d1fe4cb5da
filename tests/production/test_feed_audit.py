"""Checking and repairing a feed: what is missing or changed is found, and comes back with the identity that it had."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.errors import ConfigurationError, InputError, MissingInputError
from bulletin.production.feeds.addresses import file_of
from bulletin.production.feeds.audit import audit_feed
from bulletin.production.feeds.options import PublishOptions
from bulletin.production.feeds.publishing import publish
from bulletin.production.feeds.repairing import repair_feed
from tests.production.episodes import BASE, episode, feed

OPTIONS = PublishOptions(lock_seconds=5)
CATEGORY = '<itunes:category text="News"><itunes:category text="Daily News"/></itunes:category>'


@pytest.fixture
def show(tmp_path: Path) -> Path:
    """A feed of three episodes, and a cover."""
    folder = feed(tmp_path / "show")
    (folder / "cover.jpg").write_bytes(b"a cover")
    publish(
        [episode(tmp_path / "out", f"n{number}", f"कड़ी {number}") for number in range(3)], folder, OPTIONS
    )
    return folder


def sound(show: Path) -> Path:
    return min(show.glob("episodes/*/*.mp3"))


def edit(show: Path, old: str, new: str) -> None:
    page = show / "feed.xml"
    text = page.read_bytes()
    assert old.encode() in text
    page.write_bytes(text.replace(old.encode(), new.encode(), 1))


def edit_file(path: Path, old: bytes, new: bytes) -> None:
    path.write_bytes(path.read_bytes().replace(old, new))


def guids(show: Path, name: str = "feed.xml") -> list[str]:
    return re.findall(r"<guid[^>]*>([^<]*)</guid>", (show / name).read_text(encoding="utf-8"))


def test_a_feed_that_was_just_published_is_right(show: Path) -> None:
    found = audit_feed(show)
    assert (found.faults, found.items, found.pages, found.unused) == ((), 3, 1, 0)
    assert found.files == 21


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "the sound is missing": (lambda show: sound(show).unlink(), "item.file_missing"),
    "the sound is cut": (lambda show: sound(show).write_bytes(b"cut"), "item.length"),
    "the sound is another": (
        lambda show: sound(show).write_bytes(b"x" * sound(show).stat().st_size), "item.checksum",
    ),
    "captions are missing": (lambda show: min(show.glob("episodes/*/*.vtt")).unlink(), "item.file_missing"),
    "captions are others": (lambda show: min(show.glob("episodes/*/*.vtt")).write_bytes(b"x"), "record.file_changed"),
    "no server can read the feed": (lambda show: (show / "feed.xml").chmod(0o600), "feed.rights"),
    "no server can read a sound": (lambda show: sound(show).chmod(0o640), "feed.rights"),
    "no server can enter the folder": (lambda show: show.chmod(0o700), "feed.rights"),
    "no server can enter a folder": (lambda show: sound(show).parent.chmod(0o750), "feed.rights"),
    "a record is broken": (
        lambda show: edit_file(min(show.glob("episodes/*/*.episode.json")), b'"duration"', b'"length"'), "record.invalid",
    ),
    "the cover is missing": (lambda show: (show / "cover.jpg").unlink(), "channel.image"),
    "another length": (lambda show: edit(show, 'length="', 'length="1'), "item.length"),
    "no length": (lambda show: edit(show, 'length="', 'size="'), "item.enclosure"),
    "no title": (lambda show: edit(show, "<title>कड़ी 1</title>", ""), "item.title"),
    "no guid": (lambda show: edit(show, guids(show)[0], ""), "item.guid"),
    "no date": (lambda show: edit(show, "<pubDate>", "<pubDate>कल "), "item.date"),
    "no enclosure": (lambda show: edit(show, "<enclosure", "<bulletin:no"), "item.enclosure"),
    "one guid twice": (lambda show: edit(show, guids(show)[0], guids(show)[1]), "item.same_guid"),
    "no language": (lambda show: edit(show, "<language>hi</language>", ""), "channel.missing"),
    "no category": (lambda show: edit(show, CATEGORY, ""), "channel.missing"),
}  # fmt: skip


@pytest.mark.parametrize(("harm", "finding"), FAULTS.values(), ids=FAULTS.keys())
def test_what_is_wrong_is_found_and_has_a_remedy(
    show: Path, harm: Callable[[Path], object], finding: str
) -> None:
    harm(show)
    found = audit_feed(show).faults
    assert finding in {each.fault_id for each in found}
    assert all(each.remedy and each.where for each in found)


def test_a_quick_look_does_not_read_the_sound(show: Path) -> None:
    sound(show).write_bytes(b"x" * sound(show).stat().st_size)
    assert audit_feed(show, quick=True).faults == ()


def test_the_sound_of_earlier_versions_is_counted(show: Path, tmp_path: Path) -> None:
    publish([episode(tmp_path / "out", "n0", "कड़ी 0", audio=b"again")], show, OPTIONS)
    found = audit_feed(show)
    assert found.faults == ()
    assert found.unused > 0


def test_the_archive_is_checked_too(show: Path, tmp_path: Path) -> None:
    publish([episode(tmp_path / "out", "n3")], show, PublishOptions(limit=2))
    assert (audit_feed(show).items, audit_feed(show).faults) == (4, ())
    sound(show).unlink()
    assert [each.fault_id for each in audit_feed(show).faults] == ["item.file_missing"]


@pytest.mark.parametrize("name", ["../x", "a/../../x", "%2e%2e/x", ".feed.lock", "a//b", "a\\b", "%00"])
def test_no_address_means_a_file_outside_of_the_folder_or_a_hidden_one(tmp_path: Path, name: str) -> None:
    assert file_of(BASE + name, tmp_path, BASE) is None


@pytest.mark.parametrize("left", ["<rss version='2.0'>\n<channel><item>", "", "nothing"])
def test_a_feed_that_is_broken_comes_back_from_the_records_with_every_guid(show: Path, left: str) -> None:
    before, page = guids(show), show / "feed.xml"
    text = page.read_bytes()
    page.write_text(left, encoding="utf-8")
    told = repair_feed(show, 5, dry_run=True)
    assert page.read_text(encoding="utf-8") == left
    done = repair_feed(show, 5, dry_run=False)
    assert len(told.done) == 4
    assert [line for line in done.done if line.startswith("add")] == [
        line for line in told.done if line.startswith("add")
    ]
    assert sorted(guids(show)) == sorted(before)
    assert audit_feed(show).faults == ()
    assert [path.read_text(encoding="utf-8") for path in show.glob("feed.xml.*.broken")] == [left]
    assert page.read_bytes().partition(b"<item>")[0].count(b"\n") == text.partition(b"<item>")[0].count(b"\n")


def test_a_feed_that_is_gone_comes_back(show: Path) -> None:
    before = guids(show)
    (show / "feed.xml").unlink()
    repair_feed(show, 5, dry_run=False)
    assert sorted(guids(show)) == sorted(before)


def test_without_the_feed_before_its_own_beginning_is_used(show: Path) -> None:
    before = guids(show)
    (show / ".feed.previous.xml").unlink()
    page = show / "feed.xml"
    page.write_bytes(page.read_bytes()[:-100])
    repair_feed(show, 5, dry_run=False)
    assert sorted(guids(show)) == sorted(before)


def test_with_nothing_to_begin_from_it_says_how_to_go_on(show: Path) -> None:
    (show / ".feed.previous.xml").unlink()
    (show / "feed.xml").unlink()
    with pytest.raises(InputError) as caught:
        repair_feed(show, 5, dry_run=False)
    assert "bulletin feed new" in caught.value.remedy
    with pytest.raises(MissingInputError):
        repair_feed(show / "none", 5, dry_run=False)


def test_an_item_that_was_lost_or_tells_another_length_is_mended_and_the_others_are_left_alone(
    show: Path,
) -> None:
    page = show / "feed.xml"
    whole, before = page.read_bytes(), guids(show)
    item = re.search(rb"<item>.*?</item>\n    ", whole, re.DOTALL)
    assert item is not None
    page.write_bytes(whole.replace(item[0], b""))
    edit(show, 'length="', 'length="9')
    done = repair_feed(show, 5, dry_run=False).done
    assert sorted(line.partition(":")[0] for line in done) == ["add", "mend"]
    assert guids(show) == before
    assert page.read_bytes().partition(b"<item>")[2] == whole.partition(b"<item>")[2]


def test_nothing_is_changed_where_nothing_is_wrong(show: Path) -> None:
    before = (show / "feed.xml").stat().st_mtime_ns
    done = repair_feed(show, 5, dry_run=False)
    assert (done.done, done.left) == ((), ())
    assert (show / "feed.xml").stat().st_mtime_ns == before


def test_a_corrected_episode_comes_back_as_it_was_corrected(show: Path, tmp_path: Path) -> None:
    publish([episode(tmp_path / "out", "n0", audio=b"new", lines=[{"written": "नया"}])], show, OPTIONS)
    text = (show / "feed.xml").read_text(encoding="utf-8")
    (show / "feed.xml").write_text("", encoding="utf-8")
    repair_feed(show, 5, dry_run=False)
    after = (show / "feed.xml").read_text(encoding="utf-8")
    assert text.count("संशोधित") == after.count("संशोधित") == 2
    assert len(guids(show)) == 3


def test_what_cannot_be_mended_is_told(show: Path) -> None:
    record = min(show.glob("episodes/*/*.episode.json"))
    record.unlink()
    sound(show).unlink()
    assert len(repair_feed(show, 5, dry_run=False).left) == 1


def test_a_newer_bulletins_feed_is_not_repaired(show: Path) -> None:
    edit(show, '<bulletin:feed version="1"', '<bulletin:feed version="9"')
    with pytest.raises(ConfigurationError):
        repair_feed(show, 5, dry_run=False)
