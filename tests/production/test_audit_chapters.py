"""Chapters: of any number, in every format that has them, none is called wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bulletin.production.audit.chapters import audit_chapters_inside
from bulletin.production.audit.episode import AuditedEpisode
from bulletin.production.episode.record import EpisodeRecord
from bulletin.production.episode.rows import ChapterRow
from bulletin.schema.programme import Chapter
from bulletin.writers.audio.reading import read_back
from tests.tiers import by_tier
from tests.writers.finished import FACTS, RATE
from tests.writers.test_formats import FORMS

SECONDS = 6
SILENCE = np.zeros((SECONDS * RATE, 1), np.float32)


@pytest.mark.parametrize("form", [name for name in FORMS if name != "mp2"])
@pytest.mark.parametrize("count", by_tier([0, 256], [0, 1, 255, 256, 300, 1000, 1100]))
def test_chapters_of_any_number_are_found_as_they_were_written(form: str, count: int) -> None:
    times = np.linspace(0, SECONDS, count + 1)
    chapters = tuple(
        Chapter(start=round(times[place], 3), end=round(times[place + 1], 3), title=f"समाचार {place + 1}")
        for place in range(count)
    )
    path = FORMS[form].written(SILENCE, replace(FACTS, chapters=chapters))
    rows = tuple(ChapterRow(start=each.start, end=each.end, title=each.title) for each in chapters)
    episode = AuditedEpisode(audio=Path(path), record=EpisodeRecord(chapters=rows))

    finding = audit_chapters_inside(episode, SECONDS, read_back(path))

    assert finding.ok is (True if count else None), finding.what
