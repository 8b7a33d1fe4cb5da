"""The gTTS engine: Google Translate's Hindi voice, online."""

from __future__ import annotations

from importlib import metadata
from types import TracebackType
from typing import TYPE_CHECKING, Self

from bulletin.engines.gtts.answers import UnfitError, sound_of
from bulletin.engines.gtts.judge import Judge
from bulletin.engines.protocol import Listen, VoiceStatus
from bulletin.errors import ConfigurationError, EngineError, ServiceAnswerError, first_words
from bulletin.schema.clip import Speech
from bulletin.schema.manner import NATURAL, Manner

if TYPE_CHECKING:
    from bulletin.engines.gtts.line import Clock

LIMIT = 100
"""Characters gTTS sends in one request; longer text it would cut by itself, in mid-phrase."""

PARALLEL = 4
"""Google blocks who hammers it."""

MOST_PARALLEL = 16
"""More than this is hammering, whoever asks for it."""

TRIES = 3
"""How often a request is sent whose answer is not proper sound."""


class GttsEngine:
    """Google Translate's voice for Hindi. Asks for one piece of at most 100 characters at a time."""

    name = "gtts"
    title = "Google Translate's voice, online"
    default_voice = "hi"
    limit: int | None = LIMIT

    def version(self, voice: str) -> str:  # noqa: ARG002  (it has one)
        """Google does not number its voice; gTTS's version stands for the request's shape."""
        return metadata.version("gTTS")

    def voices(self) -> tuple[VoiceStatus, ...]:
        """One voice. Whether the service can be reached is not tried here."""
        return (
            VoiceStatus(
                engine=self.name, name="hi", title="Hindi, female, needs the network", works=True, online=True
            ),
        )

    def check(self, voice: str, manner: Manner = NATURAL) -> str:
        """`hi`; ConfigurationError (78) for any other, and for any manner but its own."""
        if not manner.natural:
            raise ConfigurationError(
                "Google Translate's voice has one rate and one pitch.",
                error_id="voice.manner",
                source="--rate, --pitch",
                remedy="Leave --rate and --pitch out, or choose a voice that has them: --voice espeak",
            )
        if voice not in ("", "hi"):
            raise ConfigurationError(
                f'Google Translate has no Hindi voice "{voice}".',
                error_id="voice.name",
                source=f"--voice gtts:{voice}",
                remedy="Use --voice gtts",
            )
        return "hi"

    def open(
        self,
        voice: str,
        listen: Listen,
        *,
        manner: Manner = NATURAL,
        parallel: int | None = None,
        patient: bool = True,
    ) -> GttsSession:
        """A session with kept connections; nothing is sent yet. `parallel` counts from 1 to 16.

        Raises ConfigurationError (78) if BULLETIN_GTTS_SECONDS, the time all of it may take, is no number.
        """
        most = PARALLEL if parallel is None else parallel
        return GttsSession(self.check(voice, manner), listen, most, patient=patient)


class GttsSession:
    """Asks Google's service piece by piece and judges every answer. At most `parallel` requests at once.

    As many callers again may wait for their turn, so that a new request begins while an answer is judged.
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

        from bulletin.engines.gtts.line import Line, run_seconds

        self.parallel = max(1, min(MOST_PARALLEL, parallel))
        self.callers = 2 * self.parallel
        self._gtts = gTTS
        self._voice = voice
        self._judge = Judge(listen)
        self._tries = TRIES if patient else 1
        self._line = Line(
            dict(gTTS.GOOGLE_TTS_HEADERS),
            most=self.parallel,
            patient=patient,
            seconds=run_seconds(),
            clock=clock,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._line.close()

    def speak(self, text: str) -> Speech:
        """The MP3 of `text`: one, whole, of a length the text can have, and sounding."""
        body = self._body(text)
        until = self._line.deadline()
        for attempt in range(1, self._tries + 1):
            answer = self._line.post(body, until)
            try:
                return self._judge.speech(text, sound_of(answer))
            except UnfitError as unfit:
                if attempt == self._tries:
                    raise _no_speech(text, unfit, attempt) from None
        raise AssertionError("there is at least one try")

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


def _no_speech(text: str, unfit: UnfitError, times: int) -> ServiceAnswerError:
    """The error for a text that the service did not speak."""
    often = "once" if times == 1 else f"{times} times"
    if unfit.changed:
        return ServiceAnswerError(
            f"the speech service answered {often}, but with {unfit}; it may have changed.",
            error_id="svc.changed",
            source=first_words(text, 60),
            remedy="Update bulletin and gTTS, or add --voice espeak.",
        )
    return ServiceAnswerError(
        f"the speech service answered {often}, but with {unfit}.",
        error_id="svc.no_audio",
        source=first_words(text, 60),
        remedy="Run the same command again; if it stays so, reword the sentence or add --voice espeak.",
    )
