"""Changes: what the commands share that change a finished episode."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.apps.cli.options import print_warning, usage_errors
from bulletin.apps.cli.paths import PATH
from bulletin.apps.cli.terminal import show

if TYPE_CHECKING:
    from bulletin.production.changing import Change

Command = Callable[..., Any]

_OPTIONS = (
    click.option(
        "--station", type=PATH, metavar="FILE.toml",
        help="The station file, where the one that the bulletin was made with is not found.",
    ),
    click.option("--rundown", type=PATH, metavar="FILE.toml", help="The rundown, where it is not found.") ,
    click.option("--slot", metavar="M:SS", help="Another length; without it the bulletin keeps its own."),
    click.option("--correction", default="", metavar="TEXT", help="What the notes say of the change."),
    click.option("--feed", type=PATH, metavar="DIR", help="Publish it into this feed as well."),
    click.option("--json", "as_json", is_flag=True, help="Print one JSON object about the episode at the end."),
)  # fmt: skip


def change_options(command: Command) -> Command:
    """Add the options that all such commands have."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def show_changed(
    episode: Path,
    change: Change,
    *,
    station: str | None,
    rundown: str | None,
    slot: str | None,
    correction: str,
    feed: str | None,
    as_json: bool,
) -> None:
    """Change an episode, show how that goes, and publish it where a feed is named."""
    from bulletin.apps.cli.progress import show_progress
    from bulletin.production.changing import changed
    from bulletin.production.produce import produce

    if feed is not None:
        # Before anything is changed.
        from bulletin.production.feeds.folder import read_page
        from bulletin.schema.feed import FEED

        read_page(Path(feed) / FEED)
    with usage_errors():
        recipe = changed(
            episode,
            change,
            station=None if station is None else Path(station),
            rundown=None if rundown is None else Path(rundown),
            settings={} if slot is None else {"sound.slot": slot},
            text=correction,
            notice=print_warning,
        )
    finished = show_progress(produce(recipe))
    if feed is not None:
        from bulletin.apps.cli.publish import show_published
        from bulletin.production.feeds.options import PublishOptions
        from bulletin.production.feeds.publishing import publish

        show_published(publish([finished.audio], Path(feed), PublishOptions()))
    if as_json:
        import json

        from bulletin.production.episode.conversion import report_of
        from bulletin.production.episode.fields import to_json

        show(json.dumps(to_json(report_of(finished)), ensure_ascii=False))
    else:
        show(str(finished.audio))
