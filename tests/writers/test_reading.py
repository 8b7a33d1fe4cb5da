from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from bulletin.writers.audio.found import Mark
from bulletin.writers.caption_reading import Caption
from bulletin.writers.page_reading import read_page
from bulletin.writers.pictures import read_picture
from bulletin.writers.reading import read_chapters, read_text
from bulletin.writers.srt_reading import read_srt
from bulletin.writers.vtt_reading import read_vtt

VTT = """\
WEBVTT - समाचार
Language: hi

STYLE
::cue { color: white }

NOTE made for a test

1
00:00:01.500 --> 00:00:03.250 line:90% align:start
<v Reader>किराया <00:00:02.000><c.loud>₹25</c> &amp; समय

00:03.250 --> 01:00:05.000
दो पंक्तियाँ,
एक कैप्शन
"""


def test_captions_of_a_vtt_file_come_without_notes_styles_and_tags() -> None:
    assert read_vtt(VTT.encode()) == [
        Caption(start=1.5, end=3.25, text="किराया ₹25 & समय", voice="Reader"),
        Caption(start=3.25, end=3605.0, text="दो पंक्तियाँ,\nएक कैप्शन"),
    ]


def test_line_ends_and_byte_order_marks_make_no_difference() -> None:
    assert read_vtt(b"\xef\xbb\xbf" + VTT.replace("\n", "\r\n").encode()) == read_vtt(VTT.encode())


def test_captions_of_an_srt_file() -> None:
    data = "1\n00:00:01,500 --> 00:00:03,250\nकिराया < ₹25\n\n\n2\n01:02:03,004 --> 01:02:04,000\nअंत\n"
    assert read_srt(data.encode()) == [
        Caption(start=1.5, end=3.25, text="किराया < ₹25"),
        Caption(start=3723.004, end=3724.0, text="अंत"),
    ]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"1\n00:00:01,500 --> 00:00:03,250\nx", "WEBVTT"),
        (b"WEBVTTish\n\n00:01.000 --> 00:02.000\nx", "WEBVTT"),
        (b"WEBVTT\n\n1\nwhen?\nx", "no times"),
        (b"WEBVTT\n\n00:01.000 -> 00:02.000\nx", "no times"),
        (b"WEBVTT\n\n\xff", "UTF-8 at byte 8"),
    ],
)
def test_what_is_wrong_with_a_vtt_file_is_told(data: bytes, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        read_vtt(data)


def test_a_file_without_captions_has_none() -> None:
    assert read_vtt(b"WEBVTT\n") == []
    assert read_srt(b"\n") == []


def test_chapters_of_podcasting() -> None:
    data = {
        "version": "1.2.0",
        "chapters": [{"startTime": 0, "title": "एक", "endTime": 1.5}, {"startTime": 1.5}],
    }
    assert read_chapters(json.dumps(data).encode()) == [
        Mark(start=0.0, end=1.5, title="एक"),
        Mark(start=1.5, end=None, title=""),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"[]",
        b'{"chapters": []}',
        b'{"version": "1.2.0"}',
        b'{"version": "1.2.0", "chapters": [{"title": "x"}]}',
        b'{"version": "1.2.0", "chapters": [{"startTime": true}]}',
        b'{"version": "1.2.0", "chapters": [{"startTime": NaN}]}',
        b'{"version": "1.2.0", "chapters": [{"startTime": 1' + b"0" * 400 + b"}]}",
        b"[" * 100_000,
    ],
)
def test_what_is_no_list_of_chapters_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_chapters(data)


def test_a_page_says_its_text_and_nothing_of_its_scripts() -> None:
    page = "<html><head><title>no</title><style>p{}</style></head><p>किराया<b>₹25</b> &amp; समय<script>x</script></p>"
    assert " ".join(read_page(page.encode()).split()) == "किराया ₹25 & समय"


def test_text_that_is_no_utf8_is_refused() -> None:
    with pytest.raises(ValueError, match="UTF-8 at byte 3"):
        read_text("abc\xe9".encode("latin-1"))


@pytest.mark.parametrize(("form", "mode"), [("JPEG", "RGB"), ("JPEG", "CMYK"), ("PNG", "RGBA"), ("GIF", "P")])
def test_a_picture_is_what_it_was_saved_as(form: str, mode: str) -> None:
    data = io.BytesIO()
    Image.new(mode, (30, 20)).save(data, form)
    found = read_picture(data.getvalue())
    assert (found.form, found.mode, found.width, found.height) == (form, mode, 30, 20)


@pytest.mark.parametrize("cut", [0, 10, 200])
def test_a_picture_that_is_cut_off_is_refused(cut: int) -> None:
    data = io.BytesIO()
    Image.effect_noise((64, 64), 50).convert("RGB").save(data, "JPEG")
    with pytest.raises(ValueError, match="does not decode"):
        read_picture(data.getvalue()[:cut])


def test_a_picture_as_large_as_a_bomb_is_refused() -> None:
    data = io.BytesIO()
    Image.new("1", (9000, 9000)).save(data, "PNG")
    with pytest.raises(ValueError, match="9000 by 9000"):
        read_picture(data.getvalue())
