"""Installation: where the espeakng-loader wheel has espeak-ng's library, its data and its voices."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import util
from pathlib import Path

from bulletin.errors import EngineError

LANGUAGE = "inc/hi"
"""The Hindi voice by its file: selecting it by language ("hi") takes sixty times as long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """What the wheel contains."""

    library: Path
    data: Path
    variants: tuple[str, ...]


@cache
def installed() -> Installed:
    """What is installed. Raises EngineError (69) if espeak-ng or a part of it is missing."""
    # Looking for the package is faster than importing it.
    found = util.find_spec("espeakng_loader")
    if found is None or found.origin is None:
        raise missing()
    folder = Path(found.origin).parent
    data = folder / "espeak-ng-data"
    names = ("libespeak-ng.so", "libespeak-ng.dylib", "espeak-ng.dll", "libespeak-ng.dll")
    library = next((folder / name for name in names if (folder / name).exists()), None)
    if library is None or not (data / "lang" / LANGUAGE).exists():
        raise EngineError(
            f"espeak-ng's {'library' if library is None else 'Hindi voice'} is missing from its package.",
            error_id="engine.missing",
            source=str(folder),
            remedy="Install it again: pip install --force-reinstall espeakng-loader",
        )
    try:
        variants = tuple(sorted(entry.name for entry in (data / "voices" / "!v").iterdir()))
    except OSError:
        variants = ()
    return Installed(library=library, data=data, variants=variants)


def missing() -> EngineError:
    """espeak-ng is not installed."""
    return EngineError(
        "espeak-ng is not installed.",
        error_id="engine.missing",
        source="Python package espeakng-loader",
        remedy="Install it: pip install espeakng-loader",
    )
