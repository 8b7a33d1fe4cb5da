"""Casting: which engine and voice speak which part of the bulletin. Voices are never mixed silently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bulletin.engines import Engine, find_engine
from bulletin.errors import BulletinError, EngineError, ServiceAnswerError, TryLaterError
from bulletin.language.pieces import pieces
from bulletin.production.cache.clips import ClipCache
from bulletin.production.cache.entries import clip_key
from bulletin.production.voice.judge import spoken
from bulletin.schema.manner import NATURAL, Manner
from bulletin.schema.script import Role, Script, Segment
from bulletin.sound.ears import listen

FIRST_CHOICE = "gtts"
SECOND_CHOICE = "espeak"
AUTOMATIC = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """An engine and one of its voices."""

    engine: Engine
    voice: str
    manner: Manner = NATURAL
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
    """Who speaks what: the main voice, and the roles with a voice of their own."""

    main: Cast
    roles: Mapping[Role, Cast] = field(default_factory=dict)

    def of(self, segment: Segment) -> Cast:
        """The voice of a segment."""
        return self.roles.get(segment.role, self.main)


def named(voice: str, manner: Manner = NATURAL) -> Cast:
    """The cast that `engine` or `engine:name` names.

    Raises ConfigurationError (78) for an unknown engine or voice, or a manner that it does not support.
    """
    engine_name, _, name = voice.partition(":")
    engine = find_engine(engine_name)
    return Cast(engine=engine, voice=engine.check(name, manner), manner=manner)


def cast_script(
    script: Script, voice: str, roles: Mapping[Role, str], manner: Manner, cache: ClipCache
) -> Casting:
    """Cast `script`: the voice that is set, and those of single roles. Raises as `named` does."""
    own = {role: named(name, manner) for role, name in roles.items()}
    if voice != AUTOMATIC:
        return Casting(main=named(voice, manner), roles=own)
    segments = [segment for segment in script.segments if segment.role not in own]
    return Casting(main=automatic(segments, manner, cache), roles=own)


def automatic(segments: Sequence[Segment], manner: Manner, cache: ClipCache) -> Cast:
    """GTTS if it can be reached, else espeak-ng for the whole of these segments, with the reason.

    It is asked once, for the first piece that is not in the cache; the answer is cached. With all pieces in the cache
    it is not asked at all.
    """
    if not manner.natural:
        offline = named(SECOND_CHOICE, manner)
        return _because(offline, "it has one rate and one pitch")
    online = named(FIRST_CHOICE)
    missing = next(
        (
            piece
            for segment in segments
            for sentence in segment.sentences
            for piece in pieces(sentence.spoken, online.engine.limit)
            if cache.get(online.key(piece)) is None
        ),
        None,
    )
    if missing is None:
        return online
    try:
        with (
            cache.key_lock(online.key(missing)),
            online.engine.open(online.voice, listen, patient=False) as session,
        ):
            if cache.get(online.key(missing)) is None:
                cache.put(online.key(missing), spoken(session, missing))
    except (TryLaterError, ServiceAnswerError, EngineError) as error:
        return _because(named(SECOND_CHOICE), reason_of(error))
    return online


def _because(cast: Cast, reason: str) -> Cast:
    return Cast(engine=cast.engine, voice=cast.voice, manner=cast.manner, reason=reason)


def reason_of(error: BulletinError) -> str:
    """The error's first sentence, without its full stop."""
    return error.what.rstrip(".")
