"""The gTTS engine: Google Translate's Hindi voice, online."""

from __future__ import annotations

from importlib import metadata
from types import TracebackType
from typing import Self

from bulletin.engines.gtts.answers import looks_like_page, sound_of
from bulletin.engines.gtts.online import ATTEMPTS, Line
from bulletin.engines.protocol import Listen, VoiceStatus
from bulletin.errors import ConfigurationError, EngineError, InputError, ServiceAnswerError, first_words
from bulletin.schema.clip import Heard, Speech
from bulletin.schema.manner import NATURAL, Manner

LIMIT = 100
"""Characters gTTS sends in one request; longer text it would cut by itself, in mid-phrase."""

PARALLEL = 4
"""Google blocks who hammers it."""

TRIES = 3
"""How often a request is sent whose answer is not proper sound."""

SILENT = 0.003
"""A peak below this is silence: −50 dB."""

SHORTEST_SECONDS_A_LETTER = 0.02
"""Speech faster than this is not the text: 50 characters a second."""


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
        """A session with kept connections; nothing is sent yet."""
        return GttsSession(self.check(voice, manner), listen, parallel or PARALLEL, patient=patient)


class GttsSession:
    """Asks Google's service piece by piece and judges every answer. At most `parallel` requests at once."""

    def __init__(self, voice: str, listen: Listen, parallel: int, *, patient: bool = True) -> None:
        from gtts import gTTS

        self.parallel = parallel
        self._gtts = gTTS
        self._voice = voice
        self._listen = listen
        self._tries = TRIES if patient else 1
        self._line = Line(dict(gTTS.GOOGLE_TTS_HEADERS), attempts=ATTEMPTS if patient else 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._line.close()

    def speak(self, text: str) -> Speech:
        """The MP3 of `text`, which decodes whole and is not silence."""
        bodies = self._gtts(
            text=text,
            lang=self._voice,
            lang_check=False,
            # Its own preparations add spaces after ? and !, and could make a piece too long.
            pre_processor_funcs=[],
        ).get_bodies()
        if len(bodies) != 1:
            raise EngineError(
                f"gTTS would cut a piece of {len(text)} characters into {len(bodies)}.",
                error_id="engine.pieces",
                source=first_words(text, 60),
                remedy="Please report this sentence; it shows a fault in bulletin.",
            )
        fault = ""
        for _ in range(self._tries):
            answer = self._line.post(bodies[0])
            sound = sound_of(answer)
            if sound is None:
                fault = _no_sound(answer)
                continue
            try:
                heard = self._listen(sound)
            except InputError as error:
                fault = f"sound that cannot be decoded ({error.what.rstrip('.')})"
                continue
            fault = _misheard(text, heard)
            if not fault:
                return Speech(sound=sound, encoding="mp3", rate=heard.rate, length=heard.length)
        raise ServiceAnswerError(
            f"the speech service answered {self._tries} times, but with {fault}.",
            error_id="svc.no_audio",
            source=first_words(text, 60),
            remedy="Run the same command again; if it stays so, reword the sentence or add --voice espeak.",
        )


def _no_sound(answer: bytes) -> str:
    if looks_like_page(answer):
        return f"a web page of {len(answer) / 1000:.0f} kB instead of sound"
    return f"no sound ({len(answer):,} bytes)"


def _misheard(text: str, heard: Heard) -> str:
    """What is wrong with the sound, or an empty string."""
    if heard.length <= 0:
        return "sound of no length"
    if heard.peak < SILENT:
        return "silence"
    seconds = heard.length / heard.rate
    if seconds < SHORTEST_SECONDS_A_LETTER * len(text):
        return f"{seconds:.1f} s of sound for {len(text)} characters"
    return ""
