"""`bulletin script`: what will be said, and what is left out and why. Makes no sound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.apps.cli.options import (
    in_plain_words,
    print_notice,
    print_warning,
    setting_options,
    usage_errors,
    words_options,
)
from bulletin.apps.cli.paths import PATH
from bulletin.apps.cli.tables import show_rows
from bulletin.apps.cli.terminal import show
from bulletin.production.setup.rows.bulletin import AT, LATEST
from bulletin.production.setup.rows.form import FORM

if TYPE_CHECKING:
    from bulletin.schema.script import Script


@click.command("script")
@click.argument("sources", type=PATH, nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "-o", "--output", type=PATH, metavar="FILE|DIR", help="Write the script as a text file to edit (.md)."
)
@click.option("--force", is_flag=True, help="With -o: write over a script that was edited.")
@click.option("--changes", is_flag=True, help="Print a table of all that the rules changed, and where.")
@click.option(
    "--why", is_flag=True, help="Print a table of what is left out, with the rule that found each line."
)
@click.option("--json", "as_json", is_flag=True, help="Print the script as JSON (bulletin.script/2).")
@click.option(
    "--station", type=PATH, metavar="FILE.toml",
    help="A station's settings: show its announcements too, and use its words.",
)  # fmt: skip
@setting_options([AT, LATEST, *FORM.rows])
@words_options
def command(
    sources: tuple[str, ...],
    output: str | None,
    station: str | None,
    *,
    force: bool,
    changes: bool,
    why: bool,
    as_json: bool,
    **given: Any,
) -> None:
    """Show what a bulletin of SOURCE... will say, sentence by sentence, and what it leaves out and why.

    SOURCE is a text file, an http address of a page or a feed, or - for standard input.

    A script to edit is written without the announcements of --station, which bulletin make adds.

    \b
    To change the words, the order or how something is said:
      bulletin script article.txt -o bulletin.md
      (edit bulletin.md in any text editor)
      bulletin make bulletin.md
    """
    from bulletin.production.clock import present
    from bulletin.production.scripts import diction_of, on_air, save_sheet, script_of
    from bulletin.production.setup.settle import settle
    from bulletin.schema.documents import script_document
    from bulletin.script.lineups import LineUps

    with usage_errors():
        recipe = settle(
            sources, in_plain_words(given), None if station is None else Path(station), print_notice
        )
    diction = diction_of(recipe.station.lexicons, recipe.station.without)
    script = script_of(
        sources,
        voice="auto",
        diction=diction,
        latest=recipe.latest,
        notice=print_warning,
        rundown=recipe.rundown,
    )
    if output is not None:
        path = save_sheet(script, Path(output), force=force)
        show(str(path), err=as_json or changes or why)
    script = on_air(
        LineUps(script)[0], recipe.station, diction, recipe.at or present(recipe.station.timezone), "auto"
    )
    if as_json:
        import json

        show(json.dumps(script_document(script), ensure_ascii=False))
    elif changes:
        _print_changes(script)
    elif why:
        _print_reasons(script)
    elif output is None:
        _print_script(script)


def _print_script(script: Script) -> None:
    from bulletin.script import foreign_words

    rows: list[str] = []
    for segment in script.segments:
        rows.append(f"{segment.role} ({segment.reader}):" if segment.reader else f"{segment.role}:")
        for sentence in segment.sentences:
            written = " ".join(sentence.written.split())
            rows.append(f"  {sentence.spoken or '(nothing to say)'}")
            if _differs(written, sentence.spoken):
                rows.append(f"    written: {written}")
    foreign = foreign_words(script)
    if script.left_out or foreign:
        rows.append("left out:")
        rows += (
            f"  {item.passage.reason}: {' '.join(item.passage.text.split())}" for item in script.left_out
        )
        rows += (f"  foreign: {word}" for _, word in foreign)
    # At once: each call writes to the stream, and a long script has thousands of rows.
    show("\n".join(rows))


COLUMNS = ("line", "sentence", "at", "rule", "written", "spoken")


def _print_changes(script: Script) -> None:
    """One row a change."""
    rows = [
        (
            str(segment.line),
            str(number),
            str(change.start),
            change.rule,
            " ".join(change.written.split()),
            change.spoken,
        )
        for segment in script.segments
        for number, sentence in enumerate(segment.sentences, start=1)
        for change in sentence.changes
    ]
    if not rows:
        show("no rule changed anything", err=True)
    show_rows(COLUMNS, rows)


WHY = ("line", "reason", "rule", "row", "written")


def _print_reasons(script: Script) -> None:
    """One row a line that is left out: its rule, and the row of the word list or the profile that has it.

    On standard error: the profiles that the sites of the stories have.
    """
    from bulletin.production.setup.sites import profile_of_file
    from bulletin.readers.labels.why import row_of

    for story in script.stories:
        if story.site:
            show(f"{story.source}: read by the profile {story.site}", err=True)
        for row in story.overruled:
            show(f"  not followed, it would lose some of the article: {row}", err=True)
    profiles = [profile_of_file(story.site) for story in script.stories]
    rows = [
        (
            str(item.passage.line),
            item.passage.reason,
            item.passage.rule,
            item.passage.row
            or row_of(item.passage.rule, item.passage.text, profiles[item.story] if profiles else None),
            " ".join(item.passage.text.split()),
        )
        for item in script.left_out
    ]
    if not rows:
        show("nothing is left out", err=True)
    show_rows(WHY, rows)


_MARKS = str.maketrans("", "", " .,।?!|:;-–—'\"“”‘’()")


def _differs(written: str, spoken: str) -> bool:
    """Whether the voice says other words than are written, leaving marks aside."""
    return written.translate(_MARKS) != spoken.translate(_MARKS)
