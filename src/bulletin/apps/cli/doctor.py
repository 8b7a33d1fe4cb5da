"""`bulletin doctor`: what works on this machine, and how to mend what does not."""

from __future__ import annotations

import click

from bulletin.apps.cli.terminal import show


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def command(as_json: bool) -> int:
    """Try each part on this machine: voices, sound, folders, network. One line each, with the remedy.

    Ends with 0 if a bulletin can be made here, else with 69.
    """
    import json

    from bulletin.production.doctor import diagnose

    diagnoses = []
    for diagnosis in diagnose():
        diagnoses.append(diagnosis)
        if not as_json:
            state = "ok" if diagnosis.works else "missing" if diagnosis.needed else "not here"
            show(f"{diagnosis.part}: {state}, {diagnosis.what}")
            if diagnosis.remedy:
                show(f"  remedy: {diagnosis.remedy}")
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
        show("A bulletin can be made here." if works else "A bulletin cannot be made here yet; see above.")
    return 0 if works else 69
