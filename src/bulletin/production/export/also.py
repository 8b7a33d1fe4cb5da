"""Also: packages that a bulletin is exported as, as soon as its files are finished."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from bulletin.errors import ConfigurationError
from bulletin.production.events import AlsoMade

SOUND = {"epub3": ("mp3", "m4a"), "daisy202": ("mp3",), "m3u": ("mp3",)}
"""The formats of sound that each package takes, the first one first."""


def check_also(packages: Sequence[str], forms: Collection[str]) -> None:
    """Check, before anything is spoken, that each package gets sound that it takes. Raises ConfigurationError (78)."""
    for package in packages:
        if not {*SOUND[package]} & {*forms}:
            raise ConfigurationError(
                f"{package} takes sound as {' or '.join(SOUND[package])}, and this bulletin will be {', '.join(forms)}.",
                error_id="export.format",
                source=f"--also {package}",
                remedy=f"Make {SOUND[package][0]} as well: --format {SOUND[package][0]}"
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
