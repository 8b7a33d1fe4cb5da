"""The piper engine: neural Hindi voices from files on this machine, offline."""

from __future__ import annotations

import difflib
import os
from functools import cache
from importlib import metadata
from pathlib import Path

from bulletin.engines.neural.files import digest_of
from bulletin.engines.piper import catalogue
from bulletin.engines.piper.catalogue import KNOWN, OTHERS, Voice
from bulletin.engines.piper.session import PIPER, PiperSession
from bulletin.engines.protocol import Listen, VoiceStatus
from bulletin.errors import BulletinError, ConfigurationError, EngineError
from bulletin.schema.manner import NATURAL, Manner

NOTATION = 1
"""Grows when a request's text or parameters change in a way that changes the sound."""

LIMIT = 400
"""Characters in one request, some 27 seconds of speech: the memory that a voice takes grows with the length."""

MOST_WORKERS = 4
"""Each holds the whole voice in memory."""


class PiperEngine:
    """piper's neural voices: offline, and heavier on the machine than espeak-ng."""

    name = "piper"
    title = "piper, neural, offline"
    limit: int | None = LIMIT

    def __init__(self) -> None:
        self.default_voice = catalogue.default_name()

    def version(self, voice: str) -> str:
        """The versions of piper and of our requests, and the SHA-256 of the voice's two files.

        Raises EngineError (69) if the voice is not there.
        """
        found = _installed(voice)
        files = (found.model, found.settings)
        if missing := next((path for path in files if not path.is_file()), None):
            raise _gone(voice, missing)
        digests = [digest_of(path) for path in files]
        return "/".join([_package() or "none", str(NOTATION), *digests])

    def voices(self) -> tuple[VoiceStatus, ...]:
        """The voices on the disk, then the known Hindi ones that are not."""
        found = catalogue.installed()
        names = {voice.name for voice in found}
        return (
            *(self._status(voice) for voice in found),
            *(self._missing(name) for name in KNOWN if name not in names),
        )

    def check(self, voice: str, manner: Manner = NATURAL) -> str:
        """The name of an installed voice that can speak.

        Raises ConfigurationError (78) for a voice that is not known, one of another language, or a pitch;
        EngineError (69) where the package or the voice is not installed or is damaged.
        """
        if manner.pitch != 0.0:
            raise ConfigurationError(
                "piper's voices have one pitch.",
                error_id="voice.manner",
                source="--pitch",
                remedy="Leave --pitch out, or choose a voice that has it: --voice espeak",
            )
        voice = voice or self.default_voice
        found = catalogue.find(voice)
        if found is None and voice not in KNOWN:
            raise _unknown(voice)
        if _package() is None:
            raise EngineError(
                "piper is not installed.",
                error_id="engine.missing",
                source=f"Python package {PIPER.package}",
                remedy=f"Install it: {PIPER.install}",
            )
        found = _installed(voice)
        if not found.fault and not found.hindi:
            raise ConfigurationError(
                f'the voice "{voice}" speaks another language ({found.language}), not Hindi.',
                error_id="voice.language",
                source=str(found.settings),
                remedy="Choose a Hindi voice: bulletin voices",
            )
        fault = found.fault
        if not fault and (name := catalogue.changed(found)):
            fault = f"{name} is not as it was installed"
        if fault:
            raise EngineError(
                f"the voice is damaged: {fault}.",
                error_id="voice.damaged",
                source=str(found.model),
                remedy=catalogue.mending(voice),
            )
        return voice

    def open(
        self,
        voice: str,
        listen: Listen,  # noqa: ARG002  (its sound needs no decoding)
        *,
        manner: Manner = NATURAL,
        parallel: int | None = None,
        patient: bool = True,  # noqa: ARG002  (it needs no patience)
    ) -> PiperSession:
        """Workers that speak with `voice`, at most one a core. The first has loaded it when this returns.

        Raises EngineError (69) if piper or the voice cannot be loaded.
        """
        found = _installed(self.check(voice, manner))
        session = PiperSession(found, manner, max(1, min(parallel or MOST_WORKERS, os.cpu_count() or 1)))
        try:
            session.load()
        except BaseException:
            session.close()
            raise
        return session

    def _status(self, voice: Voice) -> VoiceStatus:
        remedy = ""
        if voice.fault:
            remedy = f"{voice.fault}. {catalogue.mending(voice.name)}"
        elif not voice.hindi:
            remedy = f"it speaks another language ({voice.language}), not Hindi"
        elif _package() is None:
            remedy = f"Install piper: {PIPER.install}"
        title = KNOWN.get(voice.name, OTHERS if voice.hindi else "neural, offline")
        return VoiceStatus(engine=self.name, name=voice.name, title=title, works=not remedy, remedy=remedy)

    def _missing(self, name: str) -> VoiceStatus:
        command = f"bulletin voices install {name}"
        if _package() is None:
            command = f"{PIPER.install} && {command}"
        return VoiceStatus(
            engine=self.name, name=name, title=KNOWN[name], works=False, remedy=f"Install it: {command}"
        )


def _installed(name: str) -> Voice:
    voice = catalogue.find(name)
    if voice is None:
        raise _gone(name, catalogue.voices_folder() / f"{name}.onnx")
    return voice


def _gone(name: str, path: Path) -> EngineError:
    return EngineError(
        f'the voice "{name}" is not installed.',
        error_id="voice.missing",
        source=str(path),
        remedy=f"Install it: bulletin voices install {name}",
    )


def _unknown(name: str) -> BulletinError:
    names = [*(voice.name for voice in catalogue.installed()), *KNOWN]
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
    meant = f'Did you mean "{close[0]}"? ' if close else ""
    return ConfigurationError(
        f'piper has no voice "{name}" here.',
        error_id="voice.name",
        source=f"--voice piper:{name}",
        remedy=f"{meant}See: bulletin voices",
    )


@cache
def _package() -> str | None:
    """The version of the piper-tts package, or None where it is not installed. Nothing is imported."""
    try:
        return metadata.version(PIPER.package)
    except metadata.PackageNotFoundError:
        return None
