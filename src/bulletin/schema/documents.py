"""Versioned JSON documents of scripts and audits, which other programs read. An episode's is in its record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bulletin.schema.script import Script

if TYPE_CHECKING:
    from bulletin.schema.audit import AuditReport

SCRIPT_SCHEMA = "bulletin.script/2"
AUDIT_SCHEMA = "bulletin.check/1"


def script_document(script: Script) -> dict[str, Any]:
    """A script as the document `bulletin.script/2`."""
    return {
        "schema": SCRIPT_SCHEMA,
        "title": script.title,
        "language": script.language,
        "date": script.published.isoformat() if script.published else None,
        "stories": [
            {
                "title": story.title,
                "source": story.source,
                "published": story.published.isoformat() if story.published else None,
                "reader": story.reader,
                "site": story.site or None,
            }
            for story in script.stories
        ],
        "segments": [
            {
                "id": segment.id,
                "role": segment.role,
                "story": segment.story,
                "reader": segment.reader or None,
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
                "rule": item.passage.rule,
                "story": item.story,
                "href": item.passage.href,
            }
            for item in script.left_out
        ],
        "outside": [
            {"story": story, "letters": letters} for story, letters in enumerate(script.outside) if letters
        ],
    }


def audit_document(report: AuditReport) -> dict[str, Any]:
    """An audit as the document `bulletin.check/1`; each name implies the unit: seconds, LUFS, dBTP or bytes."""
    return {
        "schema": AUDIT_SCHEMA,
        "ok": not report.faults,
        "audio": [str(path) for path in report.audio],
        "record": None if report.record is None else str(report.record),
        "checks": [
            {
                "name": finding.name,
                "ok": finding.ok,
                "what": finding.what,
                "measured": finding.measured,
                "claimed": finding.claimed,
                "remedy": finding.remedy,
            }
            for finding in report.findings
        ],
    }
