"""The gTTS engine: Google Translate's Hindi voice, online."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING

from bulletin.engines.protocol import Listen, VoiceStatus
from bulletin.errors import ConfigurationError
from bulletin.schema.manner import NATURAL, Manner

if TYPE_CHECKING:
    from bulletin.engines.gtts.session import GttsSession

LIMIT = 100
"""Characters gTTS sends in one request; longer text it would cut by itself, in mid-phrase."""


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
        """A session with kept connections; nothing is sent yet. `parallel` is limited to 1 … 16.

        Raises ConfigurationError (78) if BULLETIN_GTTS_SECONDS, the time limit for the run, is not a number.
        """
        # Imported here: a run may ask for the version of this voice, and speak with another.
        from bulletin.engines.gtts.session import PARALLEL, GttsSession

        most = PARALLEL if parallel is None else parallel
        return GttsSession(self.check(voice, manner), listen, most, patient=patient)
