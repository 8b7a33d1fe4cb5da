"""`bulletin check`: audit finished episodes."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from bulletin.apps.cli.paths import PATH
from bulletin.apps.cli.terminal import is_plain, marked, show, shows_signs

if TYPE_CHECKING:
    from bulletin.schema.audit import Finding

BAD = 65
ORDER = {False: 0, None: 1, True: 2}


@click.command("check")
@click.argument("files", type=PATH, nargs=-1, required=True, metavar="EPISODE...")
@click.option(
    "--plot", type=PATH, metavar="OUT.png", help="Draw waveform, loudness, peaks and chapters into this file."
)
@click.option("--faults", "faults_only", is_flag=True, help="Print only what is wrong, and the verdict.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object with every check; a line each.")
def command(files: tuple[str, ...], plot: str | None, faults_only: bool, as_json: bool) -> int:
    """Decode each EPISODE whole and compare what is there with what is claimed.

    EPISODE is a sound file, its .episode.json, or what both names begin with. A line for each check: what was
    found, and for a fault what mends it; faults come first. What nothing claims, or what cannot be compared here, is unknown and no
    fault. Several are checked one after another, whatever is found. Ends with 0 if all is as claimed, with 65 if
    not.

    \b
    Examples:
      bulletin check output/news.mp3
      bulletin check output/news --plot news.png
      bulletin check output/*.mp3 --faults
    """
    if plot is not None and len(files) > 1:
        raise click.UsageError("--plot draws one episode; name one.")
    style = _Style(
        several=len(files) > 1,
        faults_only=faults_only,
        as_json=as_json,
        words=not shows_signs(sys.stdout),
    )
    codes = [_audit(file, plot, style) for file in files]
    if style.several and not as_json:
        bad = sum(code != 0 for code in codes)
        show(f"{len(files)} episodes: {f'{bad} not as claimed' if bad else 'all as claimed'}")
    return BAD if BAD in codes else max(codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """How findings are printed."""

    several: bool
    faults_only: bool
    as_json: bool
    words: bool


def _audit(file: str, plot: str | None, style: _Style) -> int:
    """Audit one episode and print the findings; returns its exit code."""
    from pathlib import Path

    from bulletin.errors import BulletinError
    from bulletin.production.audit.run import audit_episode

    try:
        audit = audit_episode(Path(file))
    except BulletinError as error:
        if not style.several:
            raise
        # The others are audited all the same.
        from bulletin.apps.cli.exits import print_error

        sys.stdout.flush()
        print_error(error)
        return error.code
    report = audit.report
    if plot is not None:
        from bulletin.production.audit.plot import plot_to

        plot_to(Path(plot), audit)
    if style.as_json:
        from bulletin.schema.documents import audit_document

        show(json.dumps(audit_document(report), ensure_ascii=False))
    else:
        findings = report.faults if style.faults_only else report.findings
        unknown = [finding.name for finding in report.findings if finding.ok is None]
        verdict = _verdict(len(report.faults), unknown, named=style.faults_only)
        if style.several:
            verdict = f"{file}: {verdict}"
        if is_plain():
            # Who listens need not wait for it until all the rest was said.
            show(verdict)
        elif style.several and findings:
            show(f"{file}:")
        # Faults first, plainly then what is unknown: who listens need not hear all that is right before.
        order = ORDER if is_plain() else {**ORDER, None: ORDER[True]}
        for finding in sorted(findings, key=lambda finding: order[finding.ok]):
            _print(finding, words=style.words)
        if not is_plain():
            show(verdict)
        if plot is not None:
            show(plot)
    return BAD if report.faults else 0


def _print(finding: Finding, *, words: bool) -> None:
    line = marked(finding.ok, f"{finding.name}: {finding.what}", words=words)
    spaced = "".join(letter if letter.isprintable() or letter in "\u200c\u200d" else " " for letter in line)
    show(" ".join(spaced.split()))
    if finding.remedy:
        show(f"  next: {finding.remedy}")


def _verdict(faults: int, unknown: list[str], *, named: bool) -> str:
    """The last line; `named` where what is unknown is not listed above it."""
    verdict = f"{faults} fault{'' if faults == 1 else 's'}" if faults else "all is as claimed"
    names = f" ({', '.join(unknown)})" if named else ""
    return verdict + (f"; {len(unknown)} unknown{names}" if unknown else "")
