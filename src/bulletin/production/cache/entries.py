"""Entries: a clip ↔ the bytes of its file: the header's checksum, the header as a row of JSON, the sound. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from bulletin.schema.clip import FOUND_BY, Speech, SpeechFound, WordTime
from bulletin.schema.manner import Manner
from bulletin.schema.units import Hertz, Samples

FORMAT = "bulletin.clip/1"

_FOUND = ("start", "length", "before", "after", "energies")


def clip_key(engine: str, version: str, voice: str, manner: Manner, text: str) -> str:
    """The key of a clip: a hash of everything that changes its sound."""
    parts = json.dumps([FORMAT, engine, version, voice, manner.rate, manner.pitch, text])
    return hashlib.sha256(parts.encode()).hexdigest()


def packed(key: str, speech: Speech) -> bytes:
    """The bytes of a clip's file. Raises ValueError for speech without sound: that is never cached."""
    if not speech.sound:
        raise ValueError("there is no sound to cache")
    header = {
        "format": FORMAT,
        "key": key,
        "encoding": speech.encoding,
        "rate": speech.rate,
        "length": speech.length,
        "words": [[word.start, word.length, word.at] for word in speech.words],
        "makeshift": speech.makeshift,
        "sha256": hashlib.sha256(speech.sound).hexdigest(),
    }
    if speech.found is not None:
        header["found"] = [FOUND_BY, *(getattr(speech.found, name) for name in _FOUND)]
    line = json.dumps(header).encode()
    return hashlib.sha256(line).hexdigest().encode() + b"\n" + line + b"\n" + speech.sound


def unpacked(key: str, data: bytes) -> Speech | None:
    """The clip in a file's bytes, or None unless every byte is as it was written and the key is its own."""
    check, _, rest = data.partition(b"\n")
    line, _, sound = rest.partition(b"\n")
    if hashlib.sha256(line).hexdigest().encode() != check:
        return None
    header = json.loads(line)
    if header.get("format") != FORMAT or header.get("key") != key:
        return None
    if not sound or hashlib.sha256(sound).hexdigest() != header["sha256"]:
        return None
    return Speech(
        sound=sound,
        encoding=header["encoding"],
        rate=Hertz(header["rate"]),
        length=Samples(header["length"]),
        words=tuple(
            WordTime(start=start, length=length, at=Samples(at)) for start, length, at in header["words"]
        ),
        makeshift=header.get("makeshift", False),
        found=_found(header.get("found", ())),
        digest=header["sha256"],
    )


def _found(row: Sequence[Any]) -> SpeechFound | None:
    """Where the voice lies, from a header; None where that was not looked for, or in another way than now."""
    if not row or row[0] != FOUND_BY:
        return None
    _, *places, energies = row
    start, length, before, after = map(Samples, places)
    return SpeechFound(start=start, length=length, before=before, after=after, energies=tuple(energies))
