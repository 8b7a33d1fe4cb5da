"""Books: finished episodes → a book: one bulletin, or several as the book of a day."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bulletin import __version__
from bulletin.production.episode.record import is_plain
from bulletin.production.export.episodes import FinishedEpisode, titles_of
from bulletin.schema.book import Book, Note, Part
from bulletin.schema.formats import FORMATS
from bulletin.writers.audio.wording import one_line
from bulletin.writers.packages.articles import articles_of
from bulletin.writers.sidecars.links import address
from bulletin.writers.sidecars.paragraphs import ALSO_READ, SOURCES, correction_lines, credit_lines
from bulletin.writers.timestamps import MONTHS

CREDITS, CORRECTIONS = "प्रस्तुति", "संशोधन"

_IDENTITIES = uuid.UUID("0bb5c2c0-6d0b-4d0e-9d0c-7a1f4f0c8e11")
"""The space of names that identifiers of books are in."""

_LARGEST_COVER = 16 * 1024**2


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBook:
    """A book, and where the sound of its parts is."""

    book: Book
    sounds: tuple[Path, ...]


def book_of(episodes: Sequence[FinishedEpisode], forms: Sequence[str], package: str) -> MadeBook:
    """The book of these episodes, with sound in the first of the formats that each has. Raises as `FinishedEpisode.sound`."""
    sounds = [episode.sound(forms, package) for episode in episodes]
    first = episodes[0]
    cover, cover_type, cover_text = _cover(episodes)
    book = Book(
        title=day_title(episodes),
        language=first.edition.language,
        identifier=uuid.uuid5(_IDENTITIES, "\n".join(map(_identity, episodes))).urn,
        day=max(episode.edition.day for episode in episodes),
        modified=max(
            moment
            for episode in episodes
            for moment in (episode.edition.made, *(each.at for each in episode.edition.corrections))
        ),
        publisher=one_line(first.edition.station) or "bulletin",
        narrators=tuple(dict.fromkeys(name for episode in episodes for name in _narrators(episode))),
        description=one_line(
            first.edition.dek if len(episodes) == 1 else "; ".join(each.edition.title for each in episodes)
        ),
        rights=one_line(first.edition.copyright),
        generator=f"bulletin {__version__}",
        cover=cover,
        cover_type=cover_type,
        cover_text=cover_text,
        parts=tuple(
            Part(
                title=title,
                suffix=FORMATS[form].suffix,
                media_type=FORMATS[form].media_type,
                size=path.stat().st_size,
                articles=articles_of(episode.edition, f"e{number}a", top=1),
            )
            for number, (episode, title, (form, path)) in enumerate(
                zip(episodes, titles_of(episodes), sounds, strict=True), start=1
            )
        ),
        notes=tuple(_notes(episodes)),
    )
    return MadeBook(book=book, sounds=tuple(path for _, path in sounds))


def day_title(episodes: Sequence[FinishedEpisode]) -> str:
    """The bulletin's title; of several, the programme's name and their days."""
    first = episodes[0].edition
    if len(episodes) == 1:
        return one_line(first.title)
    days = sorted({episode.edition.day for episode in episodes})
    said = " – ".join(dict.fromkeys(_day(day) for day in (days[0], days[-1])))
    names = {one_line(episode.edition.programme) for episode in episodes}
    return f"{names.pop() if len(names) == 1 and '' not in names else 'समाचार'}, {said}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def _identity(episode: FinishedEpisode) -> str:
    """By what an episode is known again, whatever its words and files become."""
    return f"{episode.edition.identity or episode.stem} {episode.edition.day}"


def _narrators(episode: FinishedEpisode) -> Sequence[str]:
    record = episode.record
    named = record.readers or ((record.reader,) if record.reader.strip() else ())
    return [one_line(name) for name in named] or [
        f"कृत्रिम आवाज़ ({name})" for name in record.voices or (record.voice,) if name
    ]


def _cover(episodes: Iterable[FinishedEpisode]) -> tuple[bytes, str, str]:
    """The first picture that there is, its kind, and what stands on it."""
    for episode in episodes:
        name = episode.record.files.get("cover", "")
        path = episode.path.with_name(name) if is_plain(name) else None
        try:
            data = path.read_bytes() if path and path.stat().st_size <= _LARGEST_COVER else b""
        except OSError:
            continue
        kind = {b"\xff\xd8\xff": "image/jpeg", b"\x89PN": "image/png"}.get(data[:3])
        if kind is not None:
            said = ", ".join(
                filter(None, (one_line(episode.edition.title), one_line(episode.edition.station)))
            )
            return data, kind, said
    return b"", "image/jpeg", ""


def _notes(episodes: Sequence[FinishedEpisode]) -> Iterable[Note]:
    """What is read and not heard, each line once."""
    editions = [episode.edition for episode in episodes]
    rows: dict[str, list[tuple[str, str | None]]] = {
        CREDITS: [
            *((f"{name}: {text}", address(text)) for each in editions for name, text in credit_lines(each)),
            *((one_line(each.disclosure), None) for each in editions if each.disclosure),
        ],
        CORRECTIONS: [(line, None) for each in editions for line in correction_lines(each.corrections)],
        ALSO_READ: [
            (one_line(link.title), address(link.href or link.title))
            for each in editions
            for link in each.links
        ],
        SOURCES: [(one_line(source), address(source)) for each in editions for source in each.sources],
    }
    for title, lines in rows.items():
        if lines:
            yield Note(title=title, lines=tuple(dict.fromkeys((text, href or "") for text, href in lines)))
