"""Catalogue: the piper voices on this machine, what is wrong with them, and the Hindi voices known by name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from bulletin.engines.neural import files
from bulletin.engines.neural.onnx import fault_of_model
from bulletin.engines.piper.settings import language_and_fault

LANGUAGE = "hi"
DEFAULT = "hi_IN-pratham-medium"

KNOWN: dict[str, str] = {
    "hi_IN-pratham-medium": "Hindi, male, neural, offline",
    "hi_IN-priyamvada-medium": "Hindi, female, neural, offline",
    "hi_IN-rohan-medium": "Hindi, male, neural, offline",
}
"""The Hindi voices of the public collection, with a few words for a person."""

OTHERS = "Hindi, neural, offline"
"""The few words for any other voice."""

_NAME = re.compile(r"[^\s/\\:.][^\s/\\:]{0,99}")
"""What may be a voice's name: any file name, but no path and no hidden file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A voice on the disk: NAME.onnx, and NAME.onnx.json beside it."""

    name: str
    model: Path
    language: str
    """As its settings name it for espeak-ng: `hi`. Empty if they cannot be read."""
    fault: str
    """Why it cannot speak, as far as can be seen without loading it; empty if nothing is wrong."""

    @property
    def settings(self) -> Path:
        """The file beside the model with its settings."""
        return self.model.with_name(f"{self.model.name}.json")

    @property
    def sums(self) -> Path:
        """The checksums of both files as they were installed, in the form of sha256sum. Need not be there."""
        return self.model.with_name(f"{self.name}.sha256")

    @property
    def hindi(self) -> bool:
        """Whether it speaks Hindi."""
        return self.language.partition("-")[0] == LANGUAGE


def voices_folder() -> Path:
    """Where voices are kept: `BULLETIN_VOICES_DIR`, or a folder among the user's data."""
    return files.chosen_folder() or files.data_folder() / "piper"


def installed() -> tuple[Voice, ...]:
    """All voices in the folder by name, with what is wrong with them. Reads a few kilobytes of each."""
    try:
        models = sorted(path for path in voices_folder().iterdir() if path.suffix == ".onnx")
    except OSError:
        return ()
    return tuple(_look(model) for model in models if _NAME.fullmatch(model.stem))


def find(name: str) -> Voice | None:
    """The installed voice of that name."""
    if not _NAME.fullmatch(name):
        return None
    model = voices_folder() / f"{name}.onnx"
    return _look(model) if model.exists() else None


def default_name() -> str:
    """The first installed voice that speaks Hindi, or a known one that can be installed."""
    return next((voice.name for voice in installed() if voice.hindi and not voice.fault), DEFAULT)


def mending(name: str) -> str:
    """What to do where the voice `name` is damaged."""
    if name in KNOWN:
        return f"Install it again: bulletin voices install {name}"
    return f"Put {name}.onnx and {name}.onnx.json there again, or choose another voice: bulletin voices"


def changed(voice: Voice) -> str:
    """Which of its files has changed since it was installed; empty if none, or if no checksums were kept."""
    return files.changed((voice.model, voice.settings), voice.sums)


def _look(model: Path) -> Voice:
    language, fault = language_and_fault(model)
    return Voice(name=model.stem, model=model, language=language, fault=fault or fault_of_model(model))
