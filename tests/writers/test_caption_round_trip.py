"""Whatever a sentence says, captions show it, and readers that follow the formats' own rules read it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.writers.audio.wording import one_line
from bulletin.writers.caption_reading import Caption
from bulletin.writers.sidecars import SIDECARS
from bulletin.writers.sidecars.captions import captions
from bulletin.writers.srt_reading import read_srt
from bulletin.writers.vtt_reading import read_vtt
from tests.tiers import by_tier

from .editions import line, saying, with_lines

WRITERS = {sidecar.kind: sidecar.write for sidecar in SIDECARS}
READERS: dict[str, Callable[[bytes], list[Caption]]] = {"vtt": read_vtt, "srt": read_srt}
FORMATS = pytest.mark.parametrize("kind", READERS)

NASTY = [
    "-->", "->", "--", ">", "<", "&", "&amp;", "&lt;b&gt;", "&#2344;", "&nbsp;", "<b>", "</b>", "<v क>", "<00:01.000>",
    "{\\an8}", "{", "}", "\\N", "\\n", "\\h", "00:00:01.000 --> 00:00:02.000", "00:00:01,000 --> 00:00:02,000",
    "0:0:1,0-->0:0:2,0", "1", "2026", "१२", "NOTE", "STYLE", "REGION", "WEBVTT", "X-TIMESTAMP-MAP=", "\n", "\n\n", "\r",
    "\u2028", "\u2029", "\u0085", "\x00", "\x1b[31m", "\ufeff", "\u200d", "\u2060", "\u00a0", " ", "क", "ख।", "समय है।",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(NASTY) | st.text(max_size=8), max_size=12).map("".join)


def seen(text: str) -> str:
    """The visible signs of a text; full-width braces are braces."""
    return "".join(one_line(text).split()).translate(str.maketrans("\uff5b\uff5d", "{}"))


@FORMATS
@settings(deadline=None, max_examples=by_tier(50, 150))
@given(TEXTS)
def test_any_text_is_read_back_as_it_is_seen(kind: str, text: str) -> None:
    found = READERS[kind](WRITERS[kind](saying(text)))

    assert seen("".join(caption.text for caption in found)) == seen(text)
    assert len(found) == len(captions(saying(text)))


@FORMATS
@settings(deadline=None, max_examples=by_tier(20, 60))
@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_no_text_runs_into_the_next_caption(kind: str, texts: list[str]) -> None:
    edition = with_lines(*(line(text, start=3.0 * n, end=3.0 * n + 2) for n, text in enumerate(texts)))
    cues = captions(edition)
    found = READERS[kind](WRITERS[kind](edition))

    assert [seen(caption.text) for caption in found] == [seen("".join(cue.lines)) for cue in cues]


@FORMATS
def test_a_text_that_looks_like_a_timing_is_one_caption(kind: str) -> None:
    text = "क > ग --> घ। 00:00:01.000 --> 00:00:02.000 समय है।"
    data = WRITERS[kind](saying(text))

    assert seen("".join(caption.text for caption in READERS[kind](data))) == seen(text)
    assert data.decode().count(" --> ") == len(captions(saying(text)))


def test_an_arrow_in_a_text_ends_the_caption_for_a_reader_of_webvtt() -> None:
    data = "WEBVTT\n\n00:01.000 --> 00:02.000\nक\n00:05.000 --> 00:06.000 समय\n"

    assert [caption.text for caption in read_vtt(data.encode())] == ["क", ""]


def test_a_timing_in_a_text_begins_a_caption_for_a_reader_of_srt() -> None:
    data = "1\n00:00:01,000 --> 00:00:02,000\nक\nख 00:00:05,000 --> 00:00:06,000 समय\n"

    assert [caption.start for caption in read_srt(data.encode())] == [1.0, 5.0]
