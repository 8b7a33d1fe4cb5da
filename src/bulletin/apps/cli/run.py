"""`bulletin run`: a show that stands in one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bulletin.apps.cli.options import print_notice, usage_errors
from bulletin.apps.cli.paths import PATH

if TYPE_CHECKING:
    from pathlib import Path

    from bulletin.apps.jobs.order import Order


@click.command("run")
@click.argument("show", type=PATH, metavar="SHOW.toml")
@click.option("--watch", is_flag=True, help="Go on until it is ended, as `bulletin watch` does.")
@click.option(
    "--dry-run", is_flag=True, help="Say what would be made, and make nothing. Asks feeds what they have."
)
@click.option("--new", is_flag=True, help="Write a show's file to fill in.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object a line of whatever happens.")
def command(show: str, watch: bool, dry_run: bool, new: bool, as_json: bool) -> int:
    """Make what there is to make for a show: its sources, station, output and feed stand in SHOW.toml.

    Run it again whenever you like, from cron or a timer: it makes what is new, changed or missing, publishes it, and
    removes what the feed has not named for the days that the show keeps. One article's fault stops no other; then it ends
    with 3. Each line has the time and the article.

    \b
    Examples:
      bulletin run --new show.toml
      bulletin run show.toml --dry-run
      bulletin run show.toml
      bulletin run show.toml --watch
    """
    from pathlib import Path

    from bulletin.apps.jobs.order import Order
    from bulletin.production.setup.shows import read_show

    path = Path(show)
    if new:
        return _write_new(path)
    found = read_show(path)
    order = Order(
        sources=found.sources,
        lists=found.lists,
        patterns=found.patterns,
        out=found.out,
        feed=found.feed,
        base_url=found.base_url,
        station=found.station,
        settings={} if found.latest is None else {"latest": found.latest},
        patient=True,
    )
    if dry_run:
        return _foretell(order, as_json=as_json)
    from bulletin.apps.cli.watch import keep_watch

    with usage_errors():
        return keep_watch(
            order, found.workers, found.every, once=not watch, as_json=as_json, keep_days=found.keep_days
        )


def _write_new(path: Path) -> int:
    from bulletin.apps.cli.terminal import show
    from bulletin.errors import OutputError
    from bulletin.production.disk.commit import check_writable, write_whole
    from bulletin.production.setup.shows import TEMPLATE

    check_writable(path.parent)
    if path.exists():
        raise OutputError(
            "this file is there already; it was left as it is.",
            error_id="show.exists",
            source=str(path),
            remedy="Edit it, or name another file.",
        )
    write_whole(path, TEMPLATE.format(name=path).encode())
    show(str(path))
    return 0


def _foretell(order: Order, *, as_json: bool) -> int:
    """Say what a run would do, from a copy of the journal."""
    import json

    from bulletin.apps.cli.many import Lines
    from bulletin.apps.cli.terminal import show
    from bulletin.apps.jobs.batch import foretold

    lines = Lines(as_json=as_json, timed=False)
    for each in foretold(order, print_notice):
        if isinstance(each, str):
            show(json.dumps({"type": "would_make", "article": each}, ensure_ascii=False) if as_json else each)
        else:
            lines.show(each)
    return lines.first_failure.code if lines.first_failure is not None else 0
