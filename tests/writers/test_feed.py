"""The feed's bytes: what is written reads back, is cut where it may be, and leaves all other bytes alone."""

from __future__ import annotations

import io
import random
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.schema.feed import Enclosure, Item, Mark, Show, Transcript
from bulletin.writers.feed import spaces
from bulletin.writers.feed.categories import categories, category_path, nearest
from bulletin.writers.feed.channel import channel_bytes, declaring, our_element
from bulletin.writers.feed.dates import hindi, read_moment, read_rfc2822, rfc2822
from bulletin.writers.feed.edits import Edit, element_edit, insertion, write_edited
from bulletin.writers.feed.identity import new_guid, show_guid
from bulletin.writers.feed.item import item_bytes
from bulletin.writers.feed.kept import kept_elements
from bulletin.writers.feed.layout import InvalidFeedError, Layout, element_end, reader
from bulletin.writers.feed.scanning import scan
from bulletin.writers.feed.text import clean, cut_at_sentence, one_line, paragraphs_html

INDIA = timezone(timedelta(hours=5, minutes=30))
ITEM = Item(
    guid="urn:uuid:11111111-2222-4333-8444-555555555555",
    title="मेट्रो शुरू",
    published=datetime(2026, 11, 26, 18, 30, tzinfo=INDIA),
    paragraphs=("सार।", "00:00 पहले दिन"),
    notes="<p>सार।</p>",
    enclosure=Enclosure(url="https://example.org/a.mp3", length=5000, media_type="audio/mpeg"),
    duration=61.4,
    mark=Mark(source="a" * 16, day="2026-11-26", audio="b" * 64, words="c" * 16),
)
SHOW = Show(
    title="समाचार", link="https://example.org/", description="रोज़ के समाचार", author="रेडियो शहर",
    category=("News", "Daily News"), image="https://example.org/c.jpg", address="https://example.org/feed.xml",
)  # fmt: skip
TITLES = {
    "ampersand, signs and quotes": "R&D <b>\"नई\"</b> 'बात' ]]> &amp;",
    "control characters": "मेट्रो\x00\x08\x0b\x1f\x7f\x85 शुरू\ufffe\uffff\ud800",
    "emoji alone": "🚇👩🏽‍🚀🇮🇳",
    "right to left": "\u202eעברית\u202c \u200fمترو\u200f मेट्रो\u2066x",
    "Devanagari alone": "क्ष्म्य ऋषि ज्ञान",
    "ten thousand characters": "मेट्रो " * 1429,
    "lines and tabs": "  पहली\nदूसरी\r\n\tतीसरी  ",
}


def feed_with(*items: bytes, show: Show = SHOW) -> bytes:
    empty = channel_bytes(show, ITEM.published, "1.0")
    layout = scan(io.BytesIO(empty))
    target = io.BytesIO()
    write_edited(io.BytesIO(empty), [insertion(layout, None, item) for item in items], target)
    return target.getvalue()


def scanned(data: bytes) -> Layout:
    return scan(io.BytesIO(data))


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES.keys())
def test_any_title_reads_back_from_the_xml_as_it_was_written(title: str) -> None:
    data = feed_with(item_bytes(replace(ITEM, title=title), spaces.PREFIXES), show=replace(SHOW, title=title))
    channel = ET.fromstring(data).find("channel")
    assert channel is not None
    assert channel.findtext("title") == channel.findtext("item/title") == one_line(title)
    assert scanned(data).items[0].title == one_line(title)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_makes_a_feed_that_is_not_xml(title: str, words: str) -> None:
    item = replace(
        ITEM,
        title=title,
        paragraphs=(words,),
        notes=words,
        readers=(words,),
        mark=replace(ITEM.mark, source=title),
    )
    assert len(scanned(feed_with(item_bytes(item, spaces.PREFIXES))).items) == 1


def test_every_character_of_unicode_is_allowed_in_xml_once_it_is_clean() -> None:
    everything = clean("".join(map(chr, range(0x110000))))
    assert ET.fromstring(f"<a>{everything.replace('&', '').replace('<', '')}</a>".encode()).text


def test_joiners_and_marks_of_direction_are_kept() -> None:
    assert clean("क्\u200dष \u200c \u200e\u200f") == "क्\u200dष \u200c \u200e\u200f"


def test_a_description_is_at_most_four_thousand_bytes_and_ends_with_a_sentence() -> None:
    html = paragraphs_html(("पहली बात & कुछ <और>।", "यह एक लंबा वाक्य है जिसमें शब्द हैं। " * 200))
    assert 3800 < len(html.encode()) <= 4000
    assert html.startswith("<p>पहली बात &amp; कुछ &lt;और&gt;।</p>")
    assert html.endswith("हैं।</p>")


def test_what_html_writes_longer_is_counted_as_it_is_written() -> None:
    html = paragraphs_html(("& " * 3000,))
    assert 3900 < len(html.encode()) <= 4000


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [
        ("पहला वाक्य। दूसरा वाक्य।", 40, "पहला वाक्य।"),
        ("Rs 2.5 crore was paid. Then more.", 24, "Rs 2.5 crore was paid."),
        ("बिना विराम के लंबा वाक्य", 40, "बिना विराम के…"),
        ("कि" * 20, 20, "किकि…"),
        ("छोटा", 100, "छोटा"),
        ("छोटा", 0, ""),
    ],
)
def test_text_is_cut_at_a_sentence_or_a_word_and_never_within_a_letter(
    text: str, limit: int, kept: str
) -> None:
    assert cut_at_sentence(text, limit) == kept
    assert len(kept.encode()) <= limit or kept == text


def test_an_item_tells_everything_that_players_read() -> None:
    item = replace(
        ITEM,
        image="https://example.org/c.jpg",
        chapters="https://example.org/a.json",
        readers=("मीरा",),
        transcripts=(Transcript(url="https://example.org/a.vtt", media_type="text/vtt", captions=True),),
        alternates=(Enclosure(url="https://example.org/a.m4a", length=7, media_type="audio/mp4"),),
    )
    found = ET.fromstring(feed_with(item_bytes(item, spaces.PREFIXES))).find("channel/item")
    assert found is not None
    itunes, podcast = f"{{{spaces.ITUNES}}}", f"{{{spaces.PODCAST}}}"
    guid, enclosure = found.find("guid"), found.find("enclosure")
    assert guid is not None
    assert enclosure is not None
    assert (guid.text, guid.get("isPermaLink")) == (ITEM.guid, "false")
    assert enclosure.attrib == {"url": "https://example.org/a.mp3", "length": "5000", "type": "audio/mpeg"}
    assert found.findtext("pubDate") == "Thu, 26 Nov 2026 18:30:00 +0530"
    assert found.findtext(f"{itunes}duration") == "61"
    assert found.findtext(f"{itunes}explicit") == "false"
    assert found.findtext(f"{podcast}person") == "मीरा"
    told = {
        name: [each.attrib for each in found.iter(podcast + name)]
        for name in ("transcript", "chapters", "source")
    }
    assert told == {
        "transcript": [
            {"url": "https://example.org/a.vtt", "type": "text/vtt", "language": "hi", "rel": "captions"}
        ],
        "chapters": [{"url": "https://example.org/a.json", "type": "application/json+chapters"}],
        "source": [{"uri": "https://example.org/a.m4a"}],
    }


def test_a_channel_tells_what_psp_1_requires_and_recommends() -> None:
    channel = ET.fromstring(channel_bytes(replace(SHOW, email="a@example.org"), ITEM.published, "1.0")).find(
        "channel"
    )
    assert channel is not None
    names = {child.tag for child in channel}
    itunes, podcast = f"{{{spaces.ITUNES}}}", f"{{{spaces.PODCAST}}}"
    assert names >= {"title", "description", "link", "language", f"{{{spaces.ATOM}}}link", f"{itunes}category",
                     f"{itunes}explicit", f"{itunes}image", f"{itunes}author", f"{podcast}locked", f"{podcast}guid"}  # fmt: skip


def test_the_shows_guid_is_that_of_the_specification() -> None:
    # The two examples that the podcast namespace publishes with their addresses.
    assert show_guid("https://podnews.net/rss") == "9b024349-ccf0-5f69-a609-6b82873eab3c"
    assert show_guid("http://mp3s.nashownotes.com/pc20rss.xml/") == "917393e3-1b1e-5cef-ace4-edaa54e1f810"


def test_no_two_episodes_get_one_guid() -> None:
    assert len({new_guid() for _ in range(1000)}) == 1000


def test_a_prefix_that_a_feed_uses_otherwise_is_declared_at_the_item() -> None:
    item = item_bytes(ITEM, {"itunes": spaces.ITUNES, "podcast": "urn:other"})
    assert item.startswith(b"<item xmlns:podcast=")
    assert b"xmlns:itunes" not in item
    bare = b"<rss version='2.0'><channel><title>t</title>" + item_bytes(ITEM, {}) + b"</channel></rss>"
    assert scanned(bare).items[0].mark == ITEM.mark
    assert declaring("<podcast:guid>x</podcast:guid>", {}) == (
        f'<podcast:guid xmlns:podcast="{spaces.PODCAST}">x</podcast:guid>'
    )


@pytest.mark.parametrize("ending", ["/>", " />", "></item >", '>x<a b=">"/></item\n>'])
def test_the_end_of_any_item_is_found(ending: str) -> None:
    data = f"<rss version='2.0'><channel><item a='>'{ending}<title/></channel></rss>".encode()
    place = scanned(data).items[0]
    end = element_end(reader(io.BytesIO(data)), place.start, place.close)
    assert data[place.start : end] == f"<item a='>'{ending}".encode()


def test_places_are_right_behind_a_byte_order_mark_and_across_what_is_read_at_once() -> None:
    before = "\ufeff<rss version='2.0'><channel><!--" + "क" * 200_000 + "--><title>त</title>\r\n"
    data = f"{before}<item><title>ख</title></item></channel></rss>".encode()
    layout = scanned(data)
    place = layout.items[0]
    assert data[place.start :].startswith(b"<item>")
    assert data[place.close :].startswith(b"</item>")
    assert data[layout.channel_close :] == b"</channel></rss>"
    assert layout.text("title") == "त"


def test_edits_change_only_their_bytes() -> None:
    target = io.BytesIO()
    edits = [Edit(4, 6, b"E"), Edit(0, 0, b"1"), Edit(0, 0, b"2"), Edit(9, 9, b"!")]
    write_edited(io.BytesIO(b"abcdefghi"), edits, target)
    assert target.getvalue() == b"12abcdEghi!"
    with pytest.raises(ValueError, match="overlap"):
        write_edited(io.BytesIO(b"abcdef"), [Edit(0, 3, b""), Edit(2, 4, b"")], io.BytesIO())


def test_what_others_wrote_into_an_item_is_found_and_what_is_ours_is_not() -> None:
    foreign = b'<podcast:soundbite startTime="1.0" duration="2.0">a > b</podcast:soundbite>'
    other = b'<x:y xmlns:x="urn:x"/>'
    guest = '<podcast:person role="guest">अतिथि</podcast:person>'.encode()
    item = item_bytes(replace(ITEM, readers=("मीरा", "रवि")), spaces.PREFIXES, (foreign, other, guest))
    kept = kept_elements(item, spaces.PREFIXES, ("मीरा", "रवि"))
    assert kept.elements == (foreign, other, guest)


def test_each_newsreader_is_a_person_of_the_item() -> None:
    item = item_bytes(replace(ITEM, readers=("मीरा", "रवि")), spaces.PREFIXES).decode()

    assert [part.partition("<")[0] for part in item.split('group="cast">')[1:]] == ["मीरा", "रवि"]


BROKEN = {
    "cut": (b"<rss version='2.0'>\n<channel><item>", 2),
    "bare ampersand": (b"<rss version='2.0'><channel>\n\n<title>R&D</title></channel></rss>", 3),
    "undeclared prefix": (b"<rss version='2.0'><channel>\n<a:b/></channel></rss>", 2),
    "not UTF-8": (b"<rss version='2.0'><channel><title>\xe9</title></channel></rss>", 1),
    "another encoding": (b"<?xml version='1.0' encoding='iso-8859-1'?><rss><channel/></rss>", 1),
    "UTF-16": ("<rss version='2.0'><channel/></rss>".encode("utf-16"), 1),
    "UTF-16 without a mark": ("<rss version='2.0'><channel/></rss>".encode("utf-16-be"), 1),
    "document type": (b"<?xml version='1.0'?>\n<!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel/></rss>", 2),
    "Atom": (b"<feed xmlns='http://www.w3.org/2005/Atom'/>", 1),
    "no channel": (b"<rss version='2.0'></rss>", 1),
    "two channels": (b"<rss version='2.0'><channel/>\n<channel/></rss>", 2),
    "empty": (b"", 1),
    "too deep": (b"<rss><channel>" + b"<a>" * 200, 1),
    "text": ("नमस्ते".encode(), 1),
}


@pytest.mark.parametrize(("data", "line"), BROKEN.values(), ids=BROKEN.keys())
def test_what_cannot_be_edited_is_refused_with_its_line(data: bytes, line: int) -> None:
    with pytest.raises(InvalidFeedError) as caught:
        scanned(data)
    assert caught.value.line == line


DATES = {
    "2026-11-26T18:30+05:30": "Thu, 26 Nov 2026 18:30:00 +0530",
    "2026-11-26T13:00:00Z": "Thu, 26 Nov 2026 13:00:00 +0000",
    "Thu, 26 Nov 2026 18:30:00 +0530": "Thu, 26 Nov 2026 18:30:00 +0530",
    "1900-01-01T00:00:00+00:00": "Mon, 01 Jan 1900 00:00:00 +0000",
    "9999-12-31T12:00:00-08:00": "Fri, 31 Dec 9999 12:00:00 -0800",
}


@pytest.mark.parametrize(("told", "written"), DATES.items())
def test_a_date_with_a_zone_is_written_as_rfc_2822(told: str, written: str) -> None:
    assert rfc2822(read_moment(told)) == written
    assert read_rfc2822(written) == read_moment(told)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("2026-11-26T18:30", "no zone"),
        ("2026-11-26", "no zone"),
        ("Thu, 26 Nov 2026 18:30:00 -0000", "no zone"),
        ("1899-12-31T23:00:00+00:00", "1899"),
        ("0001-01-01T00:00:00+05:30", "year 1,"),
        ("10000-01-01T00:00:00+00:00", "not a date"),
        ("2026-11-26T25:00+05:30", "not a date"),
        ("26 नवंबर 2026, 18:30", "not a date"),
        ("मार्गशीर्ष कृष्ण 2, 2083", "not a date"),
        ("9999-12-31T23:30:00-08:00", "range"),
        ("", "not a date"),
    ],
)
def test_a_date_that_players_would_misread_is_refused(told: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_moment(told)


@pytest.mark.parametrize(
    "text", ["", "soon", "Thu, 99 Nov 2026 18:30:00 +0530", "Thu, 26 Xyz 2026 18:30:00 +0530"]
)
def test_what_is_no_date_in_a_feed_is_none(text: str) -> None:
    assert read_rfc2822(text) is None


def test_a_date_of_a_feed_without_a_zone_is_universal_time() -> None:
    assert read_rfc2822("26 Nov 2026 18:30:00 -0000") == datetime(2026, 11, 26, 18, 30, tzinfo=UTC)


def test_a_correction_is_dated_in_hindi() -> None:
    assert hindi(ITEM.published) == "26 नवंबर 2026, 18:30"


def test_categories_are_found_however_they_are_written_and_the_nearest_is_offered() -> None:
    assert category_path("news > DAILY news") == category_path("Daily News") == ("News", "Daily News")
    assert category_path("News") == ("News",)
    assert category_path("Samachar") is None
    assert nearest("Daly News") == "Daily News"
    assert len(categories()) == 19


HARMS = [
    b"<item>", b"</item>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"&amp;", b'<x:y xmlns:x="u">', b"</x:y>", b"<item/>",
    b'xmlns="urn:a"', b' xmlns:podcast="urn:b"', b"<?pi?>", b'"', b">", b"<channel>", b"</channel>",
]  # fmt: skip


def harmed(data: bytes, rng: random.Random) -> bytes:
    """The bytes with a few of them changed, lost, doubled or moved."""
    at, other = rng.randrange(len(data)), rng.randrange(len(data))
    match rng.randrange(5):
        case 0:
            return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
        case 1:
            return data[:at] + data[at + rng.randrange(1, 40) :]
        case 2:
            return data[:at] + rng.choice(HARMS) + data[at:]
        case 3:
            return data[:at] + data[other : other + rng.randrange(1, 200)] + data[at:]
        case _:
            lines = data.split(b"\n")
            one, two = rng.randrange(len(lines)), rng.randrange(len(lines))
            lines[one], lines[two] = lines[two], lines[one]
            return b"\n".join(lines)


@pytest.mark.parametrize("seed", range(4))
def test_a_feed_harmed_anyhow_is_refused_or_edited_into_one_that_reads_back(seed: int) -> None:
    rng = random.Random(seed)
    kept = (b'<podcast:soundbite a="1"/>',)
    items = [
        item_bytes(replace(ITEM, guid=f"urn:uuid:{number}"), spaces.PREFIXES, kept) for number in range(3)
    ]
    whole = feed_with(*items)
    edited = 0
    for _ in range(150):
        data = harmed(whole, rng)
        try:
            layout = scanned(data)
        except InvalidFeedError:
            continue
        read = reader(io.BytesIO(data))
        edits = [
            element_edit(layout, read, "lastBuildDate", "<lastBuildDate>x</lastBuildDate>"),
            element_edit(layout, read, f"{spaces.BULLETIN} feed", our_element(3)),
            insertion(layout, rng.choice([0, 1, 99]), item_bytes(ITEM, layout.declared)),
        ]
        if layout.items:
            place = rng.choice(layout.items)
            end = element_end(read, place.start, place.close)
            others = kept_elements(read(place.start, end - place.start), layout.declared, "")
            new = item_bytes(ITEM, layout.declared, others.elements, others.prefixes)
            edits.append(Edit(place.start, end, new))
        target = io.BytesIO()
        write_edited(io.BytesIO(data), edits, target)
        after = scanned(target.getvalue())
        assert len(after.items) == len(layout.items) + 1
        assert after.limit == 3
        edited += 1
    assert edited > 10
