"""Listening once: what an audit hears in a sound file is kept, as most tests damage something else."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from bulletin.production.audit import run
from bulletin.sound.audition import Audition

_KNOWN: dict[bytes, Audition] = {}
_listen = run._listen


def _untagged(data: bytes) -> bytes:
    """The bytes after an ID3 tag, whose header ends in its length: 7 bits a byte."""
    if data[:3] != b"ID3":
        return data
    length = 0
    for byte in data[6:10]:
        length = length << 7 | byte
    return data[10 + length :]


def listen_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have audits listen to each sound once, whatever the name of its file and the tags before it."""

    def listen(audio: Path) -> Audition:
        key = hashlib.sha256(audio.suffix.encode() + _untagged(audio.read_bytes())).digest()
        if key not in _KNOWN:
            _KNOWN[key] = _listen(audio)
        return _KNOWN[key]

    monkeypatch.setattr(run, "_listen", listen)
