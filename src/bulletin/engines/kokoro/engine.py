"""The Kokoro engine: four neural Hindi voices from one model on this machine, offline."""

from __future__ import annotations

from functools import cache
from importlib import metadata, util

from bulletin.engines.kokoro import catalogue
from bulletin.engines.kokoro.catalogue import STYLES
from bulletin.engines.kokoro.session import KOKORO, KokoroSession
from bulletin.engines.neural.files import digest_of
from bulletin.engines.protocol import Listen, VoiceStatus
from bulletin.errors import ConfigurationError, EngineError
from bulletin.schema.manner import NATURAL, Manner

NOTATION = 1
"""Grows when a request's phonemes or parameters change in a way that changes the sound."""

LIMIT = 250
"""Characters in one request. The model takes 510 phonemes and marks; news has 1.5 a character, no long
sentence more than 1.7."""


class KokoroEngine:
    """Kokoro-82M: offline, and as natural as the online voice."""

    name = "kokoro"
    title = "Kokoro, neural, offline"
    limit: int | None = LIMIT

    def __init__(self) -> None:
        self.default_voice = catalogue.default_name()

    def version(self, voice: str) -> str:
        """The versions of what runs it and of our requests, and the SHA-256 of the model and the style.

        Raises EngineError (69) if the voice is not there.
        """
        files = (catalogue.model_file(), catalogue.style_file(voice))
        if not all(path.is_file() for path in files):
            raise _gone(voice)
        digests = [digest_of(path) for path in files]
        return "/".join(
            [
                _package(KOKORO.package) or "none",
                _package("espeakng-loader") or "none",
                str(NOTATION),
                *digests,
            ]
        )

    def voices(self) -> tuple[VoiceStatus, ...]:
        """The four voices, installed or not."""
        return tuple(self._status(name) for name in STYLES)

    def check(self, voice: str, manner: Manner = NATURAL) -> str:
        """The name of an installed voice that can speak.

        Raises ConfigurationError (78) for a voice that is not known or a pitch; EngineError (69) where the package
        or the voice is not installed or is damaged.
        """
        if manner.pitch != 0.0:
            raise ConfigurationError(
                "Kokoro's voices have one pitch.",
                error_id="voice.manner",
                source="--pitch",
                remedy="Leave --pitch out, or choose a voice that has it: --voice espeak",
            )
        voice = voice or self.default_voice
        if voice not in STYLES:
            raise ConfigurationError(
                f'Kokoro has no Hindi voice "{voice}".',
                error_id="voice.name",
                source=f"--voice kokoro:{voice}",
                remedy=f"It has: {', '.join(STYLES)}. See: bulletin voices",
            )
        if not _runs():
            raise EngineError(
                "what runs Kokoro is not installed.",
                error_id="engine.missing",
                source=f"Python package {KOKORO.package}",
                remedy=f"Install it: {KOKORO.install}",
            )
        if not catalogue.present():
            raise _gone(voice)
        fault = catalogue.fault_of(voice)
        if not fault and (name := catalogue.changed(voice)):
            fault = f"{name} is not as it was installed"
        if fault:
            raise EngineError(
                f"the voice is damaged: {fault}.",
                error_id="voice.damaged",
                source=str(catalogue.model_file()),
                remedy=f"Install it again: {catalogue.NEEDED}",
            )
        return voice

    def open(
        self,
        voice: str,
        listen: Listen,  # noqa: ARG002  (its sound needs no decoding)
        *,
        manner: Manner = NATURAL,
        parallel: int | None = None,  # noqa: ARG002  (one request at a time keeps every core busy)
        patient: bool = True,  # noqa: ARG002  (it needs no patience)
    ) -> KokoroSession:
        """A worker that speaks with `voice`, and has loaded it when this returns.

        Raises EngineError (69) if the model cannot be loaded.
        """
        session = KokoroSession(self.check(voice, manner), manner)
        try:
            session.load()
        except BaseException:
            session.close()
            raise
        return session

    def _status(self, name: str) -> VoiceStatus:
        remedy = ""
        if not _runs():
            remedy = f"Install it: {KOKORO.install}"
            if not catalogue.present():
                remedy += f" && {catalogue.NEEDED}"
        elif not catalogue.present():
            remedy = f"Install it: {catalogue.NEEDED}"
        elif fault := catalogue.fault_of(name):
            remedy = f"{fault}. Install it again: {catalogue.NEEDED}"
        return VoiceStatus(engine=self.name, name=name, title=STYLES[name], works=not remedy, remedy=remedy)


def _gone(voice: str) -> EngineError:
    return EngineError(
        f'the voice "{voice}" is not installed.',
        error_id="voice.missing",
        source=str(catalogue.model_file()),
        remedy=f"Install it: {catalogue.NEEDED}",
    )


@cache
def _runs() -> bool:
    """Whether the package is installed. Nothing is imported."""
    return _package(KOKORO.package) is not None and util.find_spec("onnxruntime") is not None


@cache
def _package(name: str) -> str | None:
    """The version of a package, or None where it is not installed."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
