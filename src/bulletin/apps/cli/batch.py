"""`bulletin batch`: a bulletin of each of many articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bulletin.apps.cli.options import (
    Grouped,
    GroupedOption,
    in_plain_words,
    print_notice,
    print_warning,
    setting_options,
    station_options,
    usage_errors,
)
from bulletin.apps.cli.paths import PATH
from bulletin.production.setup.table import BULLETIN_SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bulletin.apps.jobs.batch import Batch
    from bulletin.apps.jobs.journal import Journal
    from bulletin.apps.jobs.order import Order
    from bulletin.apps.jobs.pool import Pool
    from bulletin.apps.jobs.telling import Told

ELSEWHERE = ("output", "again", "track")
"""Settings of one bulletin that many cannot share, or that mean something else for many."""

MANY_SETTINGS = [row for key, row in BULLETIN_SETTINGS.items() if key not in ELSEWHERE]


def where_options(command: Any) -> Any:
    """Add the options of what is made of many articles: where to, and which are taken."""
    for option in reversed(
        (
            click.option(
                "--out", cls=GroupedOption, group="Many", type=PATH, required=True, metavar="DIR",
                help="The folder of the bulletins, and of the journal that knows what is done.",
            ),
            click.option(
                "--feed", cls=GroupedOption, group="Many", type=PATH, metavar="DIR",
                help="Publish them in this feed as they are done, in the articles' order. See: bulletin feed new",
            ),
            click.option(
                "--base-url", cls=GroupedOption, group="Many", default="", metavar="URL",
                help="Where the feed's folder is on the web. Given once, the feed remembers it.",
            ),
            click.option(
                "--pattern", "patterns", cls=GroupedOption, group="Many", multiple=True, metavar="PATTERN",
                help='Which files of a folder are articles: "*.txt", or "**/*.txt" for the folders below as well. Can be'
                " given again. Without it: text, Markdown, HTML and Word files.",
            ),
            click.option(
                "--workers", cls=GroupedOption, group="Many", type=click.IntRange(1, 256), metavar="N",
                help="How many bulletins are made at once; one a processor core without it.",
            ),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def cluster_options(command: Any) -> Any:
    """Add the options of a cluster, which does the work of --workers on other machines."""
    for option in reversed(
        (
            click.option(
                "--cluster", cls=GroupedOption, group="Many", metavar="ADDRESS",
                help="Make them on a Dask cluster: tcp://HOST:PORT of its scheduler, its scheduler file, or local:4 for four"
                " workers here. Needs bulletin[cluster]. See docs/cluster.md",
            ),
            click.option(
                "--requests", cls=GroupedOption, group="Many", type=click.FloatRange(0.1, 1000), metavar="N",
                help="Requests a second to an online voice, over all workers of a cluster; 10 without it.",
            ),
        )
    ):  # fmt: skip
        command = option(command)
    return command


@click.command("batch", cls=Grouped)
@click.argument("sources", type=PATH, nargs=-1, metavar="SOURCE...")
@where_options
@click.option(
    "--list", "lists", cls=GroupedOption, group="Many", type=PATH, multiple=True, metavar="FILE",
    help="A text file of more sources: an address or a file on each line. Can be given again.",
)  # fmt: skip
@click.option(
    "--one", "together", cls=GroupedOption, group="Many", is_flag=True,
    help="One bulletin of all articles, in place of one of each.",
)  # fmt: skip
@cluster_options
@click.option(
    "--again", cls=GroupedOption, group="Many", is_flag=True,
    help="Look at every article again, whatever the journal says: what was made with other settings, words or voices"
    " is made anew, and what is up to date stays as it is.",
)  # fmt: skip
@click.option(
    "--heal", cls=GroupedOption, group="Many", is_flag=True,
    help="Make again what the fall-back voice reads in the episodes of --out, if the first voice is back.",
)  # fmt: skip
@click.option(
    "--remake", cls=GroupedOption, group="Many", type=PATH, multiple=True, metavar="LEXICON",
    help="Say anew what this lexicon changes in the episodes of --out: those sentences alone. See: bulletin lexicon impact",
)  # fmt: skip
@setting_options(MANY_SETTINGS)
@station_options
@click.option(
    "--json", "as_json", is_flag=True, help="Print a JSON object a line: of each article, and at the end."
)
def command(
    sources: tuple[str, ...],
    out: str,
    feed: str | None,
    base_url: str,
    patterns: tuple[str, ...],
    workers: int | None,
    lists: tuple[str, ...],
    together: bool,
    cluster: str | None,
    requests: float | None,
    again: bool,
    heal: bool,
    remake: tuple[str, ...],
    station: str | None,
    as_json: bool,
    **given: Any,
) -> int:
    """Make a bulletin of each article in SOURCE... (folders, feeds, texts, pages, addresses).

    A journal in the folder of the bulletins knows what became of each article: the same command again makes what is
    new, changed, missing or failed, and nothing else. An article that cannot be made keeps no other back; then it ends
    with 3. Prints the path of each bulletin.

    \b
    Examples:
      bulletin batch articles/ --out episodes --station radio.toml
      bulletin batch https://news.example/rss.xml --latest 20 --out episodes --feed podcast
      bulletin batch --list addresses.txt --out episodes --json
      bulletin batch --remake words.tsv --out episodes --feed podcast
      bulletin batch archive/ --out episodes --cluster tcp://radio1:8786
    """
    from contextlib import closing
    from pathlib import Path

    from bulletin.apps.cli.many import Lines
    from bulletin.apps.jobs.batch import Batch
    from bulletin.apps.jobs.journal import Journal
    from bulletin.apps.jobs.order import Order
    from bulletin.apps.jobs.owner import owned

    if cluster is not None and workers is not None:
        raise click.UsageError("--workers are of this machine; a cluster has its own.")
    if cluster is None and requests is not None:
        raise click.UsageError("--requests is for --cluster; on one machine see --parallel.")
    if not (sources or lists or heal or remake):
        raise click.UsageError("Missing argument 'SOURCE...', or --list FILE, --heal or --remake LEXICON.")
    with usage_errors():
        order = Order(
            sources=sources,
            lists=tuple(map(Path, lists)),
            patterns=patterns,
            out=Path(out),
            feed=None if feed is None else Path(feed),
            base_url=base_url,
            station=None if station is None else Path(station),
            settings=in_plain_words(given),
            together=together,
            again=again,
        )
        lines = Lines(as_json=as_json, timed=False)
        with (
            owned(order.out),
            Journal(order.out) as journal,
            closing(pool_of(workers, cluster, requests)) as pool,
        ):
            batch = Batch(order, journal, pool, print_notice)
            summed = lines.show_all(_whole(batch, order, journal, tuple(map(Path, remake)), heal=heal))
    return lines.code(summed)


def _whole(
    batch: Batch, order: Order, journal: Journal, lexicons: tuple[Path, ...], *, heal: bool
) -> Iterator[Told]:
    """All that is asked for: the sources first, then what is made again."""
    from bulletin.apps.jobs import remaking

    if order.sources or order.lists:
        yield from batch.round()
    if lexicons:
        yield from remaking.remake(order.out, lexicons, batch, journal)
    if heal:
        yield from remaking.heal(batch, journal)


def pool_of(workers: int | None, cluster: str | None, requests: float | None) -> Pool:
    """Who does the work: processes of this machine, or a cluster. Raises EngineError (69) if that is not installed."""
    import os

    if cluster is None:
        from bulletin.apps.jobs.processes import Processes

        return Processes(workers or os.cpu_count() or 1)
    from importlib.util import find_spec

    if find_spec("distributed") is None:
        from bulletin.errors import EngineError

        raise EngineError(
            "a cluster needs the package distributed, which is not installed.",
            error_id="cluster.extra",
            source=f"--cluster {cluster}",
            remedy='pip install "bulletin[cluster]"',
        )
    from bulletin.apps.jobs.cluster.pool import RATE, Cluster

    return Cluster(cluster, rate=requests or RATE, notice=print_warning)
