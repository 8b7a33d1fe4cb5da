"""`bulletin script`: what will be said, and what is left out and why. Makes no sound."""

from __future__ import annotations

import json

import click


@click.command("script")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--json", "as_json", is_flag=True, help="Print the script as JSON (bulletin.script/1).")
def command(sources: tuple[str, ...], as_json: bool) -> None:
    """Show what a bulletin of SOURCE... will say, sentence by sentence, and what it leaves out and why."""
    from bulletin.production.produce import script_of
    from bulletin.schema.documents import script_document

    script = script_of(sources, voice="auto")
    if as_json:
        click.echo(json.dumps(script_document(script), ensure_ascii=False))
        return
    for segment in script.segments:
        click.echo(f"{segment.role}:")
        for sentence in segment.sentences:
            written = " ".join(sentence.written.split())
            click.echo(f"  {sentence.spoken or '(nothing to say)'}")
            if _differs(written, sentence.spoken):
                click.echo(f"    written: {written}")
    if script.left_out:
        click.echo("left out:")
        for item in script.left_out:
            click.echo(f"  {item.passage.reason}: {' '.join(item.passage.text.split())}")


def _differs(written: str, spoken: str) -> bool:
    """Whether the voice says other words than are written, leaving marks aside."""
    marks = " .,।?!|:;-–—'\"“”‘’()"
    return written.translate(str.maketrans("", "", marks)) != spoken.translate(str.maketrans("", "", marks))
