"""Also: packages that a bulletin is exported as, as soon as its files are finished."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from bulletin.errors import ConfigurationError
from bulletin.production.events import AlsoMade
from bulletin.schema.formats import BOOKS


def check_also(packages: Sequence[str], forms: Collection[str]) -> None:
    """Check, before anything is spoken, that each package gets sound that it takes. Raises ConfigurationError (78)."""
    for package in packages:
        if not {*BOOKS[package]} & {*forms}:
            raise ConfigurationError(
                f"{package} takes sound as {' or '.join(BOOKS[package])}, and this bulletin will be {', '.join(forms)}.",
                error_id="export.format",
                source=f"--also {package}",
                remedy=f"Make {BOOKS[package][0]} as well: --format {BOOKS[package][0]}"
                + "".join(f" --format {form}" for form in forms),
            )


def also_made(packages: Sequence[str], record: Path) -> Iterator[AlsoMade]:
    """Export the episode of a record as each of these, beside it. Raises as `exporting.export`."""
    if not packages:
        return
    from bulletin.production.export.exporting import export

    for package in packages:
        for made in export([record], package):
            yield AlsoMade(made.path)
