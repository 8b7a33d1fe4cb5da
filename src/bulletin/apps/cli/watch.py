"""`bulletin watch`: a bulletin of each article as it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bulletin.apps.cli.batch import MANY_SETTINGS, where_options
from bulletin.apps.cli.options import (
    Grouped,
    GroupedOption,
    in_plain_words,
    print_notice,
    setting_options,
    station_options,
    usage_errors,
)
from bulletin.apps.cli.paths import PATH

if TYPE_CHECKING:
    from pathlib import Path

    from bulletin.apps.jobs.order import Order

UNWELL = 69


@click.command("watch", cls=Grouped)
@click.argument("sources", type=PATH, nargs=-1, metavar="FOLDER|FEED...")
@where_options
@click.option(
    "--every", cls=GroupedOption, group="Many", type=click.FloatRange(5, 86_400), metavar="SECONDS",
    help="How often feeds are asked, and everything is looked at; 300 without it. Files in folders are noticed at once.",
)  # fmt: skip
@click.option(
    "--once", cls=GroupedOption, group="Many", is_flag=True,
    help="Look once, make what there is to make, and end: for cron and timers.",
)  # fmt: skip
@click.option(
    "--status", cls=GroupedOption, group="Many", is_flag=True,
    help="Say how the watcher of --out is: who it is, when it looked last, what is in which state. Ends with 0 if it works,"
    " else with 69. For runs that cron starts, --every says how often: late is three times as long, and a quarter of an hour.",
)  # fmt: skip
@setting_options(MANY_SETTINGS)
@station_options
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object a line of whatever happens.")
def command(
    sources: tuple[str, ...],
    out: str,
    feed: str | None,
    base_url: str,
    patterns: tuple[str, ...],
    workers: int | None,
    every: float | None,
    once: bool,
    status: bool,
    station: str | None,
    as_json: bool,
    **given: Any,
) -> int:
    """Make a bulletin of each article that comes into FOLDER... or FEED..., until it is ended.

    It takes files that are whole: renamed into place, or not written to for a second. What changes at its source is made
    again, and keeps its guid in the feed. Ctrl-C or SIGTERM ends it within two seconds; the same command goes on. Each line
    has the time and the article.

    \b
    Examples:
      bulletin watch inbox/ --out episodes --feed podcast
      bulletin watch https://news.example/rss.xml --out episodes --every 120
      bulletin watch inbox/ --out episodes --once
      bulletin watch --out episodes --status
    """
    from pathlib import Path

    from bulletin.apps.jobs.order import Order

    if status:
        return show_status(Path(out), every, as_json=as_json)
    if not sources:
        raise click.UsageError("Missing argument 'FOLDER|FEED...', or --status.")
    with usage_errors():
        order = Order(
            sources=sources,
            patterns=patterns,
            out=Path(out),
            feed=None if feed is None else Path(feed),
            base_url=base_url,
            station=None if station is None else Path(station),
            settings=in_plain_words(given),
            patient=True,
        )
        return keep_watch(order, workers, every, once=once, as_json=as_json)


def keep_watch(
    order: Order,
    workers: int | None,
    every: float | None,
    *,
    once: bool,
    as_json: bool,
    keep_days: int | None = None,
) -> int:
    """Watch the sources of an order, or look at them once; the exit code."""
    import os
    from contextlib import closing

    from bulletin.apps.cli.many import Lines
    from bulletin.apps.jobs.batch import Batch
    from bulletin.apps.jobs.journal import Journal
    from bulletin.apps.jobs.owner import owned
    from bulletin.apps.jobs.processes import Processes
    from bulletin.apps.jobs.watching import EVERY_SECONDS, Watching

    lines = Lines(as_json=as_json, timed=True)
    with (
        owned(order.out),
        Journal(order.out) as journal,
        closing(Processes(workers or os.cpu_count() or 1)) as pool,
    ):
        batch = Batch(order, journal, pool, print_notice)
        watching = Watching(order, journal, batch, every or EVERY_SECONDS, keep_days)
        if once:
            return lines.code(lines.show_all(watching.once()))
        lines.say(
            f"watching {', '.join((*order.sources, *map(str, order.lists)))}; process {os.getpid()}, bulletins in {order.out}"
        )
        for told in watching.rounds():
            lines.show_all(told, quiet=True)
    raise AssertionError("a watcher has no end of its own")


def show_status(out: Path, every: float | None, *, as_json: bool) -> int:
    """Print how a watcher is; the exit code."""
    import json
    from dataclasses import asdict

    from bulletin.apps.cli.many import moment_of
    from bulletin.apps.cli.terminal import show
    from bulletin.apps.jobs.watching import status_of

    found = status_of(out, every)
    if as_json:
        document = {
            "schema": "bulletin.status/1", "works": found.works, "owner": found.owner or None,
            "looked": moment_of(found.looked), "last_made": moment_of(found.last_made), "states": found.states,
            "unpublished": found.unpublished,
            "failed": [{"article": row.key, **asdict(row.failure)} for row in found.failed],
        }  # fmt: skip
        show(json.dumps(document, ensure_ascii=False))
        return 0 if found.works else UNWELL
    at_rest = f"no process works in {out} now"
    alone = not found.owner and not found.by_timer
    verdict = "it works" if found.works else "nobody watches" if alone else "it is late"
    show(f"{verdict}: {found.owner or at_rest}")
    show(f"looked: {moment_of(found.looked) or 'never'}")
    show(f"made or failed last: {moment_of(found.last_made) or 'never'}")
    states = ", ".join(f"{number} {state}" for state, number in found.states.items() if number)
    show(f"articles: {states or 'none'}")
    if found.unpublished:
        show(f"not in the feed as they are: {found.unpublished}")
    for row in found.failed:
        show(f"failed: {row.key}: {row.what} [{row.error}]")
    return 0 if found.works else UNWELL
