"""Scripts: sources → what will be said: written from articles, or read back as a person edited it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bulletin.errors import BulletinError, InputError, OutputError
from bulletin.language.controls import without_controls
from bulletin.production.clock import now
from bulletin.production.recipe import LATEST
from bulletin.production.setup.lexicons import lexicon_rule
from bulletin.production.setup.sites import own_profiles
from bulletin.readers.doors.page import Pages
from bulletin.readers.labels.label import without_rules
from bulletin.readers.reading import read_article
from bulletin.readers.sites.known import with_own
from bulletin.readers.sources import Notice, Source, Sources
from bulletin.readers.text.encoding import decode
from bulletin.schema.article import Article
from bulletin.schema.programme import Part, own_sting
from bulletin.schema.rundown import Item, Rundown
from bulletin.schema.script import Script
from bulletin.schema.station import Station
from bulletin.script import (
    PLAIN,
    Diction,
    check_coverage,
    is_sheet,
    is_untouched,
    read_sheet,
    write_script,
    write_sheet,
)
from bulletin.script.running_order import in_running_order
from bulletin.writers.names import slug


def ignore(what: str, warning_id: str) -> None:
    """The `Notice` of those who need none."""


SUFFIXES = (".md", ".txt")


def diction_of(lexicons: Sequence[Path], without: frozenset[str] = frozenset()) -> Diction:
    """The diction of the station's lexicons and these, with some rules switched off.

    Raises ConfigurationError (78), MissingInputError (66).
    """
    return Diction(lexicon=lexicon_rule(lexicons), without=without)


def script_of(
    sources: Sequence[str],
    voice: str = "",
    diction: Diction = PLAIN,
    *,
    latest: int = LATEST,
    notice: Notice = ignore,
    rundown: Rundown | None = None,
) -> Script:
    """Read the sources and write the script of their stories, with its coverage checked.

    A single source may be a script that a person edited, or a `rundown`, which lists the stories itself; a feed gives the
    `latest` of its entries, and `notice` gets what is to be known of it. Raises InputError (65), MissingInputError (66), BugError (70), and for addresses as
    `Door.fetch` does.
    """
    reader = Sources(kept=_kept_pages, latest=latest, now=now(), notice=notice)
    if rundown is not None:
        return _script_of_rundown(rundown, reader, voice, diction)
    found = [reader.opened(source) for source in sources]
    for source, data in ((each.name, each.data) for each in found):
        if not is_sheet(data[:200].decode("utf-8", "replace")):
            continue
        if len(found) > 1:
            raise InputError(
                "a script is a whole bulletin, and other sources stand beside it.",
                error_id="script.alone",
                source=source,
                remedy=f"Make it alone: bulletin make {source}",
            )
        text, _ = without_controls(decode(data, source))
        articles, script = read_sheet(text, source, voice=voice, diction=diction)
        check_coverage(articles, script)
        return script
    with without_rules(diction.without), with_own(own_profiles):
        stories = [article for source in found for article in reader.articles(source)]
    script = write_script(stories, voice=voice, diction=diction)
    check_coverage(stories, script)
    return script


def _script_of_rundown(rundown: Rundown, reader: Sources, voice: str, diction: Diction) -> Script:
    """The stories of a rundown, reserves last. Of a source with several articles, the line for headlines is the first's."""
    stories: list[Article] = []
    items: list[Item] = []
    with without_rules(diction.without), with_own(own_profiles):
        for number, item in enumerate(rundown.items, start=1):
            place = f"{rundown.path} line {item.line}, {'reserve' if item.reserve else 'story'} {number}"
            try:
                found = _articles_of(item, place, reader)
            except BulletinError as error:
                if item.source:
                    error.source = f"{place}: {error.source or item.source}"
                raise
            stories += found
            items += [item, *(replace(item, headline="", before="") for _ in found[1:])]
    script = write_script(
        stories, voice=voice, diction=diction, items=items, title=rundown.title, summary=rundown.summary
    )
    check_coverage(stories, script)
    # An article that stands in the rundown comes from that file, as listeners are told.
    named = tuple(
        str(rundown.path) if item.text else source for item, source in zip(items, script.sources, strict=True)
    )
    told = (replace(story, source=name) for story, name in zip(script.stories, named, strict=True))
    return replace(script, sources=named, stories=tuple(told))


def articles_of(
    sources: Sequence[str], *, latest: int = LATEST, notice: Notice = ignore
) -> list[tuple[Source, Article]]:
    """The articles of sources, each with the source that it is from. Raises as `script_of` does."""
    reader = Sources(kept=_kept_pages, latest=latest, now=now(), notice=notice)
    with with_own(own_profiles):
        opened = (_opened(source, reader) for source in sources)
        return [(source, article) for source in opened for article in reader.articles(source)]


def stings_of(script: Script) -> dict[Part, Path]:
    """The sounds that stories have in place of the sting, by the names that a programme has for them."""
    return {own_sting(number): story.sting for number, story in enumerate(script.stories) if story.sting}


def _articles_of(item: Item, name: str, reader: Sources) -> tuple[Article, ...]:
    if item.text:
        return (read_article(item.text.strip().encode(), name),)
    return reader.articles(_opened(item.source, reader))


def _opened(name: str, reader: Sources) -> Source:
    """The bytes of a story's source, which is no edited script."""
    source = reader.opened(name)
    if is_sheet(source.data[:200].decode("utf-8", "replace")):
        raise InputError(
            "a story of a rundown is an article, and this is the script of a whole bulletin.",
            error_id="rundown.script",
            source=name,
            remedy="Name its article in the rundown, or make the script alone: bulletin make SCRIPT",
        )
    return source


def converted_fonts(script: Script) -> tuple[str, ...]:
    """The legacy fonts whose text in the script's sources was converted to Unicode, each once."""
    fonts = (item.passage.text for item in script.left_out if item.passage.reason == "font")
    return tuple(dict.fromkeys(fonts))


def on_air(script: Script, station: Station, diction: Diction, at: datetime, voice: str = "") -> Script:
    """The script of the whole bulletin, with what the station says around the stories at `at`."""
    return in_running_order(script, station, at, voice=voice, diction=diction)


def _kept_pages() -> Pages:
    """The pages of earlier runs."""
    # Imported with the first address: few bulletins need it.
    from bulletin.production.cache.clips import PAGES, cache_folder
    from bulletin.production.cache.pages import PageCache

    return PageCache(cache_folder() / PAGES)


def save_sheet(script: Script, output: Path, *, force: bool = False) -> Path:
    """Write the script as a sheet for a person to edit; returns its path.

    `output` is a file or a folder. Raises OutputError (73) rather than write over somebody's edits, unless
    `force`d to, or over what is no script.
    """
    # With hashlib and more, which only a written file needs.
    from bulletin.production.disk.commit import check_writable, write_whole

    path = output
    if output.is_dir():
        path = output / f"{slug(script.title)}.md"
    if path.suffix.lower() not in SUFFIXES:
        raise OutputError(
            f'a script is a text file; it cannot end in "{path.suffix}".',
            error_id="output.format",
            source=str(path),
            remedy=f"Name it {path.with_suffix(SUFFIXES[0])}",
        )
    check_writable(path.parent)
    if not force and (path.exists() or path.is_symlink()):
        try:
            old = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            old = ""
        if not (is_sheet(old) and is_untouched(old)):
            raise OutputError(
                "this file holds a script that was edited, or something else; it was left as it is.",
                error_id="output.exists",
                source=str(path),
                remedy="Name another file, or add --force to write over it.",
            )
    write_whole(path, write_sheet(script).encode("utf-8", "replace"))
    return path
