"""Answers: what Google's speech service sends back → the MP3 in it. Pure.

An answer is a guard line `)]}'`, then JSON values one after the other: lengths, and lists of entries. The entry of
our call holds its result as JSON within JSON, a list with the sound as base64. The values may be broken over
lines anywhere between their parts, and what comes after our entry varies.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from typing import Any

from bulletin.engines.online.failures import UnfitError

CALL = "jQ1olc"
"""The service's name for reading a text aloud."""

_GUARD = ")]}'"


def sound_of(answer: bytes) -> bytes:
    """The MP3 stream in a successful answer to a request for one piece.

    Raises UnfitError for a web page, an answer that breaks off, one without sound or with several sounds, damaged
    base64, and an unknown form.
    """
    text = answer.decode("utf-8", errors="replace")
    if looks_like_page(answer):
        raise UnfitError(f"a web page of {len(answer) / 1000:.0f} kB instead of sound")
    if not text.strip():
        raise UnfitError("no sound (an empty answer)")
    if CALL not in text:
        raise UnfitError(f"something that is no speech ({len(answer):,} bytes)", changed=True)
    parts = [part for result in _results(text) for part in _parts(result)]
    if len(parts) > 1:
        raise UnfitError(f"{len(parts)} parts of sound instead of one")
    if not parts or not parts[0]:
        raise UnfitError(f"no sound ({len(answer):,} bytes)")
    try:
        return base64.b64decode(parts[0], validate=True)
    except (binascii.Error, ValueError):
        raise UnfitError("sound whose base64 is damaged") from None


def looks_like_page(answer: bytes) -> bool:
    """Whether an answer is a web page: a log-in of the network, a consent form, an error."""
    head = answer[:2000].lstrip().lower()
    return head.startswith((b"<!doctype", b"<html")) or b"<html" in head


def _results(text: str) -> Iterator[Any]:
    """The result of each entry of our call."""
    found = False
    for value in _values(text.strip().removeprefix(_GUARD)):
        for entry in value if isinstance(value, list) else ():
            if isinstance(entry, list) and len(entry) > 2 and entry[1] == CALL:
                found = True
                yield entry[2]
    if not found:
        raise UnfitError("an answer that breaks off or has another form than it used to", changed=True)


def _values(text: str) -> Iterator[Any]:
    """The JSON values in a text, one after the other, up to the first that is not whole."""
    decoder = json.JSONDecoder()
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return
        yield value


def _parts(result: Any) -> list[str]:
    """The sounds in a result, as base64; none if the service had nothing to say."""
    if result is None:
        return []
    try:
        parts = json.loads(result)
    except (TypeError, ValueError, RecursionError):
        raise UnfitError("a result in another form than it used to have", changed=True) from None
    if parts is None:
        return []
    if not isinstance(parts, list):
        raise UnfitError("a result in another form than it used to have", changed=True)
    return [part for part in parts if isinstance(part, str)]
