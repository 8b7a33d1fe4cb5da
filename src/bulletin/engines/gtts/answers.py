"""Answers: what Google's speech service sends back → the MP3 in it. Pure."""

from __future__ import annotations

import base64
import binascii
import re

_AUDIO = re.compile(r'jQ1olc","\[\\"([^"\\]*)\\"')
"""The answer is a line of JSON within JSON; the sound stands in it as base64 after the name of the call."""


def sound_of(answer: bytes) -> bytes | None:
    """The MP3 stream in an answer, or None if there is none: an empty answer, a web page, empty base64.

    Several parts are joined in order; gTTS is asked for one part a request.
    """
    parts: list[bytes] = []
    for line in answer.decode("utf-8", errors="replace").splitlines():
        if "jQ1olc" not in line:
            continue
        for match in _AUDIO.finditer(line):
            try:
                parts.append(base64.b64decode(match[1], validate=True))
            except (binascii.Error, ValueError):
                return None
    sound = b"".join(parts)
    return sound or None


def looks_like_page(answer: bytes) -> bool:
    """Whether an answer is a web page: a log-in of the network, a consent form, an error."""
    head = answer[:2000].lstrip().lower()
    return head.startswith((b"<!doctype", b"<html")) or b"<html" in head
