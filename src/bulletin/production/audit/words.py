"""Words: whether a text holds the record's sentences. Letters and digits count; spaces and punctuation differ by format."""

from __future__ import annotations

import unicodedata
from typing import Any

from bulletin.production.audit.episode import AuditedEpisode
from bulletin.production.audit.wording import counted, shortened
from bulletin.schema.audit import Finding
from bulletin.writers.audio.wording import one_line

_ONE_WIDTH = str.maketrans("\uff5b\uff5d", "{}")
"""SRT captions have full-width braces, as some players hide what stands in others."""


def audit_words(name: str, episode: AuditedEpisode, text: str | None) -> Finding:
    """Whether a text (None if there is none) holds every sentence of the record, letter by letter and in order."""
    sentences = episode.record.sentences
    if sentences is None:
        what = (
            f"{counted(len(text), 'character')}; no record claims others"
            if text
            else "none, and none is claimed"
        )
        return Finding(name=name, ok=None, what=what, measured=len(text or ""))
    wanted = [each.written for each in sentences]
    if text is None:
        return Finding(
            name=name, ok=False, what=f"missing; the record has {counted(len(wanted), 'sentence')}",
            measured=0, claimed=len(wanted), remedy=episode.remake,
        )  # fmt: skip
    missing = missing_from(wanted, text)
    held = len(wanted) - len(missing)
    measured: Any = {"sentences": held}
    if missing:
        return Finding(
            name=name, ok=False, measured=measured, claimed={"sentences": len(wanted)}, remedy=episode.remake,
            what=f"{held} of {counted(len(wanted), 'sentence')}; missing: {shortened(missing[0], 50)}",
        )  # fmt: skip
    return Finding(
        name=name, ok=True, what=f"all {counted(held, 'sentence')}", measured=measured,
        claimed={"sentences": len(wanted)},
    )  # fmt: skip


def same(one: str, other: str) -> bool:
    """Whether two texts look the same, leaving white space aside."""
    return visible(one) == visible(other)


def missing_from(wanted: list[str], text: str) -> list[str]:
    """The sentences of `wanted` that `text` does not hold, sign by sign and in their order."""
    found = visible(text)
    place = 0
    missing = []
    for sentence in wanted:
        signs = visible(sentence)
        at = found.find(signs, place)
        if at < 0:
            missing.append(sentence)
        else:
            place = at + len(signs)
    return missing


def visible(text: str) -> str:
    """The signs of a text as they are seen: without white space and what is invisible, braces of one width."""
    shown = "".join(one_line(unicodedata.normalize("NFC", text)).split())
    return shown.translate(_ONE_WIDTH)
