"""Subtitles: captions as WebVTT and as SubRip (SRT)."""

from __future__ import annotations

import re

from bulletin.schema.edition import Edition
from bulletin.writers.audio.wording import one_line
from bulletin.writers.sidecars.captions import captions, fastest
from bulletin.writers.timestamps import to_the_millisecond

_WORD_JOINER = "\u2060"

_OBEYED = re.compile(
    r"""
    (?<=<)(?=[A-Za-z/])        # <b>: a tag
    | (?<=-)(?=>)              # 00:00:01,000 --> 00:00:02,000: the times of a caption
    | (?<=&)(?=\#?\w+;)        # &amp;: a reference
    | (?<=\\)(?=[A-Za-z])      # \\N: a break
    | \A(?=\s*\d+\s*\Z)        # 2026: the number of a caption
    """,
    re.VERBOSE,
)
"""Places in a row of text before which players see markup."""

_BRACES = str.maketrans("{}", "\uff5b\uff5d")
"""Some players hide what stands in braces, and nothing invisible keeps them from it: full-width braces look the same."""


def webvtt(edition: Edition) -> bytes:
    """WebVTT in UTF-8: the language in its header, the title and the fastest reading speed in notes.

    Where newsreaders are named, each caption is in a voice span, which players may show or style.
    """
    shown = captions(edition)
    title = _as_text(one_line(edition.title))
    parts = [f"WEBVTT\nLanguage: {edition.language}\n", f"NOTE {title}\n"]
    if shown:
        parts.append(f"NOTE {len(shown)} captions, at most {fastest(shown):.1f} columns a second\n")
    for number, caption in enumerate(shown, 1):
        times = f"{to_the_millisecond(caption.start)} --> {to_the_millisecond(caption.end)}"
        lines = "\n".join(_as_text(line) for line in caption.lines)
        voice = f"<v {_as_text(caption.reader)}>" if caption.reader else ""
        parts.append(f"{number}\n{times}\n{voice}{lines}\n")
    return "\n".join(parts).encode()


def subrip(edition: Edition) -> bytes:
    """SRT in UTF-8, with the newsreader's name and a colon where another reads on.

    The format has no escapes. An invisible word joiner breaks what a player would obey; braces become full-width.
    """
    parts = []
    named = any(sentence.reader for sentence in edition.sentences)
    shown = captions(edition, naming=True) if named else captions(edition)
    for number, caption in enumerate(shown, 1):
        times = f"{to_the_millisecond(caption.start, ',')} --> {to_the_millisecond(caption.end, ',')}"
        lines = "\n".join(_OBEYED.sub(_WORD_JOINER, line).translate(_BRACES) for line in caption.lines)
        parts.append(f"{number}\n{times}\n{lines}\n")
    return "\n".join(parts).encode()


def _as_text(line: str) -> str:
    """The line with WebVTT's special characters escaped, so that no arrow ends a note or begins a cue."""
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
