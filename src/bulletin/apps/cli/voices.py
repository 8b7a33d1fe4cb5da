"""`bulletin voices`: engines and voices, and whether each works here."""

from __future__ import annotations

import json

import click


@click.command("voices")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def command(as_json: bool) -> None:
    """List every voice, whether it works on this machine, and the remedy where it does not."""
    from bulletin.engines import find_engines
    from bulletin.errors import EngineError

    rows = []
    for name, engine in find_engines():
        if isinstance(engine, EngineError):
            rows.append(
                {
                    "voice": name,
                    "title": engine.what,
                    "works": False,
                    "remedy": engine.remedy,
                    "online": False,
                }
            )
            continue
        rows += [
            {
                "voice": f"{voice.engine}:{voice.name}",
                "title": voice.title,
                "works": voice.works,
                "remedy": voice.remedy,
                "online": voice.online,
            }
            for voice in engine.voices()
        ]
    if as_json:
        click.echo(json.dumps({"schema": "bulletin.voices/1", "voices": rows}, ensure_ascii=False))
        return
    for row in rows:
        state = "works" if row["works"] else f"does not work; {row['remedy']}"
        click.echo(f"{row['voice']}: {row['title']}; {state}")
