"""Casting: a script and the station's voices → which cast speaks which part. Voices are never mixed silently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bulletin.errors import BulletinError, EngineError, ServiceAnswerError, TryLaterError
from bulletin.language.pieces import pieces
from bulletin.production.cache.clips import ClipCache
from bulletin.production.voice.cast import (
    AUTOMATIC,
    FIRST_CHOICE,
    RATES_OF_ANY,
    Cast,
    Casting,
    main_voice,
    named,
)
from bulletin.production.voice.choice import automatic_engine, offline
from bulletin.production.voice.judge import spoken
from bulletin.production.voice.keeping import note_out_of_reach, out_of_reach
from bulletin.schema.manner import Manner
from bulletin.schema.script import Role, Script, Segment
from bulletin.schema.station import Station
from bulletin.sound.ears import listen

UNUSABLE = f"{FIRST_CHOICE} cannot be used"
"""Begins the reason where the service is not to be had, and not the manner."""


def cast_script(script: Script, station: Station, cache: ClipCache) -> Casting:
    """Cast `script`: the station's voice, and those of its newsreaders and of single roles. Raises as `named` does.

    Where newsreaders with voices of their own read everything, the voice of the first is the bulletin's.
    """
    casting = _named(station)
    if casting is not None:
        return casting
    roles, readers = _with_voices(station)
    segments = [
        segment for segment in script.segments if segment.reader not in readers and segment.role not in roles
    ]
    return Casting(main=automatic(segments, station.manner, cache), roles=roles, readers=readers)


def likely_casting(station: Station) -> Casting:
    """The casting as `cast_script` has it where nothing stands in its way; no service is asked. Raises as `named` does."""
    casting = _named(station)
    if casting is not None:
        return casting
    roles, readers = _with_voices(station)
    online = automatic_engine(station.manner) == FIRST_CHOICE
    main = named(FIRST_CHOICE, station.manner) if online else offline(station.manner)
    return Casting(main=main, roles=roles, readers=readers)


def _named(station: Station) -> Casting | None:
    """The casting where the station names the bulletin's own voice; None where it is to be found."""
    voice = main_voice(station)
    if voice == AUTOMATIC:
        return None
    roles, readers = _with_voices(station)
    return Casting(main=named(voice, station.manner), roles=roles, readers=readers)


def _with_voices(station: Station) -> tuple[dict[Role, Cast], dict[str, Cast]]:
    """The roles and newsreaders that have a voice of their own."""
    roles = {role: named(name, station.manner) for role, name in station.role_voices.items()}
    readers = {one.name: named(one.voice, station.manner) for one in station.readers if one.voice}
    return roles, readers


def automatic(segments: Sequence[Segment], manner: Manner, cache: ClipCache) -> Cast:
    """GTTS if it has the manner and can be reached, else the best offline voice for all of these segments, with the reason.

    It is asked once, for the first piece that is not in the cache; the answer is cached. With all pieces in the cache
    it is not asked at all.
    """
    if automatic_engine(manner) != FIRST_CHOICE:
        return _because(offline(manner), f"{FIRST_CHOICE} has rates of {RATES_OF_ANY} only, and one pitch")
    online = named(FIRST_CHOICE, manner)
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
    if reason := out_of_reach(online.name):
        return _because(offline(manner), reason)
    try:
        with (
            cache.key_lock(online.key(missing)),
            online.engine.open(online.voice, listen, patient=False) as session,
        ):
            if cache.get(online.key(missing)) is None:
                cache.put(online.key(missing), spoken(session, missing))
    except (TryLaterError, ServiceAnswerError, EngineError) as error:
        reason = f"{UNUSABLE}: {reason_of(error)}"
        note_out_of_reach(online.name, reason)
        return _because(offline(manner), reason)
    return online


def _because(cast: Cast, reason: str) -> Cast:
    return replace(cast, reason=reason)


def reason_of(error: BulletinError) -> str:
    """The error's first sentence, without its full stop."""
    return error.what.rstrip(".")
