"""Catalogue: Kokoro's files on this machine, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

from bulletin.engines.neural import files
from bulletin.engines.neural.onnx import fault_of_model

MODEL = "model_quantized.onnx"
"""The name of the model's file, whichever export it is."""

STYLES = {
    "hf_alpha": "Hindi, female, neural, offline",
    "hf_beta": "Hindi, female, neural, offline",
    "hm_omega": "Hindi, male, neural, offline",
    "hm_psi": "Hindi, male, neural, offline",
}
"""The Hindi voices, each a style of the one model, with a few words for a person."""

DEFAULT = "hf_alpha"

ROWS, WIDTH = 510, 256
"""A style has a row for each number of phonemes in a request, and the model takes 510 at most."""

STYLE_BYTES = ROWS * WIDTH * 4

NEEDED = "bulletin voices install kokoro"
"""The command that installs all of it."""


def folder() -> Path:
    """Where the model and its styles are kept."""
    return (files.chosen_folder() or files.data_folder()) / "kokoro"


def model_file() -> Path:
    """The model. Need not be there."""
    return folder() / MODEL


def style_file(name: str) -> Path:
    """The file of a style. Need not be there."""
    return folder() / f"{name}.bin"


def sums_file() -> Path:
    """The checksums of the files as they were installed, in the form of sha256sum. Need not be there."""
    return folder() / "kokoro.sha256"


def present() -> bool:
    """Whether anything of it is on this machine: its model or a style."""
    return any(path.exists() for path in (model_file(), *map(style_file, STYLES)))


def fault_of(name: str) -> str:
    """Why the voice `name` cannot speak, as far as can be seen without loading it; empty if nothing is wrong."""
    for path in (model_file(), style_file(name)):
        if not path.exists():
            return f"{path.name} is missing"
    style = style_file(name)
    try:
        size = style.stat().st_size
    except OSError as error:
        return f"{style.name} cannot be read: {error.strerror or error}"
    if size != STYLE_BYTES:
        return f"{style.name} has {size:,} bytes instead of {STYLE_BYTES:,}"
    return fault_of_model(model_file())


def changed(name: str) -> str:
    """Which file of the voice `name` has changed since it was installed; empty if none."""
    return files.changed((style_file(name), model_file()), sums_file())


def default_name() -> str:
    """The first voice that can speak, or the one to install."""
    return next((name for name in STYLES if not fault_of(name)), DEFAULT)
