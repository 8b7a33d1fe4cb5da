"""The espeak-ng engine: one Hindi voice and its variants, from the espeakng-loader wheel."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from importlib import metadata, util
from pathlib import Path
from types import TracebackType
from typing import Self

from bulletin.engines.espeak.manners import parameters
from bulletin.engines.protocol import Listen, VoiceStatus
from bulletin.engines.workers import DEATHS_A_REQUEST, WorkerDiedError, Workers, python_command
from bulletin.errors import ConfigurationError, EngineError, first_words
from bulletin.language.pieces import pieces
from bulletin.language.tables import words
from bulletin.schema.clip import Speech, WordTime
from bulletin.schema.manner import NATURAL, Manner
from bulletin.schema.units import Hertz, Samples

LANGUAGE = "inc/hi"
"""The Hindi voice by its file: selecting it by language ("hi") takes sixty times as long."""

SECONDS_A_REQUEST = 5.0
SECONDS_A_WORD = 1.0
LONGEST_WAIT = 60.0

SMALLEST_PIECE = 24
"""Characters below which a sentence that kills the engine is not cut any smaller."""

_VOICE = re.compile(r"(?:hi)?(?:\+(?P<variant>[^+:/]{1,40}))?")


class EspeakEngine:
    """espeak-ng 1.52 as a library in worker processes: works offline, everywhere, at 1000 times real time."""

    name = "espeak"
    title = "espeak-ng, embedded, offline"
    default_voice = "hi"
    limit: int | None = None

    def version(self, voice: str) -> str:  # noqa: ARG002  (all come with the one wheel)
        """The version of the wheel that carries library and data, and of our respellings."""
        return f"{metadata.version('espeakng-loader')}/1"

    def voices(self) -> tuple[VoiceStatus, ...]:
        """The plain voice and its variants."""
        try:
            folder = _package()
        except EngineError as error:
            return (
                VoiceStatus(engine=self.name, name="hi", title=self.title, works=False, remedy=error.remedy),
            )
        names = ["hi", *(f"hi+{variant}" for variant in _variants(folder))]
        return tuple(
            VoiceStatus(engine=self.name, name=name, title="Hindi, offline", works=True) for name in names
        )

    def check(self, voice: str, manner: Manner = NATURAL) -> str:  # noqa: ARG002  (it speaks in any)
        """`hi` or `hi+variant`; ConfigurationError (78) for a variant that espeak-ng does not have."""
        voice = voice or self.default_voice
        match = _VOICE.fullmatch(voice)
        variant = match["variant"] if match else None
        if match is None or (variant is not None and variant not in _variants(_package())):
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

    def __init__(self, voice: str, manner: Manner, parallel: int) -> None:
        self.parallel = parallel
        self._voice = voice
        self._manner = parameters(manner)
        folder = _package()
        self._workers = Workers(
            python_command(
                Path(__file__).with_name("worker.py"), str(_library(folder)), str(folder / "espeak-ng-data")
            ),
            parallel,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workers.close()

    def speak(self, text: str) -> Speech:
        """Speak `text`; if it kills the worker, in smaller pieces; then EngineError (69) with the text."""
        try:
            return self._speak(text)
        except WorkerDiedError as death:
            parts = pieces(text, max(SMALLEST_PIECE, len(text) // 4)) if len(text) > SMALLEST_PIECE else ()
            if len(parts) < 2:
                raise _crashed(text, death, 1) from None
            try:
                return _joined([(part, self._speak(part)) for part in parts], text)
            except WorkerDiedError as again:
                raise _crashed(text, again, len(parts)) from None

    def _speak(self, text: str) -> Speech:
        respelled = _respelled(text)
        request = json.dumps({"text": respelled, "voice": self._voice, **self._manner}).encode()
        seconds = min(LONGEST_WAIT, SECONDS_A_REQUEST + SECONDS_A_WORD * len(text.split()))
        for attempt in range(1, DEATHS_A_REQUEST + 1):
            try:
                answer = self._workers.ask(request, seconds)
                break
            except WorkerDiedError:
                if attempt == DEATHS_A_REQUEST:
                    raise
            except OSError as error:
                raise EngineError(
                    f"espeak-ng's process cannot be started: {error.strerror or error}.",
                    error_id="engine.start",
                    source="espeak-ng worker",
                    remedy="Check the limits on processes and open files (ulimit -a), and run: bulletin doctor",
                ) from None
        head, _, sound = answer.partition(b"\n")
        header = json.loads(head)
        if "error" in header or not sound:
            raise EngineError(
                f"espeak-ng gave no sound: {header.get('error', 'an empty answer')}.",
                error_id="engine.silent",
                source=first_words(text),
                remedy="Reword the sentence, or choose another voice: bulletin voices",
            )
        rate = Hertz(header["rate"])
        return Speech(
            sound=sound,
            encoding="pcm16",
            rate=rate,
            length=Samples(len(sound) // 2),
            words=_word_times(text, respelled, header["words"], rate),
        )


def _word_times(text: str, respelled: str, events: list[list[int]], rate: Hertz) -> tuple[WordTime, ...]:
    """Word times by the words of `text`; respelling changes letters within words, never their number."""
    spans = [match.span() for match in re.finditer(r"\S+", text)]
    starts = {match.start(): number for number, match in enumerate(re.finditer(r"\S+", respelled))}
    times: list[WordTime] = []
    for place, _, at in events:
        number = starts.get(place)
        if number is not None and number < len(spans):
            begin, end = spans[number]
            times.append(WordTime(start=begin, length=end - begin, at=Samples(at * rate // 1000)))
    return tuple(times)


def _joined(parts: list[tuple[str, Speech]], text: str) -> Speech:
    """The speech of the pieces of one text, end to end."""
    times: list[WordTime] = []
    offset = place = 0
    for part, speech in parts:
        place = text.find(part, place)
        times += [
            WordTime(start=place + word.start, length=word.length, at=Samples(offset + word.at))
            for word in speech.words
        ]
        place += len(part)
        offset += speech.length
    return Speech(
        sound=b"".join(speech.sound for _, speech in parts),
        encoding="pcm16",
        rate=parts[0][1].rate,
        length=Samples(offset),
        words=tuple(times),
    )


def _crashed(text: str, death: WorkerDiedError, parts: int) -> EngineError:
    tried = "tried twice" if parts == 1 else f"tried whole and in {parts} pieces"
    return EngineError(
        f"espeak-ng stopped on this sentence ({death}, {tried}).",
        error_id="engine.crashed",
        source=first_words(text, 60),
        remedy="Reword the sentence, or choose another voice: bulletin voices",
    )


@cache
def _respelling() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {row[0]: row[1] for row in words("espeak.tsv")}
    inside = "\u0900-\u0963\u0970-\u097f"
    names = "|".join(re.escape(name) for name in table)
    return re.compile(rf"(?<![{inside}])(?:{names})(?![{inside}])"), table


def _respelled(text: str) -> str:
    """The text as espeak-ng must see it to say it right: four numbers that it mis-says, spelled otherwise."""
    pattern, table = _respelling()
    return pattern.sub(lambda match: table[match.group()], text)


@cache
def _package() -> Path:
    """The folder of the espeakng_loader package. Looking for it is faster than importing it."""
    found = util.find_spec("espeakng_loader")
    if found is None or found.origin is None:
        raise EngineError(
            "espeak-ng is not installed.",
            error_id="engine.missing",
            source="Python package espeakng-loader",
            remedy="Install it: pip install espeakng-loader",
        )
    return Path(found.origin).parent


def _library(folder: Path) -> Path:
    for name in ("libespeak-ng.so", "libespeak-ng.dylib", "espeak-ng.dll", "libespeak-ng.dll"):
        if (folder / name).exists():
            return folder / name
    raise EngineError(
        "espeak-ng's library is missing from its package.",
        error_id="engine.missing",
        source=str(folder),
        remedy="Install it again: pip install --force-reinstall espeakng-loader",
    )


@cache
def _variants(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(entry.name for entry in (folder / "espeak-ng-data" / "voices" / "!v").iterdir()))
