"""Registry: engines by name, found by the entry points `bulletin.engines`, ours and those of other packages."""

from __future__ import annotations

import sys
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points

from bulletin.engines.protocol import Engine
from bulletin.errors import ConfigurationError, EngineError

GROUP = "bulletin.engines"


def engine_names() -> tuple[str, ...]:
    """The names of all installed engines, sorted."""
    return tuple(sorted({entry.name for entry in _entries(tuple(sys.path))}))


def find_engine(name: str) -> Engine:
    """The engine of that name.

    Raises ConfigurationError (78) if none is installed, EngineError (69) if it is but cannot be loaded.
    """
    for entry in _entries(tuple(sys.path)):
        if entry.name == name:
            return _load(entry)
    import difflib

    close = difflib.get_close_matches(name, engine_names(), n=1)
    meant = f'Did you mean "{close[0]}"? ' if close else ""
    raise ConfigurationError(
        f'there is no voice engine "{name}".',
        error_id="voice.engine",
        source=f"--voice {name}",
        remedy=f"{meant}Installed: {', '.join(engine_names())}. See: bulletin voices",
    )


def find_engines() -> tuple[tuple[str, Engine | EngineError], ...]:
    """All installed engines by name; in place of one that cannot be loaded, the reason."""
    found: list[tuple[str, Engine | EngineError]] = []
    for name in engine_names():
        try:
            found.append((name, find_engine(name)))
        except EngineError as error:
            found.append((name, error))
    return tuple(found)


@lru_cache(maxsize=1)
def _entries(path: tuple[str, ...]) -> tuple[EntryPoint, ...]:  # noqa: ARG001  (what is found depends on it)
    """Ours and others' engines. Every package on the path is looked into, so it is done once for each path."""
    return tuple(entry_points(group=GROUP))


def _load(entry: EntryPoint) -> Engine:
    try:
        engine = entry.load()()
        if not isinstance(engine, Engine):
            raise TypeError(f"{entry.value} is not an engine")  # noqa: TRY301  (reported like any other failure to load)
    except (Exception, SystemExit) as error:  # a plug-in may fail in any way, and must not end the run
        raise EngineError(
            f'the voice engine "{entry.name}" cannot be loaded: {type(error).__name__}: {error}.',
            error_id="engine.load",
            source=f"{entry.value}",
            remedy="Update or remove the package it comes from, or choose another voice: bulletin voices",
        ) from error
    return engine
