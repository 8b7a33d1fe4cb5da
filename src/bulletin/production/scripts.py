"""Scripts: sources → what will be said: written from articles, or read back as a person edited it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from bulletin.readers.sources import Fetched, Notice, Source, Sources
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
from bulletin.script.joining import joined
from bulletin.script.running_order import in_running_order
from bulletin.script.twins import twins_of
from bulletin.script.write import listed
from bulletin.writers.names import slug


def ignore(what: str, warning_id: str) -> None:
    """The `Notice` of those who need none."""


SUFFIXES = (".md", ".txt")

_LOOKED_AT = 200
"""Bytes from the beginning of a source that tell an edited script."""


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
    fetched: Fetched | None = None,
) -> Script:
    """Read the sources and write the script of their stories, with its coverage checked.

    A single source may be a script that a person edited, or a `rundown`, which lists the stories itself; a feed gives the
    `latest` of its entries, and `notice` gets what is to be known of it. What is `fetched` is the story itself. Raises InputError (65), MissingInputError (66), BugError (70), and for addresses as
    `Door.fetch` does.
    """
    reader = Sources(kept=_kept_pages, latest=latest, now=now(), notice=notice)
    if rundown is not None:
        return _script_of_rundown(rundown, reader, voice, diction, notice)
    if fetched is not None:
        with without_rules(diction.without), with_own(own_profiles):
            article = reader.article_of(fetched)
        script = write_script([article], voice=voice, diction=diction)
        check_coverage([article], script)
        return script
    found = [reader.opened(source) for source in sources]
    for source in found:
        if not is_sheet(source.data[:_LOOKED_AT].decode("utf-8", "replace")):
            continue
        if len(found) > 1:
            raise InputError(
                "a script is a whole bulletin, and other sources stand beside it.",
                error_id="script.alone",
                source=source.name,
                remedy=f"Make it alone: bulletin make {source.name}",
            )
        return _read_sheet(source, voice, diction)[1]
    with without_rules(diction.without), with_own(own_profiles):
        stories = [article for source in found for article in reader.articles(source)]
    script = write_script(stories, voice=voice, diction=diction)
    check_coverage(stories, script)
    return script


def _script_of_rundown(
    rundown: Rundown, reader: Sources, voice: str, diction: Diction, notice: Notice
) -> Script:
    """The stories of a rundown, reserves last. Of a source with several articles, the line for headlines is the first's."""
    stories: list[Written] = []
    items: list[Item] = []
    for number, item in enumerate(rundown.items, start=1):
        place = f"{rundown.path} line {item.line}, {'reserve' if item.reserve else 'story'} {number}"
        try:
            found = _written_of_item(item, place, reader, voice, diction)
        except BulletinError as error:
            if item.source:
                error.source = f"{place}: {error.source or item.source}"
            raise
        stories += found
        items += [item, *(replace(item, headline="", before="") for _ in found[1:])]
    script = joined(stories[0].script, [(story.script, 0) for story in stories])
    # An article that stands in the rundown comes from that file, as listeners are told.
    named = tuple(
        str(rundown.path) if item.text else source for item, source in zip(items, script.sources, strict=True)
    )
    told = [replace(story, source=name) for story, name in zip(script.stories, named, strict=True)]
    whole = replace(
        script,
        title=rundown.title or script.title,
        summary=rundown.summary,
        sources=named,
        stories=listed(told, items),
    )
    for number, first in twins_of(whole).items():
        notice(_twice(rundown, items, number, first), "rundown.twice")
    return whole


def _twice(rundown: Rundown, items: Sequence[Item], number: int, first: int) -> str:
    """That a story has the text of another; a reserve that has is never read."""
    place = f"{rundown.path} line {items[number].line}"
    if items[number].reserve:
        other = "another reserve" if items[first].reserve else f"story {first + 1}"
        return f"the reserve of {place} has the same text as {other}, so it is never added"
    return f"stories {first + 1} and {number + 1} have the same text, and it is read twice ({place})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One story that a source holds: its article, and the script of it alone, with its coverage checked."""

    source: Source
    article: Article
    script: Script
    is_edited: bool = False
    """Whether the source is a script that a person edited."""


def written_of(
    sources: Sequence[str], diction: Diction = PLAIN, *, latest: int = LATEST, notice: Notice = ignore
) -> list[Written]:
    """The stories of sources, in order: an edited script is one of them, and must hold one. Raises as `script_of` does."""
    reader = Sources(kept=_kept_pages, latest=latest, now=now(), notice=notice)
    return [story for source in sources for story in _written(reader.opened(source), reader, "", diction)]


def _written_of_item(
    item: Item, place: str, reader: Sources, voice: str, diction: Diction
) -> tuple[Written, ...]:
    if not item.text:
        return _written(reader.opened(item.source), reader, voice, diction)
    source = Source(name=place, data=item.text.strip().encode())
    with without_rules(diction.without), with_own(own_profiles):
        article = read_article(source.data, place)
    return (_written_from(source, article, voice, diction),)


def _written(source: Source, reader: Sources, voice: str, diction: Diction) -> tuple[Written, ...]:
    """The stories of a source."""
    if not is_sheet(source.data[:_LOOKED_AT].decode("utf-8", "replace")):
        with without_rules(diction.without), with_own(own_profiles):
            articles = reader.articles(source)
        return tuple(_written_from(source, article, voice, diction) for article in articles)
    articles, script = _read_sheet(source, voice, diction)
    if len(articles) > 1:
        raise InputError(
            f"a story is wanted, and this edited script has {len(articles)}.",
            error_id="script.several",
            source=source.name,
            remedy="Write a script of each article: bulletin script ARTICLE -o FILE.md",
        )
    return (Written(source=source, article=articles[0], script=script, is_edited=True),)


def _written_from(source: Source, article: Article, voice: str, diction: Diction) -> Written:
    script = write_script([article], voice=voice, diction=diction)
    check_coverage([article], script)
    return Written(source=source, article=article, script=script)


def _read_sheet(source: Source, voice: str, diction: Diction) -> tuple[tuple[Article, ...], Script]:
    """The stories of an edited script, and the script, with its coverage checked."""
    text, _ = without_controls(decode(source.data, source.name))
    articles, script = read_sheet(text, source.name, voice=voice, diction=diction)
    check_coverage(articles, script)
    return articles, script


def stings_of(script: Script) -> dict[Part, Path]:
    """The sounds that stories have in place of the sting, by the names that a programme has for them."""
    return {own_sting(number): story.sting for number, story in enumerate(script.stories) if story.sting}


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
