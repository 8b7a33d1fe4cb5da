"""Cast: the name of a voice → its engine and voice; and which cast speaks each segment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bulletin.engines import Engine, find_engine
from bulletin.engines.neural.files import any_installed
from bulletin.errors import BulletinError, ConfigurationError
from bulletin.production.cache.entries import clip_key
from bulletin.schema.manner import FASTEST_OF_ANY, NATURAL, SLOWEST_OF_ANY, Manner
from bulletin.schema.script import Role, Segment
from bulletin.schema.station import Station

FIRST_CHOICE = "gtts"
NEURAL = ("kokoro", "piper")
"""Engines whose voices work offline and are installed apart: `auto` takes the first that is, where the first cannot be used."""
LAST_CHOICE = "espeak"
AUTOMATIC = "auto"

RATES_OF_ANY = f"{SLOWEST_OF_ANY:g} to {FASTEST_OF_ANY:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """An engine and one of its voices."""

    engine: Engine
    voice: str
    manner: Manner = NATURAL
    """What the engine is asked for."""
    stretch: float = 1.0
    """The factor on its speed that time-stretch makes of its clips, whose keys do not contain it."""
    reason: str = ""
    """Why it is not the first choice, if it is not."""
    _version: list[str] = field(default_factory=list, init=False, repr=False, compare=False)
    """The engine's version, once it is known: asking takes a millisecond, and every clip's key contains it."""

    @property
    def name(self) -> str:
        """`engine:voice`."""
        return f"{self.engine.name}:{self.voice}"

    def key(self, text: str) -> str:
        """The key of the clip of `text` in this voice."""
        if not self._version:
            self._version.append(self.engine.version(self.voice))
        return clip_key(self.engine.name, self._version[0], self.voice, self.manner, text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Casting:
    """Who speaks what: the main voice, and the newsreaders and roles with a voice of their own."""

    main: Cast
    roles: Mapping[Role, Cast] = field(default_factory=dict)
    readers: Mapping[str, Cast] = field(default_factory=dict)
    """By name. What a newsreader reads is in one voice, whatever its role."""

    def of(self, segment: Segment) -> Cast:
        """The voice of a segment."""
        return self.readers.get(segment.reader) or self.roles.get(segment.role, self.main)


def named(voice: str, manner: Manner = NATURAL) -> Cast:
    """The cast that `engine` or `engine:name` names.

    A voice that does not have the manner's rate is asked for its own, and its clips are stretched. Raises
    ConfigurationError (78) for an unknown engine or voice, or a manner that it cannot have.
    """
    engine_name, _, name = voice.partition(":")
    engine = find_engine(engine_name)
    try:
        return Cast(engine=engine, voice=engine.check(name, manner), manner=manner)
    except ConfigurationError as error:
        if error.error_id != "voice.manner" or manner.rate == 1.0:
            raise
        refused = error
    own = replace(manner, rate=1.0)
    full_name = engine.check(name, own)
    if not SLOWEST_OF_ANY <= manner.rate <= FASTEST_OF_ANY:
        refused.remedy = (
            f"Take a rate of {RATES_OF_ANY}, which any voice has, or another voice: --voice {LAST_CHOICE}"
        )
        raise refused
    return Cast(engine=engine, voice=full_name, manner=own, stretch=manner.rate)


def main_voice(station: Station) -> str:
    """What a station's settings name as the bulletin's own voice: that of the first newsreader, if all have one."""
    voices = [reader.voice for reader in station.readers]
    return voices[0] if voices and all(voices) else station.voice


def version_of(voice: str | None) -> str:
    """The version of the engine behind a voice, of all that it may mean for `auto`, "" for none. Raises BulletinError."""
    if voice is None:
        return ""
    if voice == AUTOMATIC:
        # Most machines have none, and then their engines need not be loaded.
        neural = map(_version_if_there, NEURAL if any_installed() else ())
        return " ".join(filter(None, (version_of(FIRST_CHOICE), *neural, version_of(LAST_CHOICE))))
    engine_name, _, name = voice.partition(":")
    engine = find_engine(engine_name)
    return engine.version(name or engine.default_voice)


def _version_if_there(engine: str) -> str:
    """The version of an engine's default voice; empty if it is not installed."""
    try:
        return version_of(engine)
    except BulletinError:
        return ""
