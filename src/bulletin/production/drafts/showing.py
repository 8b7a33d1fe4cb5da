"""Showing: a story's script → the rows that a page shows of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bulletin.language.characters import letters_and_digits
from bulletin.schema.article import NO_TEXT
from bulletin.schema.draft import LeftOutLine, Paragraph, SentenceRow, StoryDraft
from bulletin.schema.script import Script, Segment
from bulletin.script import foreign_words
from bulletin.script.sheet.writing import is_edited


def draft_of(
    name: str, script: Script, *, folder: Path, revision: str, can_undo: bool, can_redo: bool
) -> StoryDraft:
    """A story as a page shows it; `revision` names what its file is now."""
    return StoryDraft(
        name=name,
        title=script.title,
        source=_source(script, folder),
        published=script.published,
        revision=revision,
        can_undo=can_undo,
        can_redo=can_redo,
        paragraphs=tuple(
            Paragraph(number=number, role=segment.role, sentences=_rows(number, segment))
            for number, segment in enumerate(script.segments)
        ),
        left_out=tuple(
            LeftOutLine(
                number=number,
                text=row.passage.text,
                reason=row.passage.reason,
                href=row.passage.href or "",
                has_text=row.passage.reason not in NO_TEXT,
            )
            for number, row in enumerate(script.left_out)
        ),
        foreign=tuple(dict.fromkeys(word for _, word in foreign_words(script))),
        spoken_letters=sum(len(segment.spoken) for segment in script.segments),
    )


def _source(script: Script, folder: Path) -> str:
    """What it was read from: an address whole, a file of the folder by its name there."""
    source = script.sources[0] if script.sources else ""
    path = Path(source)
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else source


def _rows(number: int, segment: Segment) -> Sequence[SentenceRow]:
    return tuple(
        SentenceRow(
            at=f"{number}.{place}",
            written=" ".join(sentence.written.split()),
            spoken=sentence.spoken,
            differs=letters_and_digits(sentence.written) != letters_and_digits(sentence.spoken),
            own=is_edited(sentence),
        )
        for place, sentence in enumerate(segment.sentences)
    )
