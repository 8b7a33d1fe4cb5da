"""The edge engine: Microsoft Edge's neural Hindi voices, online, with word times."""

from __future__ import annotations

import importlib.util
from importlib import metadata
from types import TracebackType
from typing import Self

from bulletin.engines.edge import failures
from bulletin.engines.edge.answers import misheard
from bulletin.engines.edge.words import word_times
from bulletin.engines.protocol import Listen, VoiceStatus
from bulletin.errors import ConfigurationError, EngineError, InputError, ServiceAnswerError, first_words
from bulletin.schema.clip import Speech
from bulletin.schema.manner import NATURAL, Manner

LIMIT = 800
"""Characters of one request. edge-tts cuts at 4,096 bytes of XML, and a character has five at the most: `&amp;`."""

PARALLEL = 4
"""As many as the online engines of bulletin are asked at once."""

TRIES = 3
"""How often a request is sent whose answer is not proper sound."""

VOICES = {
    "hi-IN-SwaraNeural": "Hindi, female, needs the network",
    "hi-IN-MadhurNeural": "Hindi, male, needs the network",
}


class EdgeEngine:
    """The voices that Microsoft's browser reads pages aloud with. Needs the extra `edge`."""

    name = "edge"
    title = "Microsoft Edge's neural voices, online"
    default_voice = "hi-IN-SwaraNeural"
    limit: int | None = LIMIT

    def version(self, voice: str) -> str:  # noqa: ARG002  (both come by the same way)
        """Microsoft does not number its voices; edge-tts's version stands for the request's shape."""
        try:
            return metadata.version("edge-tts")
        except metadata.PackageNotFoundError:
            raise failures.missing() from None

    def voices(self) -> tuple[VoiceStatus, ...]:
        """Two voices. Whether the service can be reached is not tried here."""
        works = importlib.util.find_spec("edge_tts") is not None
        return tuple(
            VoiceStatus(
                engine=self.name,
                name=name,
                title=title,
                works=works,
                remedy="" if works else failures.INSTALL,
                online=True,
            )
            for name, title in VOICES.items()
        )

    def check(self, voice: str, manner: Manner = NATURAL) -> str:
        """The voice's full name; `swara` and `madhur` will do. Any rate, but only the voice's own pitch.

        The service takes a pitch in hertz above the voice's own, which nobody has published, so semitones
        cannot be turned into it.
        """
        if manner.pitch != 0.0:
            raise ConfigurationError(
                "Microsoft Edge's voices cannot be asked for a pitch in semitones.",
                error_id="voice.manner",
                source="--pitch",
                remedy="Leave --pitch out, or choose a voice that has it: --voice espeak",
            )
        for name in VOICES:
            if voice.casefold() in (
                "" if name == self.default_voice else name,
                name.casefold(),
                _short(name),
            ):
                return name
        raise ConfigurationError(
            f'Microsoft Edge has no Hindi voice "{voice}".',
            error_id="voice.name",
            source=f"--voice edge:{voice}",
            remedy=f"Use one of: {', '.join(f'--voice edge:{_short(name)}' for name in VOICES)}",
        )

    def open(
        self,
        voice: str,
        listen: Listen,
        *,
        manner: Manner = NATURAL,
        parallel: int | None = None,
        patient: bool = True,
    ) -> EdgeSession:
        """A session; nothing is sent yet. EngineError (69) if the extra `edge` is not installed."""
        return EdgeSession(
            self.check(voice, manner), listen, parallel or PARALLEL, pace=manner.rate, patient=patient
        )


class EdgeSession:
    """Asks the service sentence by sentence and judges every answer."""

    def __init__(
        self, voice: str, listen: Listen, parallel: int, *, pace: float = 1.0, patient: bool = True
    ) -> None:
        from bulletin.engines.edge.online import ATTEMPTS, Line

        self.parallel = parallel
        self._listen = listen
        self._pace = pace
        self._tries = TRIES if patient else 1
        self._line = Line(voice, rate_of(pace), attempts=ATTEMPTS if patient else 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._line.close()

    def speak(self, text: str) -> Speech:
        """The MP3 of `text`, which came whole, decodes whole and is not silence, with its words' times."""
        chunks = self._line.chunks(text)
        if chunks != 1:
            raise EngineError(
                f"edge-tts would cut a piece of {len(text)} characters into {chunks}.",
                error_id="engine.pieces",
                source=first_words(text, 60),
                remedy="Please report this sentence; it shows a fault in bulletin.",
            )
        fault = ""
        for _ in range(self._tries):
            answer = self._line.ask(text)
            fault = answer.fault
            if fault:
                continue
            try:
                heard = self._listen(answer.sound)
            except InputError:
                fault = "sound that cannot be decoded"
                continue
            fault = misheard(text, answer, heard, self._pace)
            if not fault:
                return Speech(
                    sound=answer.sound,
                    encoding="mp3",
                    rate=heard.rate,
                    length=heard.length,
                    words=word_times(text, answer.boundaries, heard.rate, heard.length),
                )
        raise ServiceAnswerError(
            f"the speech service answered {self._tries} times, but with {fault}.",
            error_id="svc.no_audio",
            source=first_words(text, 60),
            remedy="Run the same command again; if it stays so, reword the sentence or add --voice espeak.",
        )


def rate_of(pace: float) -> str:
    """`pace` times as fast as usual, as the service writes it: 1.25 → "+25%". It takes half to double, as we do."""
    return f"{round((pace - 1) * 100):+d}%"


def _short(name: str) -> str:
    """`hi-IN-SwaraNeural` → `swara`."""
    return name.rpartition("-")[2].removesuffix("Neural").casefold()
