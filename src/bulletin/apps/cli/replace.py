"""`bulletin replace`: one story of a finished bulletin replaced, dropped, moved or added."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.apps.cli.changes import change_options, show_changed
from bulletin.apps.cli.paths import PATH


@click.command("replace")
@click.argument("episode", type=PATH, metavar="EPISODE")
@click.argument("source", type=PATH, required=False, metavar="[SOURCE]")
@click.option("--story", metavar="N", help="Put SOURCE in the place of story N.")
@click.option("--drop", metavar="N", help="Leave story N out.")
@click.option("--move", nargs=2, metavar="N M", help="Make story N the Mth.")
@click.option("--add", is_flag=True, help="Add SOURCE as a story, behind all others or --before one.")
@click.option("--before", metavar="N", help="With --add: before which story.")
@click.option(
    "--reader", metavar="NAME", help="Who reads the new story; without it as the old one, or in turn."
)
@click.option("--headline", default="", metavar="TEXT", help="The new story's line in headlines and recap.")
@change_options
def command(
    episode: str,
    source: str | None,
    story: str | None,
    drop: str | None,
    move: tuple[str, str] | None,
    add: bool,
    before: str | None,
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
    again. All files change at once, and the notes say what was corrected. Stories are counted from 1. --slot alone gives
    another length.

    \b
    Examples:
      bulletin replace news.mp3 --story 3 corrected.txt
      bulletin replace news.mp3 --drop 3
      bulletin replace news.mp3 --move 3 1
      bulletin replace news.mp3 --add late.txt --before 2 --feed podcast
      bulletin replace news.mp3 --slot 4:00
    """
    from bulletin.production.changing import Change

    asked = [
        name for name, value in (("--story", story), ("--drop", drop), ("--move", move)) if value is not None
    ] + ["--add"] * add
    if len(asked) > 1:
        raise click.UsageError(
            f"{' and '.join(asked)} were asked for; give one of --story, --drop, --move and --add."
        )
    _check_together(asked, source, episode, slot, is_new=reader is not None or bool(headline))
    if before is not None and not add:
        raise click.UsageError("--before stands with --add.")

    def number(option: str, text: str) -> int:
        return _number(option, text, episode)

    if story is not None:
        place = number("--story", story)
        change = Change(what="replace", number=place, source=source or "", reader=reader, headline=headline)
    elif drop is not None:
        change = Change(what="drop", number=number("--drop", drop))
    elif move is not None:
        change = Change(what="move", number=number("--move", move[0]), to=number("--move", move[1]))
    elif add:
        place = 0 if before is None else number("--before", before)
        change = Change(what="add", number=place, source=source or "", reader=reader, headline=headline)
    else:
        change = Change(what="length")
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


def _check_together(
    asked: list[str], source: str | None, episode: str, slot: str | None, *, is_new: bool
) -> None:
    """Check that what is given goes together. Raises click.UsageError."""
    if not asked:
        if source is not None:
            raise click.UsageError(
                f"which story is {source} for? Add --story N, or --add; {_choice(episode)}"
            )
        if slot is None:
            raise click.UsageError(
                "nothing was asked for; give one of --story, --drop, --move and --add, or another --slot."
            )
        if is_new:
            raise click.UsageError("--reader and --headline are for a new story; --slot alone has none.")
        return
    if (source is None) == (asked[0] in ("--story", "--add")):
        raise click.UsageError(
            f"{asked[0]} {'needs' if source is None else 'takes no'} SOURCE, the article of a new story."
        )
    if asked[0] in ("--drop", "--move") and is_new:
        raise click.UsageError(f"--reader and --headline are for a new story; {asked[0]} has none.")


def _number(option: str, text: str, episode: str) -> int:
    """The number of a story. Raises click.UsageError with the stories for anything else."""
    try:
        return int(text)
    except ValueError:
        raise click.UsageError(
            f"{option} takes the number of a story, and {text} is none; {_choice(episode)}"
        ) from None


def _choice(episode: str) -> str:
    """The stories to choose from."""
    from bulletin.production.episode.changeable import stories_listed

    return f"the stories are: {stories_listed(Path(episode))}."
