"""Bringing: files that a person has → the voices in them, checked before any is copied."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bulletin.engines.kokoro import catalogue as kokoro
from bulletin.engines.neural.onnx import fault_of_model, inputs_of_model
from bulletin.engines.piper import catalogue as piper
from bulletin.engines.piper.settings import language_and_fault
from bulletin.errors import ConfigurationError, InputError, MissingInputError

_MODELS = (kokoro.MODEL, "kokoro-v1.0.int8.onnx", "kokoro-v1.0.onnx", "model.onnx")
"""Names of Kokoro's model in public collections; the first of them that is there is taken."""

_FOLDERS = ("", "onnx", "voices")
"""Where in a folder the public collections have their files."""

_ENDINGS = (".onnx", ".bin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A voice, or all of Kokoro's, in files of a person's."""

    voice: str
    """As in `--voice`."""
    name: str
    """Of its lock."""
    folder: Path
    """Where it goes."""
    files: tuple[tuple[Path, str], ...]
    """Each file and its name in that folder; the model last."""
    kept: tuple[Path, ...]
    """The files of the voice in that folder, of which those that are there get checksums."""

    @property
    def model(self) -> Path:
        """The model in that folder."""
        return self.kept[-1]

    @property
    def sums(self) -> Path:
        """Where the checksums go."""
        return kokoro.sums_file() if self.name == "kokoro" else self.model.with_suffix(".sha256")


def brought(path: str) -> tuple[Brought, ...]:
    """The voices in a file or a folder; none if `path` does not look like one.

    Raises MissingInputError (66) if there is no such file or one that belongs to it is missing, InputError (65) if it is
    no voice or is damaged, ConfigurationError (78) if it speaks another language.
    """
    if not path:
        return ()
    place = Path(path).expanduser()
    if not _exists(place):
        if place.name == path and place.suffix not in _ENDINGS:
            return ()
        raise MissingInputError(
            "there is no such file or folder.",
            error_id="voice.file",
            source=path,
            remedy="Give a file or folder that is there, or a name: bulletin voices",
        )
    files = _within(place) if place.is_dir() else [place]
    models = [file for file in files if file.suffix == ".onnx"]
    found = [_piper(file) for file in models if file.with_name(f"{file.name}.json").exists()]
    ours = [file for file in models if {"style", "speed"} <= inputs_of_model(file)]
    styles = [file for file in files if file.suffix == ".bin" and file.stem in kokoro.STYLES]
    if ours or styles:
        found.append(_kokoro(place, ours, styles))
    if not found:
        raise InputError(
            "there is no voice in it: neither a piper voice (NAME.onnx and NAME.onnx.json) nor Kokoro's model with"
            " its styles (such as hf_alpha.bin).",
            error_id="voice.file",
            source=path,
            remedy="Put the voice's files in one folder and run: bulletin voices install FOLDER",
        )
    return tuple(found)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # no name of a file at all
        return False


def _within(folder: Path) -> list[Path]:
    places = [folder / name for name in _FOLDERS]
    return [path for place in places if place.is_dir() for path in sorted(place.iterdir()) if path.is_file()]


def _piper(model: Path) -> Brought:
    language, fault = language_and_fault(model)
    if fault := fault or fault_of_model(model):
        raise _damaged(model, fault)
    if language.partition("-")[0] != piper.LANGUAGE:
        raise ConfigurationError(
            f"this voice speaks another language ({language}), not Hindi.",
            error_id="voice.language",
            source=str(model),
            remedy="Choose a Hindi voice: bulletin voices",
        )
    folder = piper.voices_folder()
    settings = model.with_name(f"{model.name}.json")
    return Brought(
        voice=f"piper:{model.stem}",
        name=model.stem,
        folder=folder,
        files=((settings, settings.name), (model, model.name)),
        kept=(folder / settings.name, folder / model.name),
    )


def _kokoro(place: Path, models: Iterable[Path], styles: list[Path]) -> Brought:
    by_name = {model.name: model for model in models}
    model = next((by_name[name] for name in _MODELS if name in by_name), next(iter(by_name.values()), None))
    if model is None and not kokoro.model_file().exists():
        raise _incomplete(place, "Kokoro's model (model_quantized.onnx) is not with them")
    there = {name for name in kokoro.STYLES if kokoro.style_file(name).exists()}
    if not styles and not there:
        raise _incomplete(place, "none of its Hindi styles (such as hf_alpha.bin) is with it")
    if model is not None and (fault := fault_of_model(model)):
        raise _damaged(model, fault)
    for style in styles:
        if style.stat().st_size != kokoro.STYLE_BYTES:
            raise _damaged(style, f"it has {style.stat().st_size:,} bytes instead of {kokoro.STYLE_BYTES:,}")
    names = [style.stem for style in styles] or sorted(there)
    files = [(style, style.name) for style in styles]
    return Brought(
        voice=f"kokoro:{kokoro.DEFAULT if kokoro.DEFAULT in names else names[0]}",
        name="kokoro",
        folder=kokoro.folder(),
        files=(*files, *([(model, kokoro.MODEL)] if model is not None else [])),
        kept=(*map(kokoro.style_file, kokoro.STYLES), kokoro.model_file()),
    )


def _damaged(path: Path, fault: str) -> InputError:
    return InputError(
        f"it cannot be installed: {fault}.",
        error_id="voice.file",
        source=str(path),
        remedy="Fetch the file again, whole, and run the same command",
    )


def _incomplete(path: Path, what: str) -> MissingInputError:
    return MissingInputError(
        f"the voice is not complete: {what}.",
        error_id="voice.file",
        source=str(path),
        remedy="Put the model and the styles in one folder and run: bulletin voices install FOLDER",
    )
