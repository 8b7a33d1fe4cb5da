"""Findings: the names of what an audit finds, in another language; what was found is told in English."""

from __future__ import annotations

from bulletin.production.wording.table import Language, Lines


def finding_name(name: str, language: Language = "en") -> str:
    """The name of a finding; as it is where the table does not have it.

    One of several sound files has its format before it, `wav: true peak`; some are of a kind of file, `vtt captions`.
    """
    lines = Lines(language)
    before, colon, rest = name.rpartition(": ")
    kind, _, what = rest.rpartition(" ")
    if f"finding.{rest}" in lines:
        rest = lines(f"finding.{rest}")
    elif kind and f"finding.of.{what}" in lines:
        rest = lines(f"finding.of.{what}", kind=kind)
    return f"{before}{colon}{rest}"
