"""Session: a worker process that holds Kokoro's model with one style, and espeak-ng's for the phonemes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import accumulate
from types import TracebackType
from typing import Self

from bulletin.engines.espeak.phonemes import Phonemes
from bulletin.engines.espeak.respelling import respelled
from bulletin.engines.kokoro import catalogue
from bulletin.engines.kokoro.phonemes import MOST, Numbered, clauses, numbered
from bulletin.engines.neural.session import Kind, VoiceWorker, joined, speech_of, whole_or_in_pieces
from bulletin.language.pieces import pieces
from bulletin.schema.clip import Speech, WordTime
from bulletin.schema.manner import Manner
from bulletin.schema.units import Samples

KOKORO = Kind(
    name="Kokoro",
    package="onnxruntime",
    extra="kokoro",
    module="bulletin.engines.kokoro.voice",
    modules=("onnxruntime", "numpy"),
)

SECONDS_A_REQUEST = 20.0
SECONDS_A_WORD = 5.0
LONGEST_WAIT = 300.0
"""Five seconds a word are ten times as long as the word: for slow processors with something else to do."""


class KokoroSession:
    """The worker, with as many threads as there are cores: it speaks one request at a time. A crash costs that one."""

    parallel = 1
    lasting = True

    def __init__(self, style: str, manner: Manner) -> None:
        self._rate = manner.rate
        self._phonemes = Phonemes()
        told = {
            "model": str(catalogue.model_file().absolute()),
            "style": str(catalogue.style_file(style).absolute()),
            "threads": os.cpu_count() or 1,
        }
        self._worker = VoiceWorker(
            KOKORO,
            told,
            source=str(catalogue.model_file()),
            mending=f"Install it again: {catalogue.NEEDED}",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def load(self) -> None:
        """Make the worker load the model."""
        self._worker.load()

    def close(self) -> None:
        """End both worker processes."""
        self._worker.close()
        self._phonemes.close()

    def speak(self, text: str) -> Speech:
        """Speak `text`; if it kills a worker, in smaller pieces; then EngineError (69) with the text.

        A text with more phonemes than one request may have is spoken in pieces, too, and has no times of words.
        """
        return whole_or_in_pieces(KOKORO, text, self._speak)

    def _speak(self, text: str) -> Speech:
        said = clauses(text)
        if not said:
            raise KOKORO.silent(text, "no letter")
        asked = numbered(said, self._phonemes.of([respelled(clause.text) for clause in said]))
        if len(asked.numbers) > MOST:
            # Each piece has at most half of the text; pieces end where a reader breathes.
            parts = pieces(text, max(1, len(text) // 2))
            if len(parts) > 1:
                return joined([self._speak(part) for part in parts])
            asked = Numbered(numbers=asked.numbers[:MOST], words=[])
        if not asked.numbers:
            raise KOKORO.silent(text, "no phonemes")
        seconds = min(LONGEST_WAIT, SECONDS_A_REQUEST + SECONDS_A_WORD * len(text.split()))
        request = {"numbers": asked.numbers, "rate": self._rate}
        answer = self._worker.speak(text, request, seconds)
        length = Samples(len(answer[1]) // 2)
        return speech_of(answer, word_times(asked, answer[0]["frames"], length))


def word_times(asked: Numbered, frames: Sequence[int], length: Samples) -> tuple[WordTime, ...]:
    """When each word begins, from the frames of each number, those at the edges too; none if they do not add up."""
    total = sum(frames)
    if len(frames) != len(asked.numbers) + 2 or not total or length % total:
        return ()
    begins = [Samples(frame * (length // total)) for frame in accumulate(frames)]
    return tuple(
        WordTime(start=start, length=end - start, at=begins[place]) for start, end, place in asked.words
    )
