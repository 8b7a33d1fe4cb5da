"""Session: worker processes that hold one piper voice and speak with it."""

from __future__ import annotations

import json
import queue
from importlib import util
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bulletin.engines.espeak.respelling import respelled
from bulletin.engines.piper.catalogue import Voice, mending
from bulletin.engines.workers import DEATHS_A_REQUEST, WorkerDiedError, Workers, python_command
from bulletin.errors import EngineError, first_words
from bulletin.language.pieces import pieces
from bulletin.schema.clip import Speech
from bulletin.schema.manner import Manner
from bulletin.schema.units import Hertz, Samples

PACKAGE = "piper-tts"

SECONDS_A_REQUEST = 5.0
SECONDS_A_WORD = 1.0
LONGEST_WAIT = 60.0

LOADING_SECONDS = 60.0
"""For a fresh worker to start and load its voice; a model of 63 MB takes about half a second."""

SMALLEST_PIECE = 24
"""Characters. A shorter sentence that kills the worker is not cut further."""

SILENT = 0.003
"""A peak below this is silence: −50 dB."""


class PiperSession:
    """Worker processes that speak with one voice. A crash costs one request."""

    def __init__(self, voice: Voice, manner: Manner, parallel: int) -> None:
        self.parallel = parallel
        self._rate = manner.rate
        command = python_command(
            Path(__file__).with_name("worker.py"), str(voice.model.absolute()), *_folders(), packages=True
        )
        self._all = [_VoiceWorker(command, voice) for _ in range(parallel)]
        self._free: queue.LifoQueue[_VoiceWorker] = queue.LifoQueue()
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
        try:
            return self._speak(text)
        except WorkerDiedError as death:
            parts = pieces(text, max(SMALLEST_PIECE, len(text) // 4)) if len(text) > SMALLEST_PIECE else ()
            if len(parts) < 2:
                raise _crashed(text, death, 1) from None
            try:
                return _joined([self._speak(part) for part in parts])
            except WorkerDiedError as again:
                raise _crashed(text, again, len(parts)) from None

    def _speak(self, text: str) -> Speech:
        request = json.dumps({"text": respelled(text), "rate": self._rate}).encode()
        seconds = min(LONGEST_WAIT, SECONDS_A_REQUEST + SECONDS_A_WORD * len(text.split()))
        worker = self._free.get()
        try:
            for attempt in range(1, DEATHS_A_REQUEST + 1):
                try:
                    header, sound = worker.ask(request, seconds)
                    break
                except WorkerDiedError:
                    if attempt == DEATHS_A_REQUEST:
                        raise
        finally:
            self._free.put(worker)
        fault = header.get("error", "")
        if not fault and not sound:
            fault = "an empty answer"
        if not fault and header["peak"] < SILENT:
            fault = "silence"
        if fault:
            raise EngineError(
                f"piper gave no sound: {fault}.",
                error_id="engine.silent",
                source=first_words(text, 60),
                remedy="Reword the sentence, or choose another voice: bulletin voices",
            )
        return Speech(
            sound=sound, encoding="pcm16", rate=Hertz(header["rate"]), length=Samples(len(sound) // 2)
        )


class _VoiceWorker:
    """One worker process, or its successors, and whether it has loaded the voice."""

    def __init__(self, command: list[str], voice: Voice) -> None:
        self.workers = Workers(command, 1)
        self._voice = voice
        self._loaded = False

    def ask(self, request: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """The header and the sound of an answer. Raises WorkerDiedError, and EngineError as `load` does."""
        if not self._loaded:
            self.load()
        return self._ask(request, seconds)

    def load(self) -> None:
        """Make the worker load the voice. Raises EngineError (69) if the voice or piper itself cannot be loaded."""
        for attempt in range(1, DEATHS_A_REQUEST + 1):
            try:
                header, _ = self._ask(b"{}", LOADING_SECONDS)
                break
            except WorkerDiedError as death:
                if attempt == DEATHS_A_REQUEST:
                    raise EngineError(
                        f"piper stopped while it loaded the voice ({death}, tried twice).",
                        error_id="engine.crashed",
                        source=str(self._voice.model),
                        remedy=f"Free some memory and run the same command again. {mending(self._voice.name)}",
                    ) from None
        if header.get("part") == "package":
            raise EngineError(
                f"piper cannot be loaded: {header['error']}.",
                error_id="engine.load",
                source=f"Python package {PACKAGE}",
                remedy='Install it again: pip install --force-reinstall "bulletin[piper]"',
            )
        if "error" in header:
            raise EngineError(
                f"the voice cannot be loaded: {header['error']}.",
                error_id="voice.damaged",
                source=str(self._voice.model),
                remedy=mending(self._voice.name),
            )
        self._loaded = True

    def close(self) -> None:
        """End the worker."""
        self.workers.close()

    def _ask(self, request: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        try:
            answer = self.workers.ask(request, seconds)
        except WorkerDiedError:
            self._loaded = False
            raise
        except OSError as error:
            self._loaded = False
            raise EngineError(
                f"piper's process cannot be started: {error.strerror or error}.",
                error_id="engine.start",
                source="piper worker",
                remedy="Check the limits on processes and open files (ulimit -a), and run: bulletin doctor",
            ) from None
        head, _, sound = answer.partition(b"\n")
        header: dict[str, Any] = json.loads(head)
        return header, sound


def _joined(parts: list[Speech]) -> Speech:
    """The speech of the pieces of one text, end to end; makeshift, as something other than the text may have killed the worker."""
    sound = b"".join(part.sound for part in parts)
    return Speech(
        sound=sound, encoding="pcm16", rate=parts[0].rate, length=Samples(len(sound) // 2), makeshift=True
    )


def _crashed(text: str, death: WorkerDiedError, parts: int) -> EngineError:
    tried = "tried twice" if parts == 1 else f"tried whole and in {parts} pieces"
    return EngineError(
        f"piper stopped on this sentence ({death}, {tried}).",
        error_id="engine.crashed",
        source=first_words(text, 60),
        remedy="Reword the sentence, or choose another voice: bulletin voices",
    )


def _folders() -> list[str]:
    """The folders of piper and the packages it needs."""
    found: dict[str, None] = {}
    for name in ("piper", "onnxruntime", "numpy"):
        spec = util.find_spec(name)
        if spec is not None and spec.origin is not None:
            found[str(Path(spec.origin).parent.parent)] = None
    return list(found)
