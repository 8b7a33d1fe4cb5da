"""`bulletin make`: articles in, a finished bulletin out."""

from __future__ import annotations

from typing import Any

import click

from bulletin.apps.cli.options import (
    Grouped,
    in_plain_words,
    print_notice,
    setting_options,
    station_options,
    usage_errors,
)
from bulletin.apps.cli.paths import PATH
from bulletin.apps.cli.terminal import show
from bulletin.production.setup.table import BULLETIN_SETTINGS


@click.command("make", cls=Grouped)
@click.argument("sources", type=PATH, nargs=-1, required=True, metavar="SOURCE...")
@setting_options(BULLETIN_SETTINGS.values())
@station_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object about the episode at the end.")
def command(sources: tuple[str, ...], station: str | None, as_json: bool, **given: Any) -> None:
    """Make one audio bulletin from SOURCE... (texts, a rundown, an edited script, addresses of pages and feeds, or -).

    SOURCE - is standard input. Prints the path of the finished file; the last lines on standard error say what was cut, and list all files that
    were made. Without -o they go to output/ under a name made from the headline.

    \b
    Examples:
      bulletin make article.txt
      bulletin make article.txt --voice espeak -o news.mp3
      bulletin make a.txt b.txt --loudness broadcast --json
      bulletin make morning.toml
      bulletin make article.txt -o 0700.wav --format wav --format mp3 --slot 5:00
    """
    from dataclasses import replace
    from pathlib import Path

    from bulletin.apps.cli.progress import show_progress
    from bulletin.production.produce import produce
    from bulletin.production.setup.settle import settle

    with usage_errors():
        recipe = settle(
            sources, in_plain_words(given), None if station is None else Path(station), print_notice
        )
    episode = show_progress(produce(replace(recipe, careful=True)))
    if as_json:
        import json

        from bulletin.production.episode.conversion import report_of
        from bulletin.production.episode.fields import to_json

        show(json.dumps(to_json(report_of(episode)), ensure_ascii=False))
    else:
        show(str(episode.audio))
