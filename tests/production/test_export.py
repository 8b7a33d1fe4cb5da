"""Exporting finished episodes: packages whole under their names, from record and sound alone."""

from __future__ import annotations

import errno
import io
import json
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from bulletin.errors import BulletinError, DiskError, InputError, MissingInputError, OutputError
from bulletin.production.episode.record import read_record
from bulletin.production.export import writing
from bulletin.production.export.editions import edition_of_record
from bulletin.production.export.exporting import Exported, export
from bulletin.production.feeds.audit import audit_feed
from bulletin.production.feeds.options import PublishOptions
from bulletin.production.feeds.publishing import publish
from bulletin.production.feeds.withdrawing import withdraw
from bulletin.schema.edition import Edition
from bulletin.schema.formats import PACKAGES
from tests.production.episodes import feed
from tests.production.exports import finished
from tests.writers.editions import SMALL, WHOLE

PICTURE = b"\xff\xd8\xff" + bytes(100)
TWO = {"epub3": "news.epub", "daisy202": "news-daisy", "m3u": "news-m3u", "page": "news-page"}


def exported(record: Path, package: str = "epub3", output: Path | None = None) -> Exported:
    (made,) = export([record], package, output)
    return made


@pytest.mark.parametrize("edition", [SMALL, WHOLE], ids=["one story", "two stories"])
def test_an_edition_is_the_same_again_from_its_record(edition: Edition, world: Path) -> None:
    found = edition_of_record(read_record(finished(world, edition)))
    again = tuple(
        replace(each, segment=0, sentence=0, start=round(each.start, 3), end=round(each.end, 3))
        for each in edition.sentences
    )
    assert tuple(replace(each, segment=0, sentence=0) for each in found.sentences) == again
    assert replace(found, sentences=(), audio="") == replace(edition, sentences=(), audio="")


def test_paragraphs_are_those_of_the_stories(world: Path) -> None:
    found = edition_of_record(read_record(finished(world, SMALL)))
    assert [(each.segment, each.sentence) for each in found.sentences] == [
        (each.segment, each.sentence) for each in SMALL.sentences
    ]


def test_a_record_without_stories_has_a_paragraph_a_sentence(world: Path) -> None:
    found = edition_of_record(read_record(finished(world, SMALL, stories=None)))
    assert [each.segment for each in found.sentences] == list(range(len(SMALL.sentences)))


@pytest.mark.parametrize("package", TWO)
def test_a_package_lies_beside_its_episode(package: str, world: Path) -> None:
    made = exported(finished(world, WHOLE), package)
    assert world / TWO[package] in (made.path, made.path.parent)
    assert (made.title, made.seconds) == (WHOLE.title, 60.0)


@pytest.mark.parametrize("package", ["epub3", "m3u"])
def test_the_same_record_gives_the_same_bytes(package: str, world: Path) -> None:
    record = finished(world, WHOLE, picture=PICTURE)
    first = exported(record, package, world / "one")
    second = exported(record, package, world / "two")
    assert first.path.read_bytes() == second.path.read_bytes()


def test_the_container_begins_with_its_media_type_uncompressed(world: Path) -> None:
    data = exported(finished(world)).path.read_bytes()
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None


def test_the_sound_goes_into_the_book_as_it_is(world: Path) -> None:
    record = finished(world)
    sound = record.with_name("news.mp3").read_bytes()
    with zipfile.ZipFile(exported(record).path) as container:
        assert container.read("EPUB/sound01.mp3") == sound
    assert (exported(record, "daisy202").path / "sound001.mp3").read_bytes() == sound


def test_m4a_goes_into_an_epub(world: Path) -> None:
    made = exported(finished(world, form="m4a"))
    with zipfile.ZipFile(made.path) as container:
        assert "EPUB/sound01.m4a" in container.namelist()
        assert b'media-type="audio/mp4"' in container.read("EPUB/package.opf")


def test_an_older_book_is_replaced_and_what_it_had_more_is_gone(world: Path) -> None:
    folder = world / "book"
    export([finished(world / "a", SMALL, "a"), finished(world / "b", WHOLE, "b")], "daisy202", folder)
    assert (folder / "sound002.mp3").exists()
    exported(world / "a" / "a.episode.json", "daisy202", folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        "master.smil", "ncc.html", "s0001.smil", "sound001.mp3", "text.html",
    ]  # fmt: skip


def test_a_daisy_book_may_be_one_file(world: Path) -> None:
    made = exported(finished(world), "daisy202", world / "book.zip")
    assert zipfile.ZipFile(made.path).namelist()[0] == "ncc.html"


def test_several_episodes_are_the_book_of_their_day(world: Path) -> None:
    made = export([finished(world, SMALL, "0700"), finished(world, WHOLE, "1800")], "epub3")
    assert [(each.path.name, each.title, each.articles) for each in made] == [
        ("sham-ke-samachar-5-march.epub", "शाम के समाचार, 5 मार्च", 3)
    ]


def test_an_identifier_stays_when_an_episode_is_made_again(world: Path) -> None:
    def identifier(record: Path) -> str:
        with zipfile.ZipFile(exported(record).path) as container:
            return container.read("EPUB/package.opf").decode().split("urn:uuid:")[1][:36]

    first = identifier(finished(world, SMALL))
    assert (
        identifier(finished(world, replace(SMALL, title="नया शीर्षक"), made="2026-03-05T09:00:00+05:30"))
        == first
    )
    assert identifier(finished(world, replace(SMALL, identity="f" * 16))) != first


def test_tracks_are_the_articles_and_together_as_long_as_the_whole(world: Path) -> None:
    made = exported(finished(world, WHOLE), "m3u")
    lines = made.path.read_text(encoding="utf-8").splitlines()
    assert lines[:4] == ["#EXTM3U", "#EXTENC:UTF-8", "#EXTINF:4,सुबह के समाचार", "01-subah-ke-samachar.mp3"]
    tracks = [soundfile.read(made.path.with_name(line))[0] for line in lines[3::2]]
    assert (len(tracks), len(np.concatenate(tracks))) == (5, 60 * 44_100)


def test_a_page_has_its_sound_beside_it(world: Path) -> None:
    made = exported(finished(world, SMALL), "page", world / "web")
    assert sorted(path.name for path in (world / "web").iterdir()) == ["news.html", "news.mp3"]
    assert b'src="news.mp3"' in made.path.read_bytes()


def refused(record: Path, package: str = "epub3", output: Path | None = None) -> BulletinError:
    with pytest.raises(BulletinError) as caught:
        exported(record, package, output)
    return caught.value


def test_a_sound_without_a_record_is_refused(world: Path) -> None:
    (world / "alone.mp3").write_bytes(b"x")
    error = refused(world / "alone.mp3")
    assert (type(error), error.error_id) == (MissingInputError, "export.missing")


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"lines": None}, '"lines" has no sentence'),
        ({"made": None}, '"made"'),
        ({"made": "2026-03-05T07:00:00"}, '"made"'),
        ({"duration": None}, '"duration"'),
        ({"duration": 20.0}, '"lines" has a wrong time in row 5'),
        ({"title": " "}, '"title"'),
        ({"schema": "bulletin.episode/0"}, "its schema is"),
    ],
)
def test_a_record_without_what_an_export_needs_is_refused(
    more: dict[str, Any], what: str, world: Path
) -> None:
    error = refused(finished(world, SMALL, **more))
    assert (type(error), error.error_id) == (InputError, "export.record")
    assert what in error.what


@pytest.mark.parametrize(
    ("form", "package", "wanted"),
    [("wav", "epub3", "mp3 or m4a"), ("m4a", "daisy202", "mp3"), ("opus", "m3u", "mp3")],
)
def test_sound_of_another_format_is_refused_with_the_one_to_make(
    form: str, package: str, wanted: str, world: Path
) -> None:
    error = refused(finished(world, form=form), package)
    assert error.error_id == "export.format"
    assert f"takes sound as {wanted}, and this episode has {form}." in error.what
    assert f"--format mp3 --format {form}" in error.remedy


def test_sound_that_was_changed_since_is_refused(world: Path) -> None:
    record = finished(world)
    with record.with_name("news.mp3").open("ab") as file:
        file.write(b"x")
    assert refused(record).error_id == "export.sound_changed"


def test_sound_that_is_gone_is_told(world: Path) -> None:
    record = finished(world)
    record.with_name("news.mp3").unlink()
    assert refused(record).error_id == "export.sound_missing"


def test_an_episode_that_is_named_twice_is_refused(world: Path) -> None:
    record = finished(world)
    with pytest.raises(InputError) as caught:
        export([record, record.with_name("news.mp3")], "epub3")
    assert caught.value.error_id == "export.twice"


def test_two_pages_of_one_name_have_the_names_of_their_folders_too(world: Path) -> None:
    made = export([finished(world / "a"), finished(world / "b")], "page", world / "web")
    assert [each.path.name for each in made] == ["index.html", "news-a.html", "news-b.html"]
    assert {path.name for path in (world / "web").glob("*.mp3")} == {"news-a.mp3", "news-b.mp3"}
    assert 'src="news-b.mp3"' in made[2].path.read_text(encoding="utf-8")


def test_two_pages_that_no_name_tells_apart_are_refused(world: Path) -> None:
    with pytest.raises(InputError) as caught:
        export([finished(world / "a" / "x"), finished(world / "b" / "x")], "page", world / "web")
    assert caught.value.error_id == "export.same_name"
    assert not (world / "web").exists()


def test_articles_are_counted_as_one_whatever_is_made(world: Path) -> None:
    record = finished(world, WHOLE)
    counted = {package: export([record], package)[0].articles for package in PACKAGES}
    assert counted == dict.fromkeys(PACKAGES, len({each.story for each in WHOLE.sentences}))


@pytest.fixture
def podcast(world: Path) -> Path:
    """A feed of three episodes, made in another order than that of their names; the feed has the newest first."""
    folder = feed(world / "podcast")
    for stem, title in (("b", "कड़ी एक"), ("c", "कड़ी दो"), ("a", "कड़ी तीन")):
        edition = replace(SMALL, title=title, identity=stem * 16, duration=SMALL.duration + ord(stem) / 100)
        record = finished(world / "made", edition, stem)
        record.with_name(f"{stem}.html").write_bytes(b"a page")
        publish([record], folder, PublishOptions())
    return folder


def test_a_feeds_folder_is_the_episodes_of_the_feed_in_its_order(podcast: Path, world: Path) -> None:
    made = export([podcast], "page", world / "web")
    assert [each.path.name for each in made] == ["index.html", "a.html", "c.html", "b.html"]
    index = made[0].path.read_text(encoding="utf-8")
    assert re.findall(r"<h3><a [^>]*>([^<]*)</a>", index) == ["कड़ी तीन", "कड़ी दो", "कड़ी एक"]
    withdraw(podcast, str(world / "made" / "c.mp3"), 5)
    assert [each.path.name for each in export([podcast], "page", world / "later")[1:]] == ["a.html", "b.html"]


@pytest.mark.parametrize("package", PACKAGES)
def test_what_is_made_of_a_feed_goes_beside_its_folder(package: str, podcast: Path, world: Path) -> None:
    before = sorted(podcast.rglob("*"))
    made = export([podcast], package)
    assert sorted(podcast.rglob("*")) == before
    assert made[0].path.relative_to(world).parts[0] != "podcast"
    assert made[0].articles == 3
    assert audit_feed(podcast, quick=True).unused == 0


def test_pages_are_not_put_into_a_feeds_folder(podcast: Path) -> None:
    with pytest.raises(OutputError) as caught:
        export([podcast], "page", podcast)
    assert caught.value.error_id == "export.feed_folder"


def test_a_feed_of_nothing_that_bulletin_published_and_a_broken_one_are_told(
    podcast: Path, world: Path
) -> None:
    empty = feed(world / "empty")
    assert (refused(empty).code, refused(empty).error_id) == (66, "export.missing")
    (empty / "feed.xml").write_text("<rss>", encoding="utf-8")
    assert (refused(empty).code, refused(empty).error_id) == (65, "export.feed")
    # An item without a record: someone else's.
    for path in podcast.glob("episodes/*/a.episode.json"):
        path.unlink()
    assert len(export([podcast], "page", world / "web")) == 3


def test_a_folder_that_holds_something_else_is_left_alone(world: Path) -> None:
    record = finished(world / "a")
    folder = world / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("x")
    error = refused(record, "daisy202", folder)
    assert (type(error), error.error_id) == (OutputError, "export.folder")
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_a_name_of_another_kind_is_refused_with_the_right_one(world: Path) -> None:
    error = refused(finished(world), "epub3", world / "book.pdf")
    assert (error.error_id, error.remedy) == ("export.name", f"Name it {world / 'book.epub'}")


@pytest.mark.parametrize(("package", "name"), [("page", "x.epub"), ("m3u", "x.m3u"), ("daisy202", "x.epub")])
def test_a_folder_that_is_named_as_a_file_is_refused(package: str, name: str, world: Path) -> None:
    error = refused(finished(world), package, world / name)
    assert (error.error_id, error.remedy) == ("export.name", f"Name it {world / 'x'}")


def test_sections_are_chapters_of_a_track(world: Path) -> None:
    from mutagen.id3 import ID3

    made = exported(finished(world, SMALL), "m3u")
    (track,) = made.path.parent.glob("*.mp3")
    chapters = sorted(ID3(track).getall("CHAP"), key=lambda each: each.start_time)
    assert [(each.start_time, each.sub_frames["TIT2"].text[0]) for each in chapters] == [
        (0, SMALL.title), (18_250, "किराया & <समय>"), (28_500, "आगे की योजना"),
    ]  # fmt: skip
    assert [each.start_time / 1000 for each in chapters] == [each.start for each in SMALL.chapters]


def test_a_section_without_a_chapter_begins_when_its_heading_is_said(world: Path) -> None:
    from mutagen.id3 import ID3

    made = exported(finished(world, replace(SMALL, chapters=())), "m3u")
    (track,) = made.path.parent.glob("*.mp3")
    starts = sorted(each.start_time for each in ID3(track).getall("CHAP"))
    assert starts == [0, 20_000, 30_000]


@pytest.mark.parametrize("package", ["epub3", "daisy202", "m3u", "page"])
def test_on_a_full_disk_the_older_package_stays_as_it_was(
    package: str, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = finished(world, SMALL)
    made = exported(record, package)
    folder = world if package == "epub3" else world / TWO[package]
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writing, "_fill", full)
    monkeypatch.setattr(shutil, "copyfile", full)
    error = refused(record, package)
    assert (type(error), error.code, error.error_id) == (DiskError, 74, "disk.full")
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    assert made.path.exists()


def test_a_page_is_not_written_over_the_episodes_own(world: Path) -> None:
    assert refused(finished(world), "page", world).error_id == "export.in_place"


def test_a_cover_that_is_no_picture_is_left_out(world: Path) -> None:
    with zipfile.ZipFile(exported(finished(world, picture=b"no picture")).path) as container:
        assert not [name for name in container.namelist() if name.startswith("EPUB/cover.j")]


def test_the_record_and_the_sound_stay_as_they_are(world: Path) -> None:
    record = finished(world, WHOLE)
    before = {path.name: path.read_bytes() for path in world.iterdir()}
    for package in TWO:
        exported(record, package)
    assert {name: (world / name).read_bytes() for name in before} == before
    assert json.loads(before["news.episode.json"])["title"] == WHOLE.title
