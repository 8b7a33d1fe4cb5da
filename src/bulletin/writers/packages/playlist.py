"""Playlist: a book → a track an article, and the M3U that lists them, for players that know nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bulletin.schema.book import Article, Book
from bulletin.writers.audio.wording import one_line
from bulletin.writers.names import slug

OURS = re.compile(r"\d{2,3}-[a-z0-9-]+\.mp3|[a-z0-9-]+\.m3u")
"""Names that a playlist and its tracks may have; a folder with others belongs to something else."""

_MOST_CHAPTERS = 255
"""More an ID3 tag cannot list."""

_LONGEST = 60
"""Characters of a track's name, of which some players show no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """An article as a sound file of its own."""

    name: str
    title: str
    part: int
    begin: float
    """Seconds in the part's sound."""
    end: float
    tag: dict[str, str]
    """Texts by the names of ID3's frames."""
    chapters: tuple[tuple[int, int, str], ...]
    """Its sections, where it has several: beginning and end in milliseconds, and title. The first one is its own title's."""


def tracks_of(book: Book) -> tuple[Track, ...]:
    """The tracks of a book, in order; their names are in the order of the alphabet as well."""
    articles = [(number, article) for number, part in enumerate(book.parts) for article in part.articles]
    digits = max(2, len(str(len(articles))))
    return tuple(
        _track(book, article, part, place, len(articles), digits)
        for place, (part, article) in enumerate(articles, start=1)
    )


def _track(book: Book, article: Article, part: int, place: int, of: int, digits: int) -> Track:
    title = one_line(article.title)
    return Track(
        name=f"{place:0{digits}d}-{_short(title)}.mp3",
        title=title,
        part=part,
        begin=article.begin / 1000,
        end=(article.begin + article.length) / 1000,
        tag={
            "TIT2": title,
            "TALB": one_line(book.title),
            "TPE1": one_line(book.publisher),
            "TRCK": f"{place}/{of}",
            "TLEN": str(article.length),
        },
        chapters=_sections(article),
    )


def _sections(article: Article) -> tuple[tuple[int, int, str], ...]:
    heads = [
        (block.phrases[0].begin if block.chapter is None else block.chapter, block.text)
        for block in article.blocks
        if block.level > article.level
    ]
    if not heads:
        return ()
    begins = [(article.begin, article.title), *heads]
    ends = [*(begin for begin, _ in heads), article.begin + article.length]
    found = [
        (begin - article.begin, end - article.begin, one_line(title))
        for (begin, title), end in zip(begins, ends, strict=True)
    ]
    return tuple(found[:_MOST_CHAPTERS])


def playlist_name(book: Book) -> str:
    """The name of the list."""
    return f"{_short(book.title)}.m3u"


def _short(title: str) -> str:
    name = slug(title)
    return name if len(name) <= _LONGEST else name[: _LONGEST + 1].rpartition("-")[0] or name[:_LONGEST]


def playlist_text(tracks: Sequence[Track]) -> str:
    """The list: extended M3U in UTF-8, with the length and title of each track."""
    lines = ["#EXTM3U", "#EXTENC:UTF-8"]
    for track in tracks:
        lines += [f"#EXTINF:{round(track.end - track.begin)},{track.title}", track.name]
    return "\n".join([*lines, ""])
