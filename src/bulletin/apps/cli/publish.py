"""`bulletin publish`: finished episodes into a podcast feed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bulletin.apps.cli.exits import print_error
from bulletin.apps.cli.feed import LOCK
from bulletin.apps.cli.paths import PATH
from bulletin.apps.cli.terminal import say, show

if TYPE_CHECKING:
    from bulletin.production.feeds.publishing import Outcome

PARTLY = 3
DONE = {"added": "added", "replaced": "replaced", "corrected": "corrected", "unchanged": "already published"}


def show_published(outcome: Outcome) -> None:
    """Print on standard error what became of each episode."""
    for what, warning_id in outcome.warnings:
        say(f"warning: {what} [{warning_id}]")
    for error in outcome.left_out:
        print_error(error)
    for each in outcome.episodes:
        say(f"{DONE[each.action]}: {' '.join(each.title.split())}")


@click.command("publish")
@click.argument("episodes", type=PATH, nargs=-1, required=True, metavar="EPISODE...")
@click.option(
    "--feed", type=PATH, required=True, metavar="DIR", help="The feed's folder. See: bulletin feed new"
)
@click.option(
    "--base-url", default="", metavar="URL",
    help="Where that folder is on the web. Given once, the feed remembers it.",
)  # fmt: skip
@click.option(
    "--new", is_flag=True,
    help="These are new episodes, though one from the same source and day may be in the feed: for shows that are"
    " always made from one file.",
)  # fmt: skip
@click.option("--as", "guid", default="", metavar="GUID", help="Replace the item of this guid.")
@click.option(
    "--date", default="", metavar="DATE", help="The date of publication, with its zone. Otherwise: now."
)
@click.option("--correction", default="", metavar="TEXT", help="What was corrected; goes into the notes.")
@click.option(
    "--limit", type=click.IntRange(1, 100_000), metavar="N",
    help="Keep at most N episodes in the feed; older ones go to its archive. The feed remembers it.",
)  # fmt: skip
@LOCK
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object about what was done.")
def command(
    episodes: tuple[str, ...],
    feed: str,
    base_url: str,
    new: bool,
    guid: str,
    date: str,
    correction: str,
    limit: int | None,
    lock_timeout: float,
    as_json: bool,
) -> int:
    """Put finished EPISODE... into a feed, or in the place of what they were before.

    EPISODE is an .episode.json, the sound file beside it, or what their names begin with. An episode made again from the
    same source and day replaces its item and keeps its identity; where the words changed, the notes say so. Prints each
    episode's address. One that cannot be published, or was withdrawn, is named and keeps no other back: then it ends
    with 3.

    \b
    Examples:
      bulletin publish output/metro.mp3 --feed podcast --base-url https://example.org/podcast/
      bulletin publish news.mp3 --feed podcast --new
    """
    from bulletin.production.feeds.options import PublishOptions
    from bulletin.production.feeds.publishing import publish

    options = PublishOptions(
        base_url=base_url, new=new, guid=guid, date=date, correction=correction, limit=limit,
        lock_seconds=lock_timeout,
    )  # fmt: skip
    outcome = publish([Path(name) for name in episodes], Path(feed), options)
    show_published(outcome)
    if as_json:
        document = {
            "schema": "bulletin.publish/1",
            "feed": str(outcome.feed),
            "episodes": [
                {
                    "action": each.action, "guid": each.guid, "title": each.title, "url": each.url,
                    "date": each.published.isoformat(),
                }
                for each in outcome.episodes
            ],
            "left_out": [
                {"id": each.error_id, "what": each.what, "source": each.source, "remedy": each.remedy}
                for each in outcome.left_out
            ],
        }  # fmt: skip
        show(json.dumps(document, ensure_ascii=False))
    else:
        for each in outcome.episodes:
            show(each.url)
    if not outcome.left_out:
        return 0
    return PARTLY if outcome.episodes else outcome.left_out[0].code
