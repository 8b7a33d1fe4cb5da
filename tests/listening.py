"""Listening once: what an audit hears in a sound file is kept, as most tests damage something else."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from bulletin.production.audit import run
from bulletin.sound.audition import Audition

_KNOWN: dict[bytes, Audition] = {}
_listen = run._listen


def listen_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have audits listen to each sound once, whatever the name of its file."""

    def listen(audio: Path) -> Audition:
        key = hashlib.sha256(audio.suffix.encode() + audio.read_bytes()).digest()
        if key not in _KNOWN:
            _KNOWN[key] = _listen(audio)
        return _KNOWN[key]

    monkeypatch.setattr(run, "_listen", listen)
