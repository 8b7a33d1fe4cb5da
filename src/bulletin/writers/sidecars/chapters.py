"""Chapters: the JSON that podcast apps read (Podcasting 2.0, version 1.2.0)."""

from __future__ import annotations

import json
from typing import Any

from bulletin.schema.edition import Edition
from bulletin.schema.programme import with_whole_stories
from bulletin.writers.audio.wording import one_line


def chapters_json(edition: Edition) -> bytes:
    """The chapters with their times in seconds; the file is served as `application/json+chapters`.

    Sections within one of several stories are marked `"toc": false`: apps neither list them nor jump to them.
    """
    document: dict[str, Any] = {
        "version": "1.2.0",
        "title": one_line(edition.title),
        "author": one_line(edition.station),
        "podcastName": one_line(edition.programme),
    }
    if edition.audio:
        document["fileName"] = edition.audio.encode(errors="replace").decode()
    document["chapters"] = [
        {
            "startTime": round(chapter.start, 3),
            "endTime": round(chapter.end, 3),
            "title": one_line(chapter.title) or str(number),
            **({"toc": False} if chapter.level else {}),
        }
        for number, chapter in enumerate(with_whole_stories(edition.chapters), 1)
    ]
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
