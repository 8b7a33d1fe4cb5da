"""`bulletin replace`: one story of a finished bulletin replaced, dropped, moved or added."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.apps.cli.changes import change_options, show_changed
from bulletin.apps.cli.paths import PATH


@click.command("replace")
@click.argument("episode", type=PATH, metavar="EPISODE")
@click.argument("source", type=PATH, required=False, metavar="[SOURCE]")
@click.option("--story", type=int, metavar="N", help="Put SOURCE in the place of story N.")
@click.option("--drop", type=int, metavar="N", help="Leave story N out.")
@click.option("--move", type=int, nargs=2, metavar="N M", help="Make story N the Mth.")
@click.option("--add", is_flag=True, help="Add SOURCE as a story, behind all others or --before one.")
@click.option("--before", type=int, metavar="N", help="With --add: before which story.")
@click.option(
    "--reader", metavar="NAME", help="Who reads the new story; without it as the old one, or in turn."
)
@click.option("--headline", default="", metavar="TEXT", help="The new story's line in headlines and recap.")
@change_options
def command(
    episode: str,
    source: str | None,
    story: int | None,
    drop: int | None,
    move: tuple[int, int] | None,
    add: bool,
    before: int | None,
    reader: str | None,
    headline: str,
    station: str | None,
    rundown: str | None,
    slot: str | None,
    correction: str,
    feed: str | None,
    as_json: bool,
) -> None:
    """Change one story of the finished bulletin EPISODE, under its name, in its slot, with its guid.

    The other stories come from its record as they were said. What is new is spoken; what did not move is not encoded
    again. All files change at once, and the notes say what was corrected. Stories are counted from 1.

    \b
    Examples:
      bulletin replace news.mp3 --story 3 corrected.txt
      bulletin replace news.mp3 --drop 3
      bulletin replace news.mp3 --move 3 1
      bulletin replace news.mp3 --add late.txt --before 2 --feed podcast
    """
    from bulletin.production.changing import Change

    asked = [
        name for name, value in (("--story", story), ("--drop", drop), ("--move", move)) if value is not None
    ] + ["--add"] * add
    if len(asked) != 1:
        raise click.UsageError(
            f"{' and '.join(asked) or 'nothing'} was asked for; give one of --story, --drop, --move and --add."
        )
    if (source is None) == (asked[0] in ("--story", "--add")):
        raise click.UsageError(
            f"{asked[0]} {'needs' if source is None else 'takes no'} SOURCE, the article of a new story."
        )
    if asked[0] in ("--drop", "--move") and (reader is not None or headline):
        raise click.UsageError(f"--reader and --headline are for a new story; {asked[0]} has none.")
    if before is not None and not add:
        raise click.UsageError("--before stands with --add.")
    if story is not None:
        change = Change(what="replace", number=story, source=source or "", reader=reader, headline=headline)
    elif drop is not None:
        change = Change(what="drop", number=drop)
    elif move is not None:
        change = Change(what="move", number=move[0], to=move[1])
    else:
        change = Change(what="add", number=before or 0, source=source or "", reader=reader, headline=headline)
    show_changed(
        Path(episode),
        change,
        station=station,
        rundown=rundown,
        slot=slot,
        correction=correction,
        feed=feed,
        as_json=as_json,
    )
