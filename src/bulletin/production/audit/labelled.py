"""Labelled: the tags read back, against the record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from bulletin.production.audit.wording import counted, missing_from, shortened
from bulletin.production.episode.claims import Claims
from bulletin.schema.check import Check
from bulletin.writers.audio.found import ReadBack
from bulletin.writers.audio.wording import in_ascii, one_line

IN_ONE_LINE = ("title", "station", "programme", "genre", "disclosure")

LANGUAGES = {
    "hin": "hi",
    "hindi": "hi",
    "eng": "en",
    "mar": "mr",
    "nep": "ne",
    "ben": "bn",
    "urd": "ur",
    "san": "sa",
}
"""Codes of three letters (ISO 639-2), and what the record has for them."""


def check_tags(claims: Claims, told: ReadBack) -> Iterator[Check]:
    """A check for each thing that is told in words."""
    if not told.kind:
        claimed = any(claims.text(name) for name in IN_ONE_LINE)
        yield Check(
            name="tags",
            ok=False if claimed else None,
            what="there are none",
            remedy=claims.again if claimed else "",
        )
        return
    for name in IN_ONE_LINE:
        yield _judged(name, claims, told.fields.get(name), claims.text(name), told_in_ascii=told.ascii_only)
    yield _language(claims, told)
    yield _day(claims, told)
    yield _text(claims, told)
    yield from _provenance(claims, told)


def _judged(
    name: str, claims: Claims, found: str | None, claimed: str | None, *, told_in_ascii: bool
) -> Check:
    if claimed is None:
        what = f"{shortened(found)}; no record claims it" if found else "none, and none is claimed"
        return Check(name=name, ok=None, what=what, measured=found)
    wanted = in_ascii(claimed) if told_in_ascii else one_line(claimed)
    shown = one_line(found or "")
    # A field of fixed length is cut, at a word or with an ellipsis.
    cut = (
        bool(shown)
        and wanted.startswith(shown.removesuffix("…").rstrip())
        and (told_in_ascii or shown[-1] == "…")
    )
    if shown == wanted or cut:
        return Check(name=name, ok=True, what=shortened(shown), measured=found, claimed=claimed)
    what = f"the tag says {shortened(shown)}" if shown else "the tag is missing"
    return Check(
        name=name, ok=False, what=f"{what}, the record {shortened(claimed)}", measured=found, claimed=claimed,
        remedy=claims.again,
    )  # fmt: skip


def _language(claims: Claims, told: ReadBack) -> Check:
    found, claimed = told.fields.get("language"), claims.text("language")
    if told.kind == "mp4" and found is None:
        return Check(name="language", ok=None, what="not told in the tags of this format", claimed=claimed)
    known = None if found is None else LANGUAGES.get(found.lower(), found)
    same = claimed is not None and known == LANGUAGES.get(claimed.lower(), claimed)
    return _judged("language", claims, claimed if same else found, claimed, told_in_ascii=False)


def _day(claims: Claims, told: ReadBack) -> Check:
    """The day in the tags is that of the article, or where it has none that of making."""
    claimed = claims.text("date") or (claims.text("made") or "")[:10] or None
    if claimed is not None and not _is_day(claimed):
        return Check(
            name="date", ok=False, what=f"the record's, {shortened(claimed)}, is none", claimed=claimed,
            remedy=claims.again,
        )  # fmt: skip
    found = told.fields.get("date")
    return _judged("date", claims, found[:10] if found else None, claimed, told_in_ascii=False)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _text(claims: Claims, told: ReadBack) -> Check:
    found = told.fields.get("text")
    if told.kind == "riff":
        return Check(name="text", ok=None, what="not told in this format")
    return check_words("text", claims, found)


def _provenance(claims: Claims, told: ReadBack) -> Iterator[Check]:
    """Who spoke it, which bulletin made it, and of what."""
    found, voice = told.extra.get("VOICE"), claims.text("voice")
    known = (voice, *(section.get("voice") for section in claims.rows("fallback") or []))
    if found and all(one in known for one in found.split(", ")):
        # Where sections were read by another voice, the tag names both, the record the one that was asked for.
        voice = found
    yield _judged("voice", claims, found, voice, told_in_ascii=told.ascii_only)
    version = told.extra.get("BULLETIN_VERSION")
    yield _judged("version", claims, version, claims.text("bulletin_version"), told_in_ascii=told.ascii_only)
    if told.kind != "riff":
        sources = " ".join(claims.sources) or None
        yield _judged("sources", claims, told.extra.get("SOURCE"), sources, told_in_ascii=False)


def check_words(name: str, claims: Claims, text: str | None) -> Check:
    """Whether a text holds every sentence of the record, letter by letter and in order; None if it is not there."""
    lines = claims.lines
    if lines is None:
        what = (
            f"{counted(len(text), 'character')}; no record claims others"
            if text
            else "none, and none is claimed"
        )
        return Check(name=name, ok=None, what=what, measured=len(text or ""))
    wanted = [line.written for line in lines]
    if text is None:
        return Check(
            name=name, ok=False, what=f"missing; the record has {counted(len(wanted), 'sentence')}",
            measured=0, claimed=len(wanted), remedy=claims.again,
        )  # fmt: skip
    missing = missing_from(wanted, text)
    held = len(wanted) - len(missing)
    measured: Any = {"sentences": held}
    if missing:
        return Check(
            name=name, ok=False, measured=measured, claimed={"sentences": len(wanted)}, remedy=claims.again,
            what=f"{held} of {counted(len(wanted), 'sentence')}; missing: {shortened(missing[0], 50)}",
        )  # fmt: skip
    return Check(
        name=name, ok=True, what=f"all {counted(held, 'sentence')}", measured=measured,
        claimed={"sentences": len(wanted)},
    )  # fmt: skip
