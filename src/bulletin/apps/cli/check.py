"""`bulletin check`: is a finished file what it claims to be."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bulletin.schema.check import Check

BAD = 65

SIGNS = {True: ("✓", "ok"), False: ("✗", "fault"), None: ("–", "unknown")}
"""How a check begins on a terminal, and where a screen reader or a program reads it."""


@click.command("check")
@click.argument("file", metavar="EPISODE")
@click.option("--plot", metavar="OUT.png", help="Draw waveform, loudness, peaks and chapters into this file.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object with every check.")
@click.option("--plain", is_flag=True, help="Words in place of signs, for screen readers and logs.")
def command(file: str, plot: str | None, as_json: bool, plain: bool) -> int:
    """Decode EPISODE whole and compare what is there with what is claimed.

    EPISODE is a sound file, its .episode.json, or what both names begin with. A line for each check: what was
    found, and for a fault what mends it. What nothing claims is told, and is no fault. Ends with 0 if all is as
    claimed, with 65 if not.

    \b
    Examples:
      bulletin check output/news.mp3
      bulletin check output/news --plot news.png
    """
    from pathlib import Path

    from bulletin.production.checking import examine

    examined = examine(Path(file))
    checked = examined.checked
    if plot is not None:
        from bulletin.production.plotting import plot_to

        plot_to(Path(plot), examined)
    if as_json:
        from bulletin.schema.documents import check_document

        click.echo(json.dumps(check_document(checked), ensure_ascii=False))
    else:
        words = plain or not _shows_signs()
        for check in checked.checks:
            _tell(check, words=words)
        _sum_up(len(checked.faults), sum(check.ok is None for check in checked.checks))
        if plot is not None:
            click.echo(plot)
    return BAD if checked.faults else 0


def _tell(check: Check, *, words: bool) -> None:
    sign = SIGNS[check.ok][1 if words else 0]
    line = f"{sign}: {check.name}: {check.what}" if words else f"{sign} {check.name}: {check.what}"
    click.echo(
        "".join(letter if letter.isprintable() or letter in "\u200c\u200d" else " " for letter in line)
    )
    if check.remedy:
        click.echo(f"  next: {check.remedy}")


def _sum_up(faults: int, unknown: int) -> None:
    told = "all is as it is claimed" if not faults else f"{faults} fault{'' if faults == 1 else 's'}"
    silent = f"; nothing is claimed of {unknown} thing{'' if unknown == 1 else 's'}" if unknown else ""
    click.echo(f"{told}{silent}")


def _shows_signs() -> bool:
    """Whether signs may stand for words: on a terminal that can show them, where nobody asked for words."""
    if os.environ.get("NO_COLOR") or os.environ.get("ACCESSIBLE"):
        return False
    encoding = (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "")
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and encoding == "utf8"
