"""Feeds of others: every kind, whole, cut off, broken and hostile, and their entries in order."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from bulletin.errors import InputError
from bulletin.readers.entries.dates import moment
from bulletin.readers.entries.entry import Entry
from bulletin.readers.entries.full_text import full_text
from bulletin.readers.entries.looks import is_feed
from bulletin.readers.entries.reading import entries_of

NOW = datetime(2026, 11, 29, 6, 0, tzinfo=UTC)
ADDRESS = "https://news.example/rss/all.xml"
LONG = "<p>" + "शहर में नई मेट्रो लाइन सोमवार को शुरू हो गई. " * 12 + "</p>"

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="/feed.xsl"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>शहर समाचार</title><link>https://news.example/</link>
<item><media:title>चित्र</media:title><title>पुरानी &amp;quot;खबर&amp;quot; &lt;b&gt;आई&lt;/b&gt;</title><link>/old</link><guid isPermaLink="false">7</guid>
<pubDate>Fri, 27 Nov 2026 10:00:00 +0530</pubDate><description>एक पंक्ति…</description>
<content:encoded><![CDATA[{LONG}]]></content:encoded></item>
<item><title>नई खबर</title><link>https://news.example/new?a=1&amp;b=2</link><guid>https://news.example/?p=8</guid>
<pubDate>Sat, 28 Nov 2026 10:00:00 IST</pubDate><description>दो पंक्तियाँ &lt;a href="x"&gt;और पढ़ें&lt;/a&gt;</description></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/base/">
<title>x</title><link href="https://news.example/"/>
<entry><id>tag:news.example,2026:7</id><title type="html">पुरानी &amp;quot;खबर&amp;quot; &lt;b&gt;आई&lt;/b&gt;</title>
<link rel="self" href="/self"/><link rel="alternate" href="../old"/>
<published>2026-11-27T10:00:00+05:30</published><updated>2026-11-29T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{LONG}</div></content></entry>
<entry><id>https://news.example/?p=8</id><title>नई खबर</title><link href="https://news.example/new?a=1&amp;b=2"/>
<updated>2026-11-28T04:30:00Z</updated><summary>दो पंक्तियाँ</summary></entry>
</feed>"""

RDF = f"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="https://news.example/"><title>x</title><items><rdf:Seq/></items></channel>
<item rdf:about="7"><title>पुरानी "खबर" आई</title><link>https://news.example/old</link><dc:date>2026-11-27T10:00+05:30</dc:date>
<content:encoded>{LONG.replace("<", "&lt;")}</content:encoded></item>
<item rdf:about="https://news.example/?p=8"><title>नई खबर</title><link>https://news.example/new?a=1&amp;b=2</link>
<dc:date>2026-11-28</dc:date><description>दो पंक्तियाँ</description></item>
</rdf:RDF>"""

JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "x",
        "items": [
            {
                "id": 7, "url": "/old", "title": 'पुरानी "खबर" आई', "content_html": LONG,
                "date_published": "2026-11-27T10:00:00+05:30",
            },
            {
                "id": "https://news.example/?p=8", "url": "https://news.example/new?a=1&b=2", "title": "नई खबर",
                "summary": "दो पंक्तियाँ", "date_published": "2026-11-28T10:00:00.000+05:30",
            },
        ],
    },
    ensure_ascii=False,
)  # fmt: skip

FEEDS = {"RSS": RSS, "Atom": ATOM, "RDF": RDF, "JSON Feed": JSON}


def read(text: str | bytes, content_type: str = "") -> tuple[Entry, ...]:
    data = text.encode() if isinstance(text, str) else text
    return entries_of(data, "feed.xml", address=ADDRESS, content_type=content_type, now=NOW)


def items(*inside: str) -> str:
    """A feed of items."""
    return f"<rss><channel>{''.join(f'<item>{each}</item>' for each in inside)}</channel></rss>"


def titles(entries: Sequence[Entry]) -> list[str]:
    return [entry.title for entry in entries]


@pytest.mark.parametrize("text", FEEDS.values(), ids=FEEDS)
def test_a_feed_of_every_kind_gives_its_entries_newest_first(text: str) -> None:
    assert is_feed(text.encode())
    new, old = read(text)
    assert (new.title, old.title) == ("नई खबर", 'पुरानी "खबर" आई')
    assert (new.address, old.address) == ("https://news.example/new?a=1&b=2", "https://news.example/old")
    assert new.id == new.known_as == "https://news.example/?p=8"
    assert (old.id[-1], old.known_as[-1]) == ("7", "7")
    assert old.published == datetime(2026, 11, 27, 4, 30, tzinfo=UTC)
    assert old.html is not None
    assert old.html.count("सोमवार") == 12
    assert new.html is None
    assert "दो पंक्तियाँ" in new.summary


def test_an_entry_that_is_known_by_a_number_is_known_by_its_site_too() -> None:
    assert read(RSS)[1].known_as == "entry:news.example/7"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x00", b"<", b"{}", "शहर में मेट्रो".encode(), b"<html><body><rss></body></html>", b"<rsss>", b"\xff\xfe",
        b'{"version": "1.0", "items": []}', b"%PDF-1.4", b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)  # fmt: skip
def test_what_is_no_feed_does_not_look_like_one(data: bytes) -> None:
    assert not is_feed(data)


def test_a_site_may_say_that_mark_up_is_a_feed_but_not_that_text_is() -> None:
    assert is_feed(b"<channel/>", "application/rss+xml; charset=utf-8")
    assert not is_feed("शहर".encode(), "application/rss+xml")


# Encodings.


@pytest.mark.parametrize(
    ("encoding", "declared", "content_type"),
    [
        ("utf-8", "windows-1252", "text/xml; charset=iso-8859-1"),
        ("utf-8-sig", "utf-16", ""),
        ("utf-16", "utf-16", ""),
        ("utf-16-le", "utf-16", ""),
        ("utf-16-be", "utf-8", ""),
        ("utf-32", "utf-8", ""),
    ],
)
def test_the_bytes_tell_their_encoding_whatever_is_claimed(
    encoding: str, declared: str, content_type: str
) -> None:
    text = (
        f'<?xml version="1.0" encoding="{declared}"?>{items("<title>शहर</title><link>http://a.in/</link>")}'
    )
    data = text.encode(encoding)
    assert is_feed(data)
    assert titles(read(data, content_type)) == ["शहर"]


@pytest.mark.parametrize(
    ("declared", "content_type"),
    [
        (' encoding="windows-1252"', ""),
        ("", "text/xml; charset=windows-1252"),
        (' encoding="utf-8"', ""),
        ("", ""),
    ],
)
def test_text_that_is_not_utf_8_is_what_the_feed_or_its_site_says(declared: str, content_type: str) -> None:
    feed = items("<title>Café “à Delhi” déjà vu</title><link>http://a.in/</link>")
    data = f'<?xml version="1.0"{declared}?>{feed}'.encode("windows-1252")
    assert titles(read(data, content_type)) == ["Café “à Delhi” déjà vu"]


def test_a_damaged_byte_spoils_a_letter_and_no_more() -> None:
    data = items(
        f"<title>शहर में आज मेट्रो</title><link>http://a.in/</link><description>{WORDS}</description>"
    ).encode()
    data = data.replace("आज".encode(), b"\xe0\xa4")
    assert titles(read(data)) == ["शहर में \ufffd मेट्रो"]


# Cut off, broken, hostile.


@pytest.mark.parametrize("text", FEEDS.values(), ids=FEEDS)
def test_a_feed_cut_at_any_byte_gives_whole_entries_or_says_that_it_has_none(text: str) -> None:
    data = text.encode()
    whole = set(read(data))
    for end in range(1, len(data), 7):
        try:
            found = read(data[:end])
        except InputError as error:
            assert error.error_id == "feed.empty"
            continue
        # A text that is cut is never taken for the whole one.
        assert set(found) <= whole


def test_one_broken_entry_spoils_no_other() -> None:
    good = "<title>एक</title><link>http://a.in/1</link>"
    text = items(
        good,
        "<title>दो<b></title>",
        "<title>तीन</title><link>http://a.in/3</link><dc:date>2026-11-28</dc:date>",
    )
    found = read(text)
    assert titles(found) == ["एक", "तीन"]
    assert found[1].published == moment("2026-11-28")


def test_what_html_allows_and_xml_does_not_is_understood() -> None:
    text = items(
        "<title>आटा & दाल&nbsp;&mdash; R&D &amp; &unknown; \x0bयहाँ</title><link>http://a.in/?a=1&b=2</link>"
    )
    (entry,) = read(text)
    assert entry.title == "आटा & दाल — R&D & &unknown; यहाँ"
    assert entry.address == "http://a.in/?a=1&b=2"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE rss [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
        '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss-0.91.dtd">',
    ],
)
def test_no_entity_of_a_feed_is_expanded_or_opened(doctype: str) -> None:
    text = f"<?xml version='1.0'?>{doctype}{items('<title>शहर &l11;</title><link>http://a.in/</link>')}"
    assert is_feed(text.encode())
    began = time.process_time()
    assert titles(read(text)) == ["शहर &l11;"]
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "text", ["<rss>" * 100_000, '{"version":"https://jsonfeed.org/version/1","items":' + "[" * 100_000]
)
def test_what_is_nested_without_end_has_no_entries(text: str) -> None:
    with pytest.raises(InputError):
        read(text)


def test_whatever_is_changed_in_a_feed_it_is_read_or_told() -> None:
    chance = random.Random(16)
    for text in FEEDS.values():
        data = bytearray(text.encode())
        for _ in range(60):
            copy = bytearray(data)
            for _ in range(chance.randrange(1, 6)):
                place = chance.randrange(len(copy))
                copy[place : place + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
            try:
                found = read(bytes(copy))
            except InputError:
                continue
            assert all(entry.address or entry.summary for entry in found)


def test_a_thousand_entries_are_read_with_all_that_they_hold() -> None:
    inside = f"<description>{'क' * 300}</description><encoded><![CDATA[{LONG * 3}]]></encoded>"
    text = items(*(f"<title>{n}</title><link>http://a.in/{n}</link>{inside}" for n in range(1000)))
    found = read(text)
    assert titles(found) == [str(n) for n in range(1000)]
    assert all(entry.html for entry in found)


# Which entries, and in which order.


@pytest.mark.parametrize(
    "text", ["<rss/>", "<feed/>", items("<title>क</title>"), items("<link>mailto:a@b.in</link>")]
)
def test_a_feed_without_entries_is_told(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    assert (caught.value.code, caught.value.error_id) == (65, "feed.empty")


def dated(*rows: tuple[str, str]) -> str:
    return items(
        *(
            f"<title>{title}</title><link>http://a.in/{title}</link><pubDate>{date}</pubDate>"
            for title, date in rows
        )
    )


def test_an_entry_without_a_date_keeps_its_place_in_the_feed() -> None:
    text = dated(("a", ""), ("b", "2026-11-26"), ("c", "soon"), ("d", "2026-11-28"), ("e", ""))
    assert titles(read(text)) == ["d", "e", "a", "b", "c"]


def test_without_any_date_the_order_is_the_feed_s() -> None:
    assert titles(read(dated(("b", ""), ("a", ""), ("c", "")))) == ["b", "a", "c"]


def test_a_date_far_ahead_does_not_stand_before_all_news() -> None:
    text = dated(("a", "2026-11-28"), ("b", "2062-11-26"), ("c", "2026-11-29T09:00+05:30"))
    assert titles(read(text)) == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("second", "count"),
    [
        ("<guid>1</guid><title>क</title><link>http://a.in/1</link>", 1),
        ("<guid>1</guid><title>क, नया</title><link>http://a.in/1</link>", 1),
        ("<guid>1</guid><title>क</title><link>http://a.in/moved</link>", 1),
        ("<guid>1</guid><title>दूसरी</title><link>http://a.in/2</link>", 2),
        ("<guid>2</guid><title>क</title><link>http://a.in/1</link>", 2),
    ],
)
def test_a_story_that_stands_there_again_is_one(second: str, count: int) -> None:
    assert len(read(items("<guid>1</guid><title>क</title><link>http://a.in/1</link>", second))) == count


def test_an_entry_is_known_by_its_page_where_it_has_no_id() -> None:
    assert read(items("<title>क</title><link>http://a.in/1</link>"))[0].id == "http://a.in/1"


@pytest.mark.parametrize("link", ["javascript:x()", "file:///etc/passwd", "ftp://a.in/", "http://[", ""])
def test_a_link_that_leads_nowhere_on_the_web_is_none(link: str) -> None:
    (entry,) = read(items(f"<title>क</title><link>{link}</link><description>शहर</description>"))
    assert entry.address == ""


# Whole texts and beginnings.

WORDS = "शहर में नई मेट्रो लाइन सोमवार को शुरू हो गई. " * 12


@pytest.mark.parametrize(
    ("written", "summary", "is_whole"),
    [
        (f"<p>{WORDS}</p>", "", True),
        (WORDS, "", True),
        ("", f"<p>{WORDS}</p><p>{WORDS}</p>", True),
        ("", WORDS, False),
        (f"<p>{WORDS[:200]}</p>", "", False),
        (f"<p>{WORDS[:200]}</p>", f"<p>{WORDS}</p><p>{WORDS}</p>", True),
        (f"<p>{WORDS} [&hellip;]</p>", "", False),
        (f"<p>{WORDS} [&#8230;]</p>", "", False),
        (f"<p>{WORDS}... <a href='x'>Read More »</a></p>", "", False),
        (f"<p>{WORDS}</p><a href='x'>आगे पढ़ें</a>", "", False),
        (f"<p>{WORDS}</p><p>पूरी खबर पढ़ें →</p>", "", False),
        (f"<p>{'<img src=x>' * 60}शहर</p>", "", False),
    ],
)
def test_a_text_is_whole_by_its_length_and_its_end(written: str, summary: str, is_whole: bool) -> None:
    assert (full_text(written, summary) is not None) == is_whole


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("Sat, 28 Nov 2026 10:30:00 +0530", "2026-11-28T05:00:00"),
        ("Sat, 28 Nov 2026 10:30:00 GMT", "2026-11-28T10:30:00"),
        ("Sat, 28 Nov 2026 10:30:00 IST", "2026-11-28T05:00:00"),
        ("Sat, 28 Nov 2026 10:30:00 (IST)", "2026-11-28T05:00:00"),
        ("Sat, 28 Nov 2026 10:30:00", "2026-11-28T05:00:00"),
        ("Sat, 28 Nov 2026 10:30 +0530", "2026-11-28T05:00:00"),
        ("Mon, 28 November 2026 10:30:00 +0000", "2026-11-28T10:30:00"),
        ("28 Nov 2026 10:30:00 Z", "2026-11-28T10:30:00"),
        ("Sat 28 Nov 2026 10:30:00 EST", "2026-11-28T15:30:00"),
        ("Sat, 28 Nov 2026 10:30 PM", "2026-11-28T17:00:00"),
        ("28 Nov 2026 12:05:10 AM", "2026-11-27T18:35:10"),
        ("Nov 28, 2026 10:30 am", "2026-11-28T05:00:00"),
        ("November 28, 2026 10:30:00 GMT", "2026-11-28T10:30:00"),
        ("28 Nov 2026", "2026-11-27T18:30:00"),
        ("28-Nov-2026", "2026-11-27T18:30:00"),
        ("2026-11-28T10:30:00Z", "2026-11-28T10:30:00"),
        ("2026-11-28T10:30:00.123456+05:30", "2026-11-28T05:00:00"),
        ("2026-11-28T10:30+0530", "2026-11-28T05:00:00"),
        ("2026-11-28 10:30:00 IST", "2026-11-28T05:00:00"),
        ("2026-11-28 10:30:00", "2026-11-28T05:00:00"),
        ("20261128T103000Z", "2026-11-28T10:30:00"),
        ("2026-11-28", "2026-11-27T18:30:00"),
        ("  Sat,\n 28 Nov 2026 23:59:60 GMT ", "2026-11-28T23:59:59"),
    ],
)
def test_a_date_of_any_shape_is_understood(text: str, utc: str) -> None:
    found = moment(text)
    assert found is not None
    assert found.astimezone(UTC).replace(tzinfo=None).isoformat() == utc


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "कल",
        "2026",
        "28/11",
        "99 Nov 2026 10:00",
        "2026-13-40",
        "10:30",
        "9" * 50,
        "1e400",
        "28 Nov 99999999 10:00",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert moment(text) is None
