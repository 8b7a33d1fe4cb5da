"""Session: worker processes that hold one piper voice and speak with it."""

from __future__ import annotations

import queue
from types import TracebackType
from typing import Self

from bulletin.engines.espeak.respelling import respelled
from bulletin.engines.neural.session import Kind, VoiceWorker, speech_of, whole_or_in_pieces
from bulletin.engines.piper.catalogue import Voice, mending
from bulletin.schema.clip import Speech
from bulletin.schema.manner import Manner

PIPER = Kind(
    name="piper",
    package="piper-tts",
    extra="piper",
    module="bulletin.engines.piper.voice",
    modules=("piper", "onnxruntime", "numpy"),
)

SECONDS_A_REQUEST = 5.0
SECONDS_A_WORD = 1.0
LONGEST_WAIT = 60.0


class PiperSession:
    """Worker processes that speak with one voice. A crash costs one request."""

    lasting = True

    def __init__(self, voice: Voice, manner: Manner, parallel: int) -> None:
        self.parallel = parallel
        self._rate = manner.rate
        model = str(voice.model.absolute())
        self._all = [
            VoiceWorker(PIPER, {"model": model}, source=str(voice.model), mending=mending(voice.name))
            for _ in range(parallel)
        ]
        self._free: queue.LifoQueue[VoiceWorker] = queue.LifoQueue()
        for worker in self._all:
            self._free.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def load(self) -> None:
        """Start the worker that gets the first request, and make it load the voice."""
        self._all[-1].load()

    def close(self) -> None:
        """End all worker processes."""
        for worker in self._all:
            worker.close()

    def speak(self, text: str) -> Speech:
        """Speak `text`; if it kills the worker, in smaller pieces; then EngineError (69) with the text."""
        return whole_or_in_pieces(PIPER, text, self._speak)

    def _speak(self, text: str) -> Speech:
        seconds = min(LONGEST_WAIT, SECONDS_A_REQUEST + SECONDS_A_WORD * len(text.split()))
        worker = self._free.get()
        try:
            return speech_of(worker.speak(text, {"text": respelled(text), "rate": self._rate}, seconds))
        finally:
            self._free.put(worker)
