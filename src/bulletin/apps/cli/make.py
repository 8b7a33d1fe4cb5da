"""`bulletin make`: articles in, a finished bulletin out."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.apps.cli.paths import PATH
from bulletin.apps.cli.wishes import settled, wishes

if TYPE_CHECKING:
    from bulletin.schema.station import Station

FORMATS = ("mp3", "m4a", "opus", "flac", "wav", "mp2")

_OF_THIS_RUN = frozenset(["sources", "output", "again", "as_json", "plain"])
"""What is asked for that has no part in what is made."""


class _Make(click.Command):
    """Keeps what was asked for in its own words, for the episode's record."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        words = list(args)
        rest = super().parse_args(ctx, args)
        ctx.meta[__name__] = _asked(*self.make_parser(ctx).parse_args(words)[::2])
        return rest


def _asked(values: dict[str, Any], order: list[click.Parameter]) -> tuple[str, ...]:
    """The options that were given, in their order; of files on this machine only the names are told."""
    words: list[str] = []
    seen: Counter[str] = Counter()
    for option in order:
        name = option.name or ""
        if name in _OF_THIS_RUN:
            continue
        value = values[name][seen[name]] if option.multiple else values[name]
        seen[name] += 1
        if option.multiple or seen[name] == 1:
            words.append(max(option.opts, key=len))
            if not getattr(option, "is_flag", False):
                words.append(Path(value).name if option.type is PATH else str(value))
    return tuple(words)


@click.command("make", cls=_Make)
@click.argument("sources", type=PATH, nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    help="The file to make (replaced at once), or a folder for it: a name without an ending is a folder's.",
)
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(FORMATS, case_sensitive=False), metavar="NAME",
    help=f"A format to make: {', '.join(FORMATS)}. Again for more of them, from one master. Without it what -o"
    " ends in, the station's, or mp3.",
)  # fmt: skip
@click.option(
    "--station", type=PATH, metavar="FILE.toml", help="A station's settings. See: bulletin station new"
)
@click.option(
    "--airs-from",
    metavar="TIME",
    help="Not to be run before: 2026-01-26T07:00, or 07:00 for today (in WAV files).",
)
@click.option("--airs-until", metavar="TIME", help="Not to be run after: a time as above.")
@click.option("--track", metavar="N[/M]", help="Its number in a series, for the tags: 3 or 3/12.")
@wishes
@click.option(
    "--again", is_flag=True,
    help="Make it anew. Without it, an episode that is there, whole and made of the same, is left as it is.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object about the episode at the end.")
@click.option("--plain", is_flag=True, help="One plain line per event, for screen readers and logs.")
def command(
    sources: tuple[str, ...],
    output: str | None,
    formats: tuple[str, ...],
    airs_from: str | None,
    airs_until: str | None,
    station: str | None,
    track: str | None,
    again: bool,
    as_json: bool,
    plain: bool,
    **wished: Any,
) -> None:
    """Make one audio bulletin from SOURCE... (text files, a script you edited, or - for standard input).

    Prints the path of the finished file; the last lines on standard error tell what was cut and all files that
    were made. Without -o they go to output/ under a name made from the headline.

    \b
    Examples:
      bulletin make article.txt
      bulletin make article.txt --voice espeak -o news.mp3
      bulletin make a.txt b.txt --loudness broadcast --json
      bulletin make article.txt -o 0700.wav --format wav --format mp3 --slot 5:00
    """
    from bulletin.apps.cli.progress import shown
    from bulletin.production.produce import produce
    from bulletin.production.recipe import Recipe

    recipe = Recipe(
        sources=sources,
        output=_path(output),
        formats=tuple(dict.fromkeys(formats)),
        starts=_moment(airs_from, "--airs-from"),
        ends=_moment(airs_until, "--airs-until"),
        track=_track(track),
        again=again,
        station=settled(_station(station), wished),
        asked=click.get_current_context().meta[__name__],
    )
    episode = shown(produce(recipe), plain=plain)
    if as_json:
        from bulletin.production.episode.conversion import report_of
        from bulletin.production.episode.fields import to_json

        click.echo(json.dumps(to_json(report_of(episode)), ensure_ascii=False))
    else:
        click.echo(str(episode.audio))


def _station(name: str | None) -> Station:
    from bulletin.schema.station import Station

    if name is None:
        return Station()
    from bulletin.production.setup.station import read_station

    return read_station(Path(name))


def _path(output: str | None) -> Path | None:
    if output is None:
        return None
    if output.endswith(("/", "\\")):
        from bulletin.production.disk.commit import check_writable

        check_writable(Path(output))
    return Path(output)


def _track(text: str | None) -> str:
    if text is None:
        return ""
    if re.fullmatch(r"[1-9][0-9]{0,4}(/[1-9][0-9]{0,4})?", text) is None:
        raise click.BadParameter(f"{text!r} is no number in a series: 3, or 3/12.", param_hint="--track")
    return text


def _moment(text: str | None, option: str) -> datetime | None:
    """A time on the station's clock: a date with a time, or a time of today."""
    if text is None:
        return None
    from bulletin.production.clock import now

    today = now().replace(tzinfo=None)
    try:
        if re.fullmatch(r"\d{1,2}:\d{2}(:\d{2})?", text):
            return datetime.combine(today.date(), time.fromisoformat(text.zfill(5)))
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise click.BadParameter(
            f"{text} is no time; write 2026-01-26T07:00, or 07:00 for today", param_hint=option
        ) from None
