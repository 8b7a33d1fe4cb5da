"""Lexicons: a newsroom's word lists from the disk → one rule. The station's first, the bulletin's own last: later wins."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from bulletin import __version__
from bulletin.errors import ConfigurationError
from bulletin.language.hindi.rule import Rule
from bulletin.language.lexicon import Entry, Fault, Lexicon, read_entries
from bulletin.production.setup.texts import read_config

STATION = "BULLETIN_LEXICON"
"""The environment variable that names the station's lexicon, or several, parted as in PATH."""


def lexicon_rule(files: Sequence[Path] = ()) -> Rule | None:
    """The rule of the station's lexicons and of `files`; None if there are none.

    Raises ConfigurationError (78) naming file, line and mend of the first fault, MissingInputError (66).
    """
    layers = [entries_of(path) for path in latest((*station_lexicons(), *files))]
    if not layers:
        return None
    return Lexicon(layers).rule()


def station_lexicons() -> tuple[Path, ...]:
    """The station-wide lexicon files that the environment names."""
    named = os.environ.get(STATION, "").split(os.pathsep)
    return tuple(Path(name).expanduser() for name in named if name.strip())


def lexicon_version(files: Sequence[Path] = ()) -> str:
    """This program's version, and name and hash of each lexicon of the newsroom, for the tags."""
    import hashlib  # with OpenSSL, for tags only

    versions = [f"bulletin {__version__}"]
    for path in latest((*station_lexicons(), *files)):
        with contextlib.suppress(OSError):
            versions.append(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()[:16]}")
    return ", ".join(versions)


def latest(files: Sequence[Path]) -> list[Path]:
    """The files, each once and where it stands last: there its entries win."""
    found = {file.resolve(): file for file in reversed(files)}
    return [*reversed(found.values())]


def entries_of(path: Path) -> tuple[Entry, ...]:
    """The entries of a lexicon file. Raises as `lexicon_rule` does."""
    entries, faults = read_lexicon(path)
    errors = [fault for fault in faults if fault.error]
    if errors:
        first = errors[0]
        more = f" ({len(errors) - 1:,} more lines are wrong)" if len(errors) > 1 else ""
        raise ConfigurationError(
            f"{first.what}{more}",
            error_id="lexicon.line",
            source=f"{path} line {first.line}",
            remedy=f"{first.remedy} — see all: bulletin lexicon check {path}",
        )
    return entries


def read_lexicon(path: Path) -> tuple[tuple[Entry, ...], tuple[Fault, ...]]:
    """The entries of a lexicon file, and everything that is wrong in it.

    Raises MissingInputError (66) if it is missing, ConfigurationError (78) if it is no text.
    """
    return read_entries(read_config(path, "lexicon.encoding"))
