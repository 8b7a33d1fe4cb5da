"""Listing: every voice of every engine, and what is known here about whether it works. Asks no service."""

from __future__ import annotations

from dataclasses import replace

from bulletin.engines.protocol import Engine, VoiceStatus
from bulletin.engines.registry import find_engines
from bulletin.errors import EngineError

BY_QUALITY = ("edge", "gtts", "kokoro", "piper", "", "espeak", "tone")
"""Engines, the best voices first, as they are heard; "" stands for any other."""

NOT_TRIED = "bulletin doctor asks it"
"""What to do about a voice of a service."""


def every_voice() -> tuple[VoiceStatus, ...]:
    """The voices of all engines, the best first; for an engine that cannot be loaded, the reason, as a voice without a name."""
    found: list[VoiceStatus] = []
    for name, engine in find_engines():
        if isinstance(engine, EngineError):
            found.append(
                VoiceStatus(engine=name, name="", title=engine.what, works=False, remedy=engine.remedy)
            )
        else:
            found += voices_of(name, engine)
    return tuple(sorted(found, key=lambda voice: quality(voice.engine)))


def quality(engine: str) -> int:
    """The place of an engine among all by how its voices sound, from 1."""
    return BY_QUALITY.index(engine if engine in BY_QUALITY else "") + 1


def voices_of(name: str, engine: Engine) -> tuple[VoiceStatus, ...]:
    """The voices of one engine; if a plug-in fails to list them, the reason, as a voice without a name.

    Of a voice of a service is known only what it lacks here: without a request nobody can say that it works.
    """
    try:
        return tuple(
            replace(voice, works=None, remedy=NOT_TRIED) if voice.online and voice.works else voice
            for voice in engine.voices()
        )
    except Exception as error:  # noqa: BLE001  (a plug-in of someone else's may fail in any way)
        what = f"it cannot tell its voices: {type(error).__name__}: {error}"
        remedy = "Update or remove the package it comes from, or choose another voice: bulletin voices"
        return (VoiceStatus(engine=name, name="", title=what, works=False, remedy=remedy),)
