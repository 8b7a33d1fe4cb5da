"""Rundown files: articles, pages and feeds → a new rundown, which lists their stories to be edited."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from bulletin.errors import InputError
from bulletin.production.recipe import LATEST
from bulletin.production.scripts import Written, ignore, written_of
from bulletin.production.setup.new_rundown import rundown_text
from bulletin.production.setup.template import check_new, write_new
from bulletin.production.voice.cast import named
from bulletin.readers.doors.web_address import is_address
from bulletin.readers.sources import Notice
from bulletin.schema.article import Article
from bulletin.schema.rundown import Item, Newsreader
from bulletin.script.running_order import headline_line

STANDARD_INPUT = "-"


def new_rundown(
    path: Path,
    sources: Sequence[str],
    head: Mapping[str, object],
    readers: Sequence[Newsreader] = (),
    *,
    station: Path | None = None,
    latest: int = LATEST,
    force: bool = False,
    notice: Notice = ignore,
) -> Path:
    """Write the rundown of the stories of `sources`, the first of them the lead; returns its path.

    `head` are values of [bulletin], by key. Raises OutputError (73) rather than write over a file, unless `force`d to,
    ConfigurationError (78) for a reader's voice, and as `script_of` does for sources.
    """
    check_new(path, force=force)
    for reader in readers:
        if reader.voice:
            named(reader.voice)
    if station is not None:
        head = {"station": _beside(station, path), **head}
    items = [_item(story, path) for story in written_of(sources, latest=latest, notice=notice)]
    write_new(path, rundown_text(str(path), items, head, readers), force=force)
    return path


def _item(story: Written, path: Path) -> Item:
    """A story with its source as the rundown at `path` names it; with its text where nothing can be named."""
    source, article, script = story.source, story.article, story.script
    line = headline_line(script.stories[0], script.segments).removesuffix("।")
    named = article.source if source.is_feed else source.name
    if is_address(named):
        return Item(source=named, headline=line)
    if story.is_edited and named == STANDARD_INPUT:
        raise InputError(
            "a rundown names the file of an edited script, and this one is in none.",
            error_id="rundown.script",
            source=named,
            remedy="Save it in a file, and name that in place of -.",
        )
    if named == STANDARD_INPUT or source.is_feed:
        return Item(text=_text(article), headline=line)
    return Item(source=_beside(Path(named), path), headline=line)


def _text(article: Article) -> str:
    """An article as a bare text."""
    blocks = [head.text for head in (article.headline, article.dek) if head is not None]
    for section in article.sections:
        heading = [] if section.heading is None else [section.heading.text]
        first, *others = [paragraph.text for paragraph in section.paragraphs] or [""]
        blocks += ["\n".join(filter(None, (*heading, first))), *others]
    return "\n\n".join(blocks)


def _beside(file: Path, path: Path) -> str:
    """The name of a file as the rundown at `path` has it: from the rundown's folder. Raises InputError (65)."""
    # Links are followed in folders alone: a file that is one may be led elsewhere tomorrow.
    whole = file.parent.resolve() / file.name
    try:
        name = Path(os.path.relpath(whole, path.parent.resolve())).as_posix()
    except ValueError:
        # On another drive.
        name = whole.as_posix()
    try:
        name.encode()
    except UnicodeEncodeError:
        raise InputError(
            "the name of this file is not UTF-8, so that no rundown can have it.",
            error_id="rundown.name",
            source=str(file),
            remedy="Rename the file, and give it again.",
        ) from None
    return f"./{name}" if name.startswith("~") else name
