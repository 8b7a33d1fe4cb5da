"""Foreseen: a plan of what to speak → its clips as they are likely to be, before anything is spoken.

A clip that is in the cache is measured. Any other is estimated from its length, at the speed of those of its voice that are
in the cache, or at a usual one.
"""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.production.cache.clips import ClipCache
from bulletin.production.mix.trimming import Trimmer
from bulletin.production.voice.pieces import Piece, SpeakingPlan
from bulletin.schema.clip import Clip, TrimmedClip
from bulletin.schema.units import Hertz, Samples

RATE = Hertz(1000)
"""Of estimated clips: to the millisecond."""

CHARACTERS_A_SECOND = 15.5
"""Characters of spoken text that a voice says in a second, spaces and signs among them: measured with espeak on the
examples. Only of use where a voice has too few clips in the cache."""

ENOUGH = 200
"""Characters in the cache from which a voice's own speed is taken."""


class Foreseen:
    """The clips of one plan."""

    def __init__(self, plan: SpeakingPlan, cache: ClipCache, trimmer: Trimmer) -> None:
        self._plan = plan
        self._trimmer = trimmer
        self._kept: dict[str, Clip] = {}
        for piece in plan.pieces:
            speech = None if piece.key in self._kept else cache.get(piece.key)
            if speech is not None:
                self._kept[piece.key] = Clip(
                    key=piece.key,
                    spoken=piece.text,
                    rate=speech.rate,
                    length=speech.length,
                    words=speech.words,
                )

    @property
    def measured(self) -> int:
        """How many of the plan's pieces are in the cache."""
        return sum(piece.key in self._kept for piece in self._plan.pieces)

    def clips(self) -> tuple[list[TrimmedClip], dict[str, list[float]]]:
        """The clips in order, and the loudness energies of each voice, as `Trimmer.trimmed` gives them."""
        self._trimmer.look_all(self._kept)
        speeds = self._speeds()
        trimmed: list[TrimmedClip] = []
        energies: dict[str, list[float]] = {segment.voice: [] for segment in self._plan.script.segments}
        for piece in self._plan.pieces:
            cast = self._plan.casts[piece.segment]
            kept = self._kept.get(piece.key)
            if kept is not None:
                found = self._trimmer.found(piece.key)
                energies[cast.name].extend(found.energies)
                clip = Clip(
                    key=kept.key, spoken=kept.spoken, rate=kept.rate, length=kept.length, stretch=cast.stretch
                )
                trimmed.append(
                    TrimmedClip(
                        clip=clip,
                        segment=piece.segment,
                        sentence=piece.sentence,
                        speech_start=found.start,
                        speech_length=found.length,
                        kept_before=found.before,
                        kept_after=found.after,
                    )
                )
                continue
            speed = speeds.get(cast.name, CHARACTERS_A_SECOND * cast.manner.rate)
            length = Samples(max(1, round(len(piece.text) / speed * RATE)))
            clip = Clip(key=piece.key, spoken=piece.text, rate=RATE, length=length, stretch=cast.stretch)
            trimmed.append(
                TrimmedClip(
                    clip=clip,
                    segment=piece.segment,
                    sentence=piece.sentence,
                    speech_start=Samples(0),
                    speech_length=length,
                )
            )
        return trimmed, energies

    def _speeds(self) -> dict[str, float]:
        """Characters a second of each voice that has enough clips in the cache."""
        characters: dict[str, int] = {}
        seconds: dict[str, float] = {}
        for piece in self._measured():
            voice = self._plan.casts[piece.segment].name
            found = self._trimmer.found(piece.key)
            characters[voice] = characters.get(voice, 0) + len(piece.text)
            seconds[voice] = seconds.get(voice, 0.0) + found.length / self._kept[piece.key].rate
        return {
            voice: count / seconds[voice]
            for voice, count in characters.items()
            if count >= ENOUGH and seconds[voice] > 0
        }

    def _measured(self) -> Iterator[Piece]:
        seen: set[str] = set()
        for piece in self._plan.pieces:
            if piece.key in self._kept and piece.key not in seen:
                seen.add(piece.key)
                yield piece
