"""The edge engine: Microsoft Edge's neural Hindi voices, online, with word times."""

from __future__ import annotations

import importlib.util
from importlib import metadata
from types import TracebackType
from typing import TYPE_CHECKING, Self

from bulletin.engines.edge import service
from bulletin.engines.edge.answers import Answer, misheard
from bulletin.engines.edge.words import word_times
from bulletin.engines.online.failures import UnfitError
from bulletin.engines.protocol import Listen, VoiceStatus
from bulletin.errors import ConfigurationError, EngineError, InputError, ServiceAnswerError, first_words
from bulletin.schema.clip import Speech
from bulletin.schema.manner import NATURAL, Manner

if TYPE_CHECKING:
    from bulletin.engines.online.clock import Clock

LIMIT = 800
"""Characters of one request. edge-tts cuts at 4,096 bytes of XML, and a character has five at the most: `&amp;`."""

PARALLEL = 4
"""Requests at once; the same as for gtts."""

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
            raise service.missing() from None

    def voices(self) -> tuple[VoiceStatus, ...]:
        """Two voices. Whether the service can be reached is not tried here."""
        works = importlib.util.find_spec("edge_tts") is not None
        return tuple(
            VoiceStatus(
                engine=self.name,
                name=name,
                title=title,
                works=works,
                remedy="" if works else service.INSTALL,
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
    """Asks the service for one sentence at a time and judges every answer."""

    def __init__(
        self,
        voice: str,
        listen: Listen,
        parallel: int,
        *,
        pace: float = 1.0,
        patient: bool = True,
        clock: Clock | None = None,
    ) -> None:
        from bulletin.engines.edge.conversations import Conversations
        from bulletin.engines.online.client import Client

        self.parallel = parallel
        self._listen = listen
        self._pace = pace
        patience = service.PATIENCE if patient else service.PATIENCE.once()
        self._conversations = Conversations(voice, rate_of(pace), patience)
        self._client = Client(
            service.MICROSOFT, self._conversations.address, patience, parallel=parallel, clock=clock
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()
        self._conversations.close()

    def speak(self, text: str) -> Speech:
        """The MP3 of `text`, whole and not silent, with the times of its words.

        Raises TryLaterError (75) if the service is busy or cannot be reached, EngineError (69) if it refuses,
        ServiceAnswerError (76) if its answers are no speech of the text.
        """
        chunks = self._conversations.chunks(text)
        if chunks != 1:
            raise EngineError(
                f"edge-tts would cut a piece of {len(text)} characters into {chunks}.",
                error_id="engine.pieces",
                source=first_words(text, 60),
                remedy="Please report this sentence; it shows a fault in bulletin.",
            )

        def exchange(seconds: float) -> Answer:
            return self._conversations.ask(text, self._client.clock.real(seconds))

        try:
            return self._client.fit(exchange, lambda answer: self._judged(text, answer))
        except UnfitError as unfit:
            raise ServiceAnswerError(
                f"the speech service answered {unfit.often}, but with {unfit}.",
                error_id="svc.no_audio",
                source=first_words(text, 60),
                remedy="Run the same command again; if it stays so, reword the sentence or add --voice espeak.",
            ) from None

    def _judged(self, text: str, answer: Answer) -> Speech:
        """The answer as the speech of `text`. Raises UnfitError if it cannot be that."""
        if answer.fault:
            raise UnfitError(answer.fault)
        try:
            heard = self._listen(answer.sound)
        except InputError:
            raise UnfitError("sound that cannot be decoded") from None
        if fault := misheard(text, answer, heard, self._pace):
            raise UnfitError(fault)
        return Speech(
            sound=answer.sound,
            encoding="mp3",
            rate=heard.rate,
            length=heard.length,
            words=word_times(text, answer.boundaries, heard.rate, heard.length),
        )


def rate_of(pace: float) -> str:
    """`pace` times as fast as usual, as the service writes it: 1.25 → "+25%". It takes half to double, as we do."""
    return f"{round((pace - 1) * 100):+d}%"


def _short(name: str) -> str:
    """`hi-IN-SwaraNeural` → `swara`."""
    return name.rpartition("-")[2].removesuffix("Neural").casefold()
