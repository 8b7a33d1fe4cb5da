"""The gTTS session: pieces of text → requests to Google's speech service → MP3s that were judged."""

from __future__ import annotations

from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Self

from bulletin.engines.gtts import service
from bulletin.engines.gtts.answers import sound_of
from bulletin.engines.gtts.judge import Judge
from bulletin.engines.online.addresses import is_address
from bulletin.engines.online.failures import UnfitError
from bulletin.engines.online.patience import seconds_of
from bulletin.engines.protocol import Listen
from bulletin.errors import EngineError, ServiceAnswerError, first_words
from bulletin.schema.clip import Speech

if TYPE_CHECKING:
    from bulletin.engines.online.clock import Clock

PARALLEL = 4
"""Requests at once. Google blocks clients that send too many."""

MOST_PARALLEL = 16
"""The most that `parallel` may ask for."""


class GttsSession:
    """Asks Google's service for one piece at a time and judges every answer. At most `parallel` requests run at once.

    Twice as many threads may call `speak`, so that a request starts while an answer is judged. Raises
    ConfigurationError (78) if BULLETIN_GTTS_SECONDS, the time limit for the run, is not a number.
    """

    def __init__(
        self,
        voice: str,
        listen: Listen,
        parallel: int = PARALLEL,
        *,
        patient: bool = True,
        clock: Clock | None = None,
    ) -> None:
        from gtts import gTTS

        from bulletin.engines.online.client import Client
        from bulletin.engines.online.connections import Connection
        from bulletin.engines.online.deadlines import Connections

        self.parallel = max(1, min(MOST_PARALLEL, parallel))
        self.callers = 2 * self.parallel
        self._gtts = gTTS
        self._voice = voice
        self._judge = Judge(listen)
        self._address = service.GOOGLE.address(service.ADDRESS)
        patience = replace(
            service.PATIENCE, run_seconds=seconds_of(service.RUN_VARIABLE, service.PATIENCE.run_seconds)
        )
        self._client = Client(
            service.GOOGLE,
            self._address + service.PATH,
            patience if patient else patience.once(),
            parallel=self.parallel,
            clock=clock,
        )
        headers = dict(gTTS.GOOGLE_TTS_HEADERS)
        self._connections = Connections(
            "gtts",
            lambda: Connection(service.GOOGLE, patience, headers),
            lambda: service.GOOGLE.ended(self._client.address),
            self._client.clock,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()
        self._connections.close()

    def speak(self, text: str) -> Speech:
        """The MP3 of `text`: one stream, whole, of a length the text can have, and not silent.

        Raises TryLaterError (75) if the service is busy or cannot be reached, EngineError (69) if it refuses,
        ServiceAnswerError (76) if its answers are no speech of the text.
        """
        body = self._body(text)
        if not is_address(self._address):
            raise service.GOOGLE.bad_address(self._address)

        url = self._client.address

        def exchange(seconds: float) -> bytes:
            answer = self._connections.run(lambda connection: service.post(connection, url, body), seconds)
            if answer.status != 200:
                raise service.GOOGLE.failure(url, answer.status, answer.retry_after)
            return answer.body

        try:
            return self._client.fit(exchange, lambda answer: self._judge.speech(text, sound_of(answer)))
        except UnfitError as unfit:
            raise _no_speech(text, unfit) from None

    def _body(self, text: str) -> str:
        """The one request that gTTS makes of `text`. Raises EngineError (69) if it would make none, or several."""
        try:
            bodies: list[str] = self._gtts(
                text=text,
                lang=self._voice,
                lang_check=False,
                # Its own preparations add spaces after ? and !, and could make a piece too long.
                pre_processor_funcs=[],
            ).get_bodies()
        except AssertionError:
            # gTTS asserts that there is something to say.
            bodies = []
        if len(bodies) == 1:
            return bodies[0]
        into = (
            f"would cut a piece of {len(text)} characters into {len(bodies)}"
            if bodies
            else "finds nothing to say"
        )
        raise EngineError(
            f"gTTS {into}.",
            error_id="engine.pieces",
            source=first_words(text, 60),
            remedy="Please report this sentence; it shows a fault in bulletin.",
        )


def _no_speech(text: str, unfit: UnfitError) -> ServiceAnswerError:
    """The error for a text that the service did not speak."""
    if unfit.changed:
        return ServiceAnswerError(
            f"the speech service answered {unfit.often}, but with {unfit}; it may have changed.",
            error_id="svc.changed",
            source=first_words(text, 60),
            remedy="Update bulletin and gTTS, or add --voice espeak.",
        )
    return ServiceAnswerError(
        f"the speech service answered {unfit.often}, but with {unfit}.",
        error_id="svc.no_audio",
        source=first_words(text, 60),
        remedy="Run the same command again; if it stays so, reword the sentence or add --voice espeak.",
    )
