"""Pieces: a cast script → the requests that speak it. A piece is a sentence, or a part that fits the engine's limit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bulletin.language.pieces import pieces
from bulletin.production.voice.cast import Cast, Casting
from bulletin.schema.script import Script


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One request to an engine, and one clip."""

    segment: int
    """Its segment: the index in `Script.segments`."""
    sentence: int
    """Its sentence: the index in the segment's sentences."""
    text: str
    key: str
    """The key of its clip in the cache."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingPlan:
    """Who speaks what, decided before anything is spoken."""

    script: Script
    """With the voice of each segment."""
    main: Cast
    """The bulletin's own voice."""
    casts: tuple[Cast, ...]
    """The voice of each segment."""
    pieces: tuple[Piece, ...]
    """Every piece, in the script's order."""
    fallback: Cast | None = None
    """The voice for whole sections that another voice could not speak; None to fail instead."""

    @property
    def steps(self) -> int:
        """How many different clips are needed."""
        return len({piece.key for piece in self.pieces})

    @property
    def keys(self) -> set[str]:
        """The keys of all clips that may be needed, the fallback's too."""
        found = {piece.key for piece in self.pieces}
        if self.fallback is not None:
            casts = (self.fallback,) * len(self.casts)
            found.update(piece.key for piece in _cut(self.script, casts))
        return found

    def recast(self, casts: tuple[Cast, ...]) -> SpeakingPlan:
        """The plan with another voice for some segments."""
        script = _voiced(self.script, casts)
        return replace(self, script=script, casts=casts, pieces=_cut(script, casts))


def plan_speaking(script: Script, casting: Casting, fallback: Cast | None = None) -> SpeakingPlan:
    """Give each segment its voice, and cut the script into pieces that fit each voice's limit."""
    casts = tuple(casting.of(segment) for segment in script.segments)
    voiced = _voiced(script, casts)
    return SpeakingPlan(
        script=voiced, main=casting.main, casts=casts, pieces=_cut(voiced, casts), fallback=fallback
    )


def _voiced(script: Script, casts: tuple[Cast, ...]) -> Script:
    segments = zip(script.segments, casts, strict=True)
    return replace(script, segments=tuple(replace(segment, voice=cast.name) for segment, cast in segments))


def _cut(script: Script, casts: tuple[Cast, ...]) -> tuple[Piece, ...]:
    return tuple(
        Piece(segment=number, sentence=place, text=text, key=cast.key(text))
        for number, (segment, cast) in enumerate(zip(script.segments, casts, strict=True))
        for place, sentence in enumerate(segment.sentences)
        for text in pieces(sentence.spoken, cast.engine.limit)
    )
