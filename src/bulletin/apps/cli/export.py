"""`bulletin export`: finished episodes as a book, a playlist or a page."""

from __future__ import annotations

import json
from pathlib import Path

import click

from bulletin.apps.cli.counting import counted
from bulletin.apps.cli.paths import PATH
from bulletin.apps.cli.terminal import say, show
from bulletin.errors import first_words
from bulletin.schema.formats import PACKAGES
from bulletin.schema.pace import slot_text


@click.command("export")
@click.argument("episodes", type=PATH, nargs=-1, required=True, metavar="EPISODE...")
@click.option(
    "--as", "package", type=click.Choice(PACKAGES), required=True,
    help="epub3: an EPUB whose sentences are marked as they are heard. daisy202: a DAISY book for talking-book players."
    " m3u: a playlist and a file an article. page: the page with its sound.",
)  # fmt: skip
@click.option(
    "-o", "--output", type=PATH, metavar="FILE|DIR",
    help="Where it goes: an EPUB or a .zip of a DAISY book is a file, all else a folder of its own. Otherwise: beside the"
    " first episode, or beside its feed's folder.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object about what was made.")
def command(episodes: tuple[str, ...], package: str, output: str | None, as_json: bool) -> None:
    """Export finished EPISODE... for listeners: a book to hear and read, a playlist, or a page.

    EPISODE is an .episode.json, the sound file beside it, what their names begin with, a folder of such, or a feed's
    folder: the episodes of feed.xml, in its order. Several make one book or playlist, an article a chapter, or pages with
    an index.html that plays all of them. Nothing is spoken or encoded again. Prints the path of what was made.

    \b
    Examples:
      bulletin export news.mp3 --as epub3
      bulletin export 0700.mp3 0800.mp3 1800.mp3 --as epub3 -o aaj.epub
      bulletin export news.mp3 --as daisy202 -o /media/player/news
    """
    from bulletin.production.export.exporting import export

    made = export([Path(name) for name in episodes], package, None if output is None else Path(output))
    for each in made:
        say(
            f"done: {first_words(each.title, 70)}, {counted(each.articles, 'article')},"
            f" {slot_text(round(each.seconds))} long"
        )
    if as_json:
        rows = [
            {"path": str(each.path), "title": each.title, "articles": each.articles, "duration": each.seconds}
            for each in made
        ]
        show(json.dumps({"schema": "bulletin.export/1", "as": package, "made": rows}, ensure_ascii=False))
    else:
        for each in made:
            show(str(each.path))
