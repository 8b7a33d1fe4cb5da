"""Finished episodes for tests of exports: an edition as its record, and an MP3 of silence that is as long."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from bulletin.containers.mpeg import FRAME, mp3_header
from bulletin.containers.xing import CONSTANT, Info, write_info
from bulletin.schema.edition import Edition
from bulletin.schema.programme import Chapter
from bulletin.schema.script import Role
from tests.writers.editions import SMALL, line

STORY = ("headline", "dek", "heading", "body")
HEAD = mp3_header(44_100, 128, 1)


@cache
def silence(seconds: float) -> bytes:
    """An MP3 as long as `seconds`, as our encoder frames it. Zeros are a frame without sound."""
    frames = -(-int(seconds * 44_100 + 1105) // FRAME) + 1
    body = HEAD.ljust(417, b"\0") * frames
    padding = min(frames * FRAME - 576 - round(seconds * 44_100), 0xFFF)
    info = Info(frames=frames, size=len(body) + 417, delay=576, padding=padding)
    return write_info(HEAD, info, bytes(100), method=CONSTANT, bit_rate=128) + body


def hour(stories: int = 20, seconds: float = 3600.0) -> Edition:
    """A bulletin of so many stories, each of a headline, two sections and paragraphs, a sentence every five seconds."""
    number = int(seconds / 5)
    each = number // stories
    sentences, chapters = [], []
    for place in range(number):
        story, at = min(place // each, stories - 1), place % each
        section = at in (each // 3, 2 * each // 3)
        role: Role = "headline" if at == 0 else "heading" if section else "body"
        written = f"खबर {story + 1}, वाक्य {at + 1}: नगर निगम ने {place} नई बसें चलाने का फैसला AT&T के साथ किया।"
        start = 5.0 * place
        sentences.append(
            line(written, start=start, end=start + 4.5, role=role, story=story, segment=place, sentence=0)
        )
        if at == 0 or section:
            chapters.append(Chapter(start=start, end=start, title=written, level=int(section)))
    ends = [*(chapter.start for chapter in chapters[1:]), seconds]
    return replace(
        SMALL,
        title="एक घंटे के समाचार",
        duration=seconds,
        chapters=tuple(replace(one, end=end) for one, end in zip(chapters, ends, strict=True)),
        sentences=tuple(sentences),
    )


def finished(
    folder: Path,
    edition: Edition = SMALL,
    stem: str = "news",
    *,
    form: str = "mp3",
    picture: bytes = b"",
    **more: Any,
) -> Path:
    """A finished episode in `folder`; `more` are keys of its record, of which None takes one away. Returns its record."""
    folder.mkdir(parents=True, exist_ok=True)
    sound = silence(edition.duration)
    names = {form: f"{stem}.{form}", "html": f"{stem}.html", "episode": f"{stem}.episode.json"}
    (folder / names[form]).write_bytes(sound)
    if picture:
        names["cover"] = f"{stem}.jpg"
        (folder / names["cover"]).write_bytes(picture)
    document: dict[str, Any] = {
        "schema": "bulletin.episode/1",
        "title": edition.title,
        "audio": names[form],
        "files": names,
        "details": {
            form: {"bytes": len(sound), "type": "audio/mpeg", "sha256": hashlib.sha256(sound).hexdigest()}
        },
        "duration": edition.duration,
        "voice": edition.voice,
        "voices": edition.voice.split(", "),
        "made_from": edition.identity,
        "made": edition.made.isoformat(),
        "date": edition.published.isoformat() if edition.published else None,
        "language": edition.language,
        "dek": edition.dek,
        "station": edition.station,
        "programme": edition.programme,
        "reader": edition.reader,
        "genre": edition.genre,
        "copyright": edition.copyright,
        "link": edition.link,
        "disclosure": edition.disclosure,
        "sources": list(edition.sources),
        "links": [{"title": each.title, "href": each.href} for each in edition.links],
        "chapters": [
            {"start": each.start, "end": each.end, "title": each.title, "level": each.level}
            for each in edition.chapters
        ],
        "lines": [
            {
                "start": round(each.start, 3),
                "end": round(each.end, 3),
                "written": each.written,
                "spoken": each.spoken,
                "role": each.role,
                "story": each.story,
                "reader": each.reader or None,
            }
            for each in edition.sentences
        ],
        "corrections": [{"at": each.at.isoformat(), "text": each.text} for each in edition.corrections],
        "stories": _stories(edition),
        **more,
    }
    document = {key: value for key, value in document.items() if value is not None}
    path = folder / names["episode"]
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def _stories(edition: Edition) -> list[dict[str, Any]]:
    said = [each for each in edition.sentences if each.role in STORY]
    rows: list[dict[str, Any]] = []
    for number in range(max((each.story for each in said), default=-1) + 1):
        mine = [each for each in said if each.story == number]
        segments = []
        for _, group in groupby(mine, key=lambda each: each.segment):
            sentences = list(group)
            segments.append(
                {
                    "role": sentences[0].role,
                    "written": " ".join(each.written for each in sentences),
                    "sentences": [{"written": each.written, "spoken": each.spoken} for each in sentences],
                }
            )
        rows.append({"title": f"खबर {number + 1}", "segments": segments})
    return rows
