"""Listing: every voice of every engine, and whether it works here."""

from __future__ import annotations

from bulletin.engines.protocol import VoiceStatus
from bulletin.engines.registry import find_engines
from bulletin.errors import EngineError


def every_voice() -> tuple[VoiceStatus, ...]:
    """The voices of all engines; for an engine that cannot be loaded, the reason, as a voice without a name."""
    found: list[VoiceStatus] = []
    for name, engine in find_engines():
        if isinstance(engine, EngineError):
            found.append(
                VoiceStatus(engine=name, name="", title=engine.what, works=False, remedy=engine.remedy)
            )
        else:
            found += engine.voices()
    return tuple(found)
