"""Words: whether a text holds the record's sentences. Letters and digits count; spaces and punctuation differ by format."""

from __future__ import annotations

import unicodedata
from typing import Any

from bulletin.production.audit.episode import AuditedEpisode
from bulletin.production.audit.wording import counted, shortened
from bulletin.schema.audit import Finding


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
    """Whether two texts have the same words."""
    return _bare(one) == _bare(other)


def missing_from(wanted: list[str], text: str) -> list[str]:
    """The sentences of `wanted` that `text` does not hold in their order."""
    found = _bare(text)
    place = 0
    missing = []
    for sentence in wanted:
        letters = _bare(sentence)
        at = found.find(letters, place)
        if at < 0:
            missing.append(sentence)
        else:
            place = at + len(letters)
    return missing


def _bare(text: str) -> str:
    """The letters with their signs, and the digits."""
    return "".join(
        sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign)[0] in "LMN"
    )
