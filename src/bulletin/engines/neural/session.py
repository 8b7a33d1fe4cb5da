"""Session: what every neural engine does with worker processes that hold one of its voices."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib import util
from pathlib import Path
from typing import Any

from bulletin.engines.workers import DEATHS_A_REQUEST, WorkerDiedError, Workers, python_command
from bulletin.errors import EngineError, first_words
from bulletin.language.pieces import pieces
from bulletin.schema.clip import Speech, WordTime
from bulletin.schema.units import Hertz, Samples

LOADING_SECONDS = 60.0
"""For a fresh worker to start and load its voice; a model of 63 MB takes about half a second."""

SMALLEST_PIECE = 24
"""Characters. A shorter sentence that kills the worker is not cut further."""

SILENT = 0.003
"""A peak below this is silence: −50 dB."""

Answer = tuple[dict[str, Any], bytes]
"""A worker's answer: its header and its sound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """An engine whose voices run in workers, as its messages name it."""

    name: str
    """Begins its sentences: "piper stopped …"."""
    package: str
    """The Python package that runs its voices."""
    extra: str
    """bulletin's extra that brings it."""
    module: str
    """The module that `worker` serves."""
    modules: tuple[str, ...]
    """What that module imports."""

    @property
    def install(self) -> str:
        """The command that installs its packages."""
        return f'pip install "bulletin[{self.extra}]"'

    def crashed(self, text: str, death: WorkerDiedError, parts: int) -> EngineError:
        """A text that ended the worker, asked for as a whole and in so many parts."""
        tried = "tried twice" if parts == 1 else f"tried whole and in {parts} pieces"
        return EngineError(
            f"{self.name} stopped on this sentence ({death}, {tried}).",
            error_id="engine.crashed",
            source=first_words(text, 60),
            remedy="Reword the sentence, or choose another voice: bulletin voices",
        )

    def silent(self, text: str, fault: str) -> EngineError:
        """A text that has no sound."""
        return EngineError(
            f"{self.name} gave no sound: {fault}.",
            error_id="engine.silent",
            source=first_words(text, 60),
            remedy="Reword the sentence, or choose another voice: bulletin voices",
        )


class VoiceWorker:
    """One worker process, or its successors, and whether it has loaded the voice."""

    def __init__(self, kind: Kind, told: dict[str, Any], *, source: str, mending: str) -> None:
        """`told` is for the module's `load`; `source` and `mending` are for the message where the voice is damaged."""
        command = python_command(
            Path(__file__).with_name("worker.py"),
            kind.module,
            json.dumps(told),
            *_folders(kind),
            packages=True,
        )
        self.workers = Workers(command, 1)
        self._kind = kind
        self._source = source
        self._mending = mending
        self._loaded = False

    def speak(self, text: str, request: dict[str, Any], seconds: float) -> Answer:
        """The answer to a request that says `text`, asked for twice if the worker dies.

        Raises WorkerDiedError if it dies twice or takes longer than `seconds`, EngineError (69) if it says
        nothing, and as `load` does.
        """
        for attempt in range(1, DEATHS_A_REQUEST + 1):
            try:
                if not self._loaded:
                    self.load()
                header, sound = self._ask(json.dumps(request).encode(), seconds)
                break
            except WorkerDiedError:
                if attempt == DEATHS_A_REQUEST:
                    raise
        fault = header.get("error", "")
        if not fault and not sound:
            fault = "an empty answer"
        if not fault and header["peak"] < SILENT:
            fault = "silence"
        if fault:
            raise self._kind.silent(text, fault)
        return header, sound

    def load(self) -> None:
        """Make the worker load the voice. Raises EngineError (69) if the voice or its packages cannot be loaded."""
        for attempt in range(1, DEATHS_A_REQUEST + 1):
            try:
                header, _ = self._ask(b"{}", LOADING_SECONDS)
                break
            except WorkerDiedError as death:
                if attempt == DEATHS_A_REQUEST:
                    raise EngineError(
                        f"{self._kind.name} stopped while it loaded the voice ({death}, tried twice).",
                        error_id="engine.crashed",
                        source=self._source,
                        remedy=f"Free some memory and run the same command again. {self._mending}",
                    ) from None
        if header.get("part") == "package":
            raise EngineError(
                f"{self._kind.name} cannot be loaded: {header['error']}.",
                error_id="engine.load",
                source=f"Python package {self._kind.package}",
                remedy=f"Install it again: {self._kind.install.replace('install', 'install --force-reinstall', 1)}",
            )
        if "error" in header:
            raise EngineError(
                f"the voice cannot be loaded: {header['error']}.",
                error_id="voice.damaged",
                source=self._source,
                remedy=self._mending,
            )
        self._loaded = True

    def close(self) -> None:
        """End the worker."""
        self.workers.close()

    def _ask(self, request: bytes, seconds: float) -> Answer:
        try:
            answer = self.workers.ask(request, seconds)
        except WorkerDiedError:
            self._loaded = False
            raise
        except OSError as error:
            self._loaded = False
            raise EngineError(
                f"{self._kind.name}'s process cannot be started: {error.strerror or error}.",
                error_id="engine.start",
                source=f"{self._kind.name} worker",
                remedy="Check the limits on processes and open files (ulimit -a), and run: bulletin doctor",
            ) from None
        head, _, sound = answer.partition(b"\n")
        header: dict[str, Any] = json.loads(head)
        return header, sound


def whole_or_in_pieces(kind: Kind, text: str, speak: Callable[[str], Speech]) -> Speech:
    """`text` as `speak` says it; if that kills the worker, in smaller pieces; then EngineError (69) with the text."""
    try:
        return speak(text)
    except WorkerDiedError as death:
        parts = pieces(text, max(SMALLEST_PIECE, len(text) // 4)) if len(text) > SMALLEST_PIECE else ()
        if len(parts) < 2:
            raise kind.crashed(text, death, 1) from None
        try:
            # Something other than the text may have killed the worker: the next run asks for it again.
            return joined([speak(part) for part in parts], makeshift=True)
        except WorkerDiedError as again:
            raise kind.crashed(text, again, len(parts)) from None


def speech_of(answer: Answer, words: tuple[WordTime, ...] = ()) -> Speech:
    """The speech in a worker's answer."""
    header, sound = answer
    return Speech(
        sound=sound,
        encoding="pcm16",
        rate=Hertz(header["rate"]),
        length=Samples(len(sound) // 2),
        words=words,
    )


def joined(parts: list[Speech], *, makeshift: bool = False) -> Speech:
    """The speech of the pieces of one text, end to end, without the times of words."""
    sound = b"".join(part.sound for part in parts)
    return Speech(
        sound=sound,
        encoding="pcm16",
        rate=parts[0].rate,
        length=Samples(len(sound) // 2),
        makeshift=makeshift,
    )


def _folders(kind: Kind) -> list[str]:
    """The folders of the worker's packages and of bulletin itself."""
    found: dict[str, None] = {}
    for name in (*kind.modules, "bulletin"):
        spec = util.find_spec(name)
        if spec is not None and spec.origin is not None:
            found[str(Path(spec.origin).parent.parent)] = None
    return list(found)
