"""Lists: a text file of sources, one a line; empty lines and those that begin with # are passed over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bulletin.errors import MissingInputError
from bulletin.production.episode.identity import is_address


def sources_in(path: Path) -> Iterator[str]:
    """The sources that a list names: addresses as they stand, files beside the list. Raises MissingInputError (66)."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as lines:
            for line in lines:
                source = line.strip()
                if source and not source.startswith("#"):
                    yield source if is_address(source) else str(path.parent / Path(source).expanduser())
    except (OSError, ValueError) as error:
        raise MissingInputError(
            f"the list cannot be read: {getattr(error, 'strerror', None) or error}.",
            error_id="list.unreadable",
            source=str(path),
            remedy="Name a text file with an address or a file on each line.",
        ) from None
