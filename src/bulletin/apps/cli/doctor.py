"""`bulletin doctor`: what works on this machine, and how to mend what does not."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bulletin.apps.cli.terminal import is_lively, is_plain, show

if TYPE_CHECKING:
    from bulletin.production.doctor import Diagnosis


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def command(as_json: bool) -> int:
    """Try each part on this machine: voices, sound, folders, network. One line each, with the remedy.

    On a terminal each is told as it was tried, elsewhere and plainly what does not work comes first.

    Ends with 0 if a bulletin can be made here, else with 69.
    """
    import json

    from bulletin.production.doctor import diagnose

    at_once = is_lively(sys.stdout) and not as_json
    diagnoses = []
    for diagnosis in diagnose():
        diagnoses.append(diagnosis)
        if at_once:
            _print(diagnosis)
    works = all(diagnosis.works for diagnosis in diagnoses if diagnosis.needed)
    if as_json:
        rows = [
            {
                "part": diagnosis.part,
                "works": diagnosis.works,
                "needed": diagnosis.needed,
                "what": diagnosis.what,
                "remedy": diagnosis.remedy,
            }
            for diagnosis in diagnoses
        ]
        document = {"schema": "bulletin.doctor/1", "works": works, "parts": rows}
        show(json.dumps(document, ensure_ascii=False))
    else:
        verdict = "A bulletin can be made here" if works else "A bulletin cannot be made here yet"
        if is_plain():
            broken = sum(not diagnosis.works for diagnosis in diagnoses)
            show(f"{verdict}; {broken} of {len(diagnoses)} parts do not work.")
        if not at_once:
            for diagnosis in sorted(diagnoses, key=lambda each: (each.works, not each.needed)):
                _print(diagnosis)
        if not is_plain():
            show(f"{verdict}." if works else f"{verdict}; see above.")
    return 0 if works else 69


def _print(diagnosis: Diagnosis) -> None:
    state = "ok" if diagnosis.works else "missing" if diagnosis.needed else "not here"
    show(f"{diagnosis.part}: {state}, {diagnosis.what}")
    if diagnosis.remedy:
        show(f"  remedy: {diagnosis.remedy}")
