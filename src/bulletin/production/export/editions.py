"""Editions: an episode's record → its edition again, as its files were made from it; without the times of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from bulletin.production.episode.conversion import chapters_of
from bulletin.production.episode.corrections import corrections_of
from bulletin.production.episode.record import EpisodeRecord
from bulletin.production.episode.rows import SentenceRow
from bulletin.production.episode.stories import StoryRow
from bulletin.schema.edition import Edition, Link, TimedSentence
from bulletin.schema.formats import FOR_LISTENERS
from bulletin.schema.script import HEADLINE_LISTS, OF_STORIES, ROLES, Role

_Place = tuple[object, ...]


def edition_of_record(record: EpisodeRecord) -> Edition:
    """The edition of a record. Raises ValueError with what is missing or wrong in it."""
    made = _moment(record.made)
    if made is None:
        raise ValueError('"made" is no time with its zone')
    if record.duration is None or record.duration <= 0:
        raise ValueError('"duration" is no number of seconds')
    if not record.title.strip():
        raise ValueError('"title" is empty')
    return Edition(
        title=record.title,
        dek=record.dek,
        language=record.language or "hi",
        published=_day(record.date),
        made=made,
        at=_moment(record.at),
        station=record.station,
        programme=record.programme,
        reader=record.reader,
        genre=record.genre,
        copyright=record.copyright,
        link=record.link,
        disclosure=record.disclosure,
        voice=", ".join(record.voices) or record.voice,
        duration=record.duration,
        chapters=chapters_of(record.chapters or ()),
        sentences=tuple(_sentences(record)),
        links=tuple(Link(title=each.title, href=each.href) for each in record.links or ()),
        sources=record.sources,
        audio=next((record.files[form] for form in FOR_LISTENERS if form in record.files), ""),
        corrections=corrections_of(record.corrections),
        identity=record.made_from,
    )


def _sentences(record: EpisodeRecord) -> Iterator[TimedSentence]:
    """The sentences, each with the number of its paragraph. Raises ValueError."""
    if not record.sentences:
        raise ValueError('"lines" has no sentence')
    assert record.duration is not None
    segment, sentence, reached = -1, 0, 0.0
    before: _Place | None = None
    for number, (row, place) in enumerate(_placed(record.sentences, record.stories or ())):
        if not reached <= row.start <= row.end <= record.duration + 0.5:
            raise ValueError(f'"lines" has a wrong time in row {number + 1}')
        reached = row.start
        segment, sentence = (segment, sentence + 1) if place == before else (segment + 1, 0)
        before = place
        yield TimedSentence(
            start=row.start,
            end=row.end,
            written=row.written,
            spoken=row.spoken,
            role=_role(row.role),
            story=row.story or 0,
            segment=segment,
            sentence=sentence,
            reader=row.reader or "",
        )


def _placed(
    sentences: Sequence[SentenceRow], stories: Sequence[StoryRow]
) -> Iterator[tuple[SentenceRow, _Place]]:
    """Each sentence with what only those of its own paragraph share.

    The paragraphs are those of the record's stories, some of which a slot may have cut. Records of earlier versions have no
    stories: there, every sentence of an article is a paragraph.
    """
    texts = [
        [(place, said.written) for place, segment in enumerate(story.segments) for said in segment.sentences]
        for story in stories
    ]
    reached = [0] * len(texts)
    for number, row in enumerate(sentences):
        story = row.story or 0
        if row.role in HEADLINE_LISTS:
            yield row, (row.role, number)
        elif row.role not in OF_STORIES:
            yield row, (row.role, story, row.reader)
        else:
            here = texts[story] if 0 <= story < len(texts) else []
            place = next(
                (at for at in range(reached[story] if here else 0, len(here)) if here[at][1] == row.written),
                None,
            )
            if place is None:
                yield row, (row.role, story, "alone", number)
            else:
                reached[story] = place + 1
                yield row, (row.role, story, here[place][0])


def _role(text: str) -> Role:
    return next((role for role in ROLES if role == text), "body")


def _moment(text: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
