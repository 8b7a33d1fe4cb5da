"""Records as versioned JSON documents: the shapes that other programs read."""

from __future__ import annotations

from typing import Any

from bulletin.schema.check import Checked
from bulletin.schema.edition import Edition
from bulletin.schema.episode import Episode, Slotted
from bulletin.schema.script import Script

SCRIPT_SCHEMA = "bulletin.script/1"
EPISODE_SCHEMA = "bulletin.episode/1"
CHECK_SCHEMA = "bulletin.check/1"


def script_document(script: Script) -> dict[str, Any]:
    """A script as the document `bulletin.script/1`."""
    return {
        "schema": SCRIPT_SCHEMA,
        "title": script.title,
        "language": script.language,
        "date": script.published.isoformat() if script.published else None,
        "segments": [
            {
                "id": segment.id,
                "role": segment.role,
                "story": segment.story,
                "written": segment.written,
                "spoken": segment.spoken,
                "voice": segment.voice,
                "sentences": [
                    {
                        "written": sentence.written,
                        "spoken": sentence.spoken,
                        "changes": [
                            {
                                "rule": change.rule,
                                "written": change.written,
                                "spoken": change.spoken,
                                "start": change.start,
                            }
                            for change in sentence.changes
                        ],
                    }
                    for sentence in segment.sentences
                ],
            }
            for segment in script.segments
        ],
        "left_out": [
            {
                "written": item.passage.text,
                "reason": item.passage.reason,
                "story": item.story,
                "href": item.passage.href,
            }
            for item in script.left_out
        ],
    }


def episode_document(episode: Episode) -> dict[str, Any]:
    """An episode as the document `bulletin.episode/1`; times in seconds."""
    return {
        "schema": EPISODE_SCHEMA,
        "title": episode.title,
        "audio": str(episode.audio),
        "files": {kind: str(path) for kind, path in episode.files.items()},
        "details": {
            kind: {"bytes": detail.size, "type": detail.media_type, "sha256": detail.sha256}
            for kind, detail in episode.details.items()
        },
        "duration": round(episode.duration, 3),
        "loudness": {
            "integrated_lufs": round(episode.loudness.integrated_lufs, 2),
            "true_peak_dbtp": round(episode.loudness.true_peak_dbtp, 2),
            "target_lufs": episode.target,
        },
        "voice": episode.voice,
        "fallback": [
            {"title": section.title, "voice": section.voice, "reason": section.reason}
            for section in episode.fallback
        ],
        "slot": _slot(episode.slot) if episode.slot else None,
        "segments": episode.segments,
        "unchanged": episode.unchanged,
        "requests": {"made": episode.requests.made, "from_cache": episode.requests.from_cache},
        "chapters": [
            {"start": round(chapter.start, 3), "end": round(chapter.end, 3), "title": chapter.title}
            for chapter in episode.chapters
        ],
        "seconds": {stage: round(wall, 3) for stage, wall in episode.seconds.items()},
    }


def _slot(slot: Slotted) -> dict[str, Any]:
    return {
        "asked": slot.asked,
        "natural": slot.natural,
        "levers": {
            "pauses": slot.pauses,
            "rate": slot.rate,
            "paragraphs": slot.paragraphs,
            "padding": slot.padding,
        },
        "left_out": len(slot.left_out),
        "cut": list(slot.left_out),
    }


def edition_document(edition: Edition) -> dict[str, Any]:
    """What an episode says of itself, as its record holds it beside `episode_document`; times in seconds."""
    return {
        "made": edition.made.isoformat(timespec="seconds"),
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
        "links": [{"title": link.title, "href": link.href} for link in edition.links],
        "lines": [
            {
                "start": round(line.start, 3),
                "end": round(line.end, 3),
                "written": line.written,
                "spoken": line.spoken,
                "role": line.role,
                "story": line.story,
            }
            for line in edition.sentences
        ],
    }


def check_document(checked: Checked) -> dict[str, Any]:
    """What was checked as the document `bulletin.check/1`; numbers are seconds, LUFS, dBTP or bytes by the name."""
    return {
        "schema": CHECK_SCHEMA,
        "ok": not checked.faults,
        "audio": [str(path) for path in checked.audio],
        "record": None if checked.record is None else str(checked.record),
        "checks": [
            {
                "name": check.name,
                "ok": check.ok,
                "what": check.what,
                "measured": check.measured,
                "claimed": check.claimed,
                "remedy": check.remedy,
            }
            for check in checked.checks
        ],
    }
