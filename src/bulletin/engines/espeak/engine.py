"""The espeak-ng engine: one Hindi voice and its variants, from the espeakng-loader wheel."""

from __future__ import annotations

import json
import os
import re
from bisect import bisect_right
from importlib import metadata
from pathlib import Path
from types import TracebackType
from typing import Self

from bulletin.engines.espeak.asking import ask
from bulletin.engines.espeak.installation import LANGUAGE, installed, missing
from bulletin.engines.espeak.joining import WORD, joined, plain, word_times
from bulletin.engines.espeak.parameters import parameters
from bulletin.engines.espeak.respelling import respelled
from bulletin.engines.protocol import Listen, VoiceStatus
from bulletin.engines.workers import WorkerDiedError, Workers, python_command
from bulletin.errors import ConfigurationError, EngineError, first_words
from bulletin.language.pieces import pieces
from bulletin.schema.clip import Speech
from bulletin.schema.manner import NATURAL, Manner
from bulletin.schema.units import Hertz, Samples

SECONDS_A_REQUEST = 5.0
SECONDS_A_WORD = 1.0
LONGEST_WAIT = 60.0
"""How long a worker may take: so many seconds, and more for each word, up to the longest wait."""

SMALLEST_PIECE = 24
"""Characters. A shorter sentence that kills the engine is not cut further."""

_VOICE = re.compile(r"(?:hi)?(?:\+(?P<variant>[^+:/]{1,40}))?")
_LETTER = re.compile(r"\w")


class EspeakEngine:
    """espeak-ng 1.52 as a library in worker processes: works offline, everywhere, at 1000 times real time."""

    name = "espeak"
    title = "espeak-ng, embedded, offline"
    default_voice = "hi"
    limit: int | None = None

    def version(self, voice: str) -> str:  # noqa: ARG002  (all come with the one wheel)
        """The version of the wheel with the library and its data, and of our respellings.

        Raises EngineError (69) if it is not installed.
        """
        try:
            return f"{metadata.version('espeakng-loader')}/1"
        except metadata.PackageNotFoundError:
            raise missing() from None

    def voices(self) -> tuple[VoiceStatus, ...]:
        """The plain voice and its variants."""
        try:
            variants = installed().variants
        except EngineError as error:
            return (
                VoiceStatus(engine=self.name, name="hi", title=self.title, works=False, remedy=error.remedy),
            )
        names = ["hi", *(f"hi+{variant}" for variant in variants)]
        return tuple(
            VoiceStatus(engine=self.name, name=name, title="Hindi, offline", works=True) for name in names
        )

    def check(self, voice: str, manner: Manner = NATURAL) -> str:  # noqa: ARG002  (it speaks in any)
        """`hi` or `hi+variant`.

        Raises ConfigurationError (78) for a variant that espeak-ng does not have, EngineError (69) if it is
        not installed.
        """
        voice = voice or self.default_voice
        match = _VOICE.fullmatch(voice)
        variant = match["variant"] if match else None
        if match is None or (variant is not None and variant not in installed().variants):
            raise ConfigurationError(
                f'espeak-ng has no Hindi voice "{voice}".',
                error_id="voice.name",
                source=f"--voice espeak:{voice}",
                remedy="Use espeak:hi, or a variant such as espeak:hi+f3. See: bulletin voices",
            )
        return f"hi+{variant}" if variant else "hi"

    def open(
        self,
        voice: str,
        listen: Listen,  # noqa: ARG002  (its sound needs no decoding)
        *,
        manner: Manner = NATURAL,
        parallel: int | None = None,
        patient: bool = True,  # noqa: ARG002  (it needs no patience)
    ) -> EspeakSession:
        """Worker processes for `voice`, `parallel` or one a core and at most four."""
        name = LANGUAGE + self.check(voice)[2:]
        return EspeakSession(name, manner, parallel or min(4, os.cpu_count() or 1))


class EspeakSession:
    """Worker processes that speak with one voice. A crash costs one request."""

    lasting = True

    def __init__(self, voice: str, manner: Manner, parallel: int) -> None:
        self.parallel = parallel
        self._voice = voice
        self._manner = parameters(manner)
        found = installed()
        self._workers = Workers(
            python_command(Path(__file__).with_name("worker.py"), str(found.library), str(found.data)),
            parallel,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workers.close()

    def speak(self, text: str) -> Speech:
        """Speak `text`; if it kills the worker, in smaller pieces, then in plain ones; then EngineError (69).

        Speech in pieces is makeshift: something other than the text may have killed the worker.
        """
        try:
            return self._speak(text)
        except WorkerDiedError as first:
            death = first
        tried = "tried twice"
        for cut in dict.fromkeys((text, plain(text))):
            parts = pieces(cut, max(SMALLEST_PIECE, len(text) // 4))
            said = [part for part in parts if _LETTER.search(part)]
            if not said or parts == (text,):
                continue
            try:
                return joined(parts, {part: self._speak(part) for part in said}, cut, text)
            except WorkerDiedError as again:
                death = again
                tried = f"tried whole and in {len(said)} piece{'s' if len(said) > 1 else ''}"
        raise EngineError(
            f"espeak-ng stopped on this sentence ({death}, {tried}).",
            error_id="engine.crashed",
            source=first_words(text, 60),
            remedy="Reword the sentence, or choose another voice: bulletin voices",
        )

    def _speak(self, text: str) -> Speech:
        said = respelled(text)
        request = json.dumps({"text": said, "voice": self._voice, **self._manner}).encode()
        seconds = min(LONGEST_WAIT, SECONDS_A_REQUEST + SECONDS_A_WORD * len(text.split()))
        answer = ask(self._workers, request, seconds)
        head, _, sound = answer.partition(b"\n")
        header = json.loads(head)
        if "error" in header or not sound.strip(b"\0"):
            raise EngineError(
                f"espeak-ng gave no sound: {header.get('error', 'nothing but silence')}.",
                error_id="engine.silent",
                source=first_words(text),
                remedy="Reword the sentence, or choose another voice: bulletin voices",
            )
        rate = Hertz(header["rate"])
        length = Samples(len(sound) // 2)
        spans = [match.span() for match in WORD.finditer(text)]
        # Respelling changes letters within words, never their number.
        starts = [match.start() for match in WORD.finditer(said)]
        found = [(bisect_right(starts, place) - 1, at * rate // 1000) for place, _, at in header["words"]]
        return Speech(
            sound=sound, encoding="pcm16", rate=rate, length=length, words=word_times(spans, found, length)
        )
