"""Choice: which voice `auto` means on this machine: the online one, and the best that works without a network."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.engines import find_engine
from bulletin.engines.listing import voices_of
from bulletin.errors import BulletinError, ConfigurationError, EngineError
from bulletin.production.voice.cast import FIRST_CHOICE, LAST_CHOICE, NEURAL, Cast, named
from bulletin.schema.manner import NATURAL, Manner


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What `auto` takes, as far as it is known without asking a service."""

    online: str
    """The voice that it asks first, `engine:name`; empty if that cannot be used at all."""
    offline: str
    """The voice that reads all of it where that one cannot be reached."""
    better: str
    """How to get a better offline voice; empty where a neural one is installed."""


def offline(manner: Manner = NATURAL) -> Cast:
    """The best voice that works here without a network and can have the manner: neural if one is installed."""
    for engine in NEURAL:
        try:
            return named(engine, manner)
        except BulletinError:
            # It is not installed, is damaged or cannot speak so; `bulletin voices` says which.
            continue
    return named(LAST_CHOICE, manner)


def automatic_engine(manner: Manner) -> str:
    """The engine that `auto` asks first: the online one, if it can have the manner."""
    try:
        return named(FIRST_CHOICE, manner).engine.name
    except ConfigurationError:
        return offline(manner).engine.name


def choice() -> Choice:
    """What `auto` takes here. Asks no service."""
    try:
        online = named(FIRST_CHOICE).name
    except BulletinError:
        online = ""
    chosen = offline().name
    return Choice(online=online, offline=chosen, better=better_than(chosen))


def better_than(voice: str) -> str:
    """The command for a better offline voice than `voice` (`engine:name`), or what is wrong with it; empty if it is neural."""
    if voice.partition(":")[0] != LAST_CHOICE:
        return ""
    best = NEURAL[0]
    try:
        engine = find_engine(best)
    except (ConfigurationError, EngineError):
        return ""
    remedy = next((one.remedy for one in voices_of(best, engine) if one.name == engine.default_voice), "")
    return remedy.removeprefix("Install it: ")
