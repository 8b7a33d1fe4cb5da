"""`bulletin check`: is a finished file what it claims to be."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bulletin.apps.cli.terminal import marked, shows_signs

if TYPE_CHECKING:
    from bulletin.schema.check import Check

BAD = 65


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="EPISODE...")
@click.option("--plot", metavar="OUT.png", help="Draw waveform, loudness, peaks and chapters into this file.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object with every check, a line for each EPISODE."
)
@click.option("--plain", is_flag=True, help="Words in place of signs, for screen readers and logs.")
def command(files: tuple[str, ...], plot: str | None, as_json: bool, plain: bool) -> int:
    """Decode each EPISODE whole and compare what is there with what is claimed.

    EPISODE is a sound file, its .episode.json, or what both names begin with. A line for each check: what was
    found, and for a fault what mends it. What nothing claims is told, and is no fault. Ends with 0 if all is as
    claimed, with 65 if not.

    \b
    Examples:
      bulletin check output/news.mp3
      bulletin check output/news --plot news.png
    """
    if plot is not None and len(files) != 1:
        raise click.UsageError(f"--plot draws one episode, and {len(files)} were given.")
    words = plain or not shows_signs(sys.stdout)
    good = [_good(Path(file), plot, named=len(files) > 1, as_json=as_json, words=words) for file in files]
    return 0 if all(good) else BAD


def _good(path: Path, plot: str | None, *, named: bool, as_json: bool, words: bool) -> bool:
    """Check one episode and tell what was found; returns whether all is as claimed."""
    from bulletin.production.checking import examine

    examined = examine(path)
    checked = examined.checked
    if plot is not None:
        from bulletin.production.plotting import plot_to

        plot_to(Path(plot), examined)
    if as_json:
        from bulletin.schema.documents import check_document

        click.echo(json.dumps(check_document(checked), ensure_ascii=False))
    else:
        if named:
            click.echo(f"{path}:")
        for check in checked.checks:
            _tell(check, words=words)
        _sum_up(len(checked.faults), sum(check.ok is None for check in checked.checks))
        if plot is not None:
            click.echo(plot)
    return not checked.faults


def _tell(check: Check, *, words: bool) -> None:
    line = marked(check.ok, f"{check.name}: {check.what}", words=words)
    click.echo(
        "".join(letter if letter.isprintable() or letter in "\u200c\u200d" else " " for letter in line)
    )
    if check.remedy:
        click.echo(f"  next: {check.remedy}")


def _sum_up(faults: int, unknown: int) -> None:
    told = "all is as it is claimed" if not faults else f"{faults} fault{'' if faults == 1 else 's'}"
    silent = f"; nothing is claimed of {unknown} thing{'' if unknown == 1 else 's'}" if unknown else ""
    click.echo(f"{told}{silent}")
