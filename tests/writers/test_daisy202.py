"""DAISY 2.02: what the specification of 28 February 2001 fixes, on our own files."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from bulletin.schema.book import Book
from bulletin.writers.packages.daisy202 import daisy_members
from bulletin.writers.packages.daisy202.names import OURS
from tests.writers.editions import HARD, SMALL, WHOLE, line
from tests.writers.test_epub3 import book

XHTML = "{http://www.w3.org/1999/xhtml}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
HEADINGS = {f"{XHTML}h{level}": level for level in range(1, 7)}
BOOKS = {
    "one story": book(SMALL),
    "two stories": book(WHOLE),
    "a headline": book(
        replace(SMALL, sentences=SMALL.sentences[:1], chapters=()), narrators=("कृत्रिम आवाज़ (espeak:hi)",)
    ),
    "a day": book(SMALL, WHOLE, replace(SMALL, title=HARD["markup"])),
}
ONCE = (
    "dc:title", "dc:date", "dc:identifier", "dc:format", "dc:publisher", "ncc:charset", "ncc:tocItems",
    "ncc:totalTime", "ncc:pageFront", "ncc:pageNormal", "ncc:pageSpecial", "ncc:setInfo", "ncc:generator",
    "ncc:multimediaType", "ncc:depth", "ncc:files", "ncc:kByteSize", "ncc:maxPageNormal",
)  # fmt: skip
"""What must stand in the NCC exactly once, and what may at most once."""


@pytest.fixture(params=list(BOOKS.values()), ids=list(BOOKS))
def made(request: pytest.FixtureRequest) -> Book:
    found: Book = request.param
    return found


@cache
def files(made: Book) -> dict[str, bytes]:
    return {each.name: each.data for each in daisy_members(made)}


def metadata(data: bytes) -> dict[str, str]:
    return {
        each.get("name", ""): each.get("content", "")
        for each in ET.fromstring(data).iter()
        if each.tag.endswith("meta")
    }


def headings(made: Book) -> list[tuple[int, str, str]]:
    """Level, text and target of each heading of the NCC."""
    found = []
    for each in ET.fromstring(files(made)["ncc.html"]).iter():
        if each.tag in HEADINGS:
            (link,) = each
            found.append((HEADINGS[each.tag], "".join(link.itertext()), link.get("href", "")))
    return found


def smils(made: Book) -> list[tuple[str, ET.Element]]:
    names = sorted(name for name in files(made) if re.fullmatch(r"s\d{4}\.smil", name))
    return [(name, ET.fromstring(files(made)[name])) for name in names]


def clips(root: ET.Element) -> list[tuple[int, int]]:
    """Milliseconds."""
    times = [(audio.get("clip-begin", ""), audio.get("clip-end", "")) for audio in root.iter("audio")]
    assert all(re.fullmatch(r"npt=\d+\.\d{3}s", time) for pair in times for time in pair)
    return [(round(float(one[4:-1]) * 1000), round(float(other[4:-1]) * 1000)) for one, other in times]


def to_seconds(clock: str) -> int:
    assert re.fullmatch(r"\d\d:[0-5]\d:[0-5]\d", clock)
    hours, minutes, seconds = map(int, clock.split(":"))
    return hours * 3600 + minutes * 60 + seconds


def test_names_are_of_eight_ascii_letters_in_one_folder(made: Book) -> None:
    for name in files(made):
        assert re.fullmatch(r"[a-z0-9]{1,8}\.(html|smil|mp3)", name)
        assert OURS.fullmatch(name)


def test_required_metadata_stands_in_the_ncc_once(made: Book) -> None:
    head = ET.fromstring(files(made)["ncc.html"])[0]
    counts = Counter(each.get("name") for each in head)
    assert {name: counts[name] for name in ONCE} == dict.fromkeys(ONCE, 1)
    assert min(counts[name] for name in ("dc:creator", "dc:language", "ncc:narrator")) >= 1


def test_the_charset_is_declared_before_anything_that_needs_it(made: Book) -> None:
    for name in ("ncc.html", "text.html"):
        data = files(made)[name]
        assert data.startswith(
            b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 T'
        )
        first = ET.fromstring(data)[0][0]
        assert (first.get("http-equiv"), first.get("content")) == ("Content-type", "text/html; charset=utf-8")
    assert metadata(files(made)["ncc.html"])["ncc:charset"] == "utf-8"


def test_the_first_heading_is_the_title_of_the_book(made: Book) -> None:
    first = ET.fromstring(files(made)["ncc.html"])[1][0]
    assert (first.tag, first.get("class")) == (f"{XHTML}h1", "title")
    assert headings(made)[0][1] == made.title


def test_no_level_of_headings_is_skipped(made: Book) -> None:
    levels = [level for level, _, _ in headings(made)]
    assert max(after - before for before, after in pairwise([0, *levels])) == 1


def test_latin_words_are_marked_as_english_in_the_headings_as_in_the_text() -> None:
    sentences = (replace(SMALL.sentences[0], written="मेट्रो में AT&T का 5G"), *SMALL.sentences[1:])
    data = files(book(replace(SMALL, sentences=sentences)))
    for name in ("ncc.html", "text.html"):
        heading = next(
            each
            for each in ET.fromstring(data[name]).iter(f"{XHTML}h1")
            if "मेट्रो में" in "".join(each.itertext())
        )
        spans = [each for each in heading.iter(f"{XHTML}span") if each.get("lang")]
        assert [(each.text, each.get("lang"), each.get(LANGUAGE)) for each in spans] == [
            ("AT&T", "en", "en"), ("5G", "en", "en"),
        ]  # fmt: skip


def test_headings_are_counted(made: Book) -> None:
    told = metadata(files(made)["ncc.html"])
    assert told["ncc:tocItems"] == str(len(headings(made)))
    assert told["ncc:depth"] == str(max(level for level, _, _ in headings(made)))


def test_headings_lead_to_sound_in_the_order_in_which_it_is_heard(made: Book) -> None:
    heard = [f"{name}#{par.get('id')}" for name, root in smils(made) for par in root.iter("par")]
    places = [heard.index(target) for _, _, target in headings(made)]
    assert places == sorted(places)
    assert len({*places}) == len(places)


def test_every_article_begins_where_its_heading_leads(made: Book) -> None:
    first = {f"{name}#{next(root.iter('par')).get('id')}" for name, root in smils(made)}
    targets = {target for _, _, target in headings(made)}
    assert first <= targets


def test_every_word_of_the_text_has_its_sound_and_points_at_it(made: Book) -> None:
    text = ET.fromstring(files(made)["text.html"])
    shown = {
        each.get("id"): each[0].get("href")
        for each in text.iter(f"{XHTML}span")
        if each.get("class") == "sentence"
    }
    for name, root in smils(made):
        for par in root.iter("par"):
            where = par[0].get("src", "").split("#")
            assert where[0] == "text.html"
            assert shown.pop(where[1]) == f"{name}#{par.get('id')}"
    assert shown == {}


def test_ids_are_names_of_xml_and_stand_once_in_a_file(made: Book) -> None:
    for name, data in files(made).items():
        if data:
            ids = [each.get("id", "") for each in ET.fromstring(data).iter() if each.get("id")]
            assert len(ids) == len({*ids}), name
            assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", each) for each in ids)


def test_clips_follow_one_another_without_a_gap(made: Book) -> None:
    parts: dict[str, list[tuple[int, int]]] = {}
    for _, root in smils(made):
        sound = {audio.get("src", "") for audio in root.iter("audio")}
        parts.setdefault(sound.pop(), []).extend(clips(root))
        assert sound == set()
    for found, part in zip(parts.values(), made.parts, strict=True):
        assert [one[1] for one, _ in pairwise(found)] == [other[0] for _, other in pairwise(found)]
        assert (found[0][0], found[-1][1]) == (0, part.length)


def test_times_are_told_and_add_up(made: Book) -> None:
    elapsed = 0
    for name, root in smils(made):
        told = metadata(files(made)[name])
        length = sum(end - begin for begin, end in clips(root))
        assert abs(to_seconds(told["ncc:timeInThisSmil"]) * 1000 - length) <= 500
        assert abs(to_seconds(told["ncc:totalElapsedTime"]) * 1000 - elapsed) <= 500
        assert root[1][0].get("dur") == f"{length / 1000:.3f}s"
        elapsed += length
    assert elapsed == made.length
    for name, key in (("ncc.html", "ncc:totalTime"), ("master.smil", "ncc:timeInThisSmil")):
        assert abs(to_seconds(metadata(files(made)[name])[key]) * 1000 - elapsed) <= 500


def test_the_master_lists_every_smil_in_order(made: Book) -> None:
    refs = [ref.get("src") for ref in ET.fromstring(files(made)["master.smil"]).iter("ref")]
    assert refs == [name for name, _ in smils(made)]


def test_files_and_kilobytes_are_counted_with_the_ncc_itself(made: Book) -> None:
    told = metadata(files(made)["ncc.html"])
    assert told["ncc:files"] == str(len(files(made)))
    size = sum(map(len, files(made).values())) + sum(part.size for part in made.parts)
    assert told["ncc:kByteSize"] == str(-(-size // 1024))


def test_all_files_are_of_one_book(made: Book) -> None:
    for name, data in files(made).items():
        if data:
            told = metadata(data)
            assert (told["dc:identifier"], told["dc:title"], told["dc:format"]) == (
                made.identifier, made.title, "Daisy 2.02",
            ), name  # fmt: skip


def test_a_title_that_no_article_has_is_heard_as_the_music_before_the_first_one() -> None:
    _, root = smils(BOOKS["a day"])[0]
    assert clips(root)[:2] == [(0, 2500), (2500, 6100)]
    assert next(par.get("id") for par in root.iter("par")) == "title"


def test_a_title_that_no_article_has_takes_a_moment_of_the_first_sentence_where_there_is_no_music() -> None:
    soon = replace(SMALL, sentences=(replace(SMALL.sentences[0], start=0.0), *SMALL.sentences[1:]))
    _, root = smils(book(soon, WHOLE))[0]
    assert clips(root)[:2] == [(0, 50), (50, 6100)]


def test_other_sound_than_mp3_is_refused() -> None:
    part = replace(book(SMALL).parts[0], suffix=".m4a")
    with pytest.raises(ValueError, match="MP3"):
        daisy_members(book(SMALL, parts=(part,)))


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
def test_no_text_breaks_a_file(text: str) -> None:
    hard = book(replace(SMALL, title=text, sentences=(line(text, role="headline"), line(text))), title=text)
    for data in filter(None, files(hard).values()):
        ET.fromstring(data)
