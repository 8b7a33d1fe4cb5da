"""`bulletin doctor`: what works on this machine, and how to mend what does not."""

from __future__ import annotations

import click


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def command(as_json: bool) -> int:
    """Try each part on this machine: voices, sound, folders, network. One line each, with the remedy.

    Ends with 0 if a bulletin can be made here, else with 69.
    """
    import json

    from bulletin.production.doctor import check_up

    findings = []
    for finding in check_up():
        findings.append(finding)
        if not as_json:
            state = "ok" if finding.works else "missing" if finding.needed else "not here"
            click.echo(f"{finding.part}: {state}, {finding.what}")
            if finding.remedy:
                click.echo(f"  remedy: {finding.remedy}")
    works = all(finding.works for finding in findings if finding.needed)
    if as_json:
        rows = [
            {
                "part": finding.part,
                "works": finding.works,
                "needed": finding.needed,
                "what": finding.what,
                "remedy": finding.remedy,
            }
            for finding in findings
        ]
        document = {"schema": "bulletin.doctor/1", "works": works, "parts": rows}
        click.echo(json.dumps(document, ensure_ascii=False))
    else:
        click.echo(
            "A bulletin can be made here." if works else "A bulletin cannot be made here yet; see above."
        )
    return 0 if works else 69
