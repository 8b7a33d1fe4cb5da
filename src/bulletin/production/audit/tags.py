"""Tags: what the sound file says of itself, against the record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bulletin.production.audit.episode import AuditedEpisode
from bulletin.production.audit.wording import shortened
from bulletin.production.audit.words import audit_words
from bulletin.schema.audit import Finding
from bulletin.writers.audio.found import ReadBack
from bulletin.writers.audio.wording import in_ascii, one_line

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
"""Codes of three letters (ISO 639-2) → what the record has for them."""


def audit_tags(episode: AuditedEpisode, tags: ReadBack) -> Iterator[Finding]:
    """A finding for each tag."""
    record = episode.record
    one_liners = {
        "title": record.title, "station": record.station, "programme": record.programme, "genre": record.genre,
        "disclosure": record.disclosure,
    }  # fmt: skip
    if not tags.kind:
        claimed = any(text.strip() for text in one_liners.values())
        yield Finding(
            name="tags",
            ok=False if claimed else None,
            what="there are none",
            remedy=episode.remake if claimed else "",
        )
        return
    for name, text in one_liners.items():
        yield _compared(name, episode, tags.fields.get(name), text, ascii_only=tags.ascii_only)
    yield _language(episode, tags)
    yield _day(episode, tags)
    yield _text(episode, tags)
    yield from _provenance(episode, tags)


def _compared(
    name: str, episode: AuditedEpisode, found: str | None, claimed: str, *, ascii_only: bool
) -> Finding:
    """Compare a tag with what the record claims for it; nothing, if that is empty."""
    claimed = claimed.strip()
    if not claimed:
        what = f"{shortened(found)}; no record claims it" if found else "none, and none is claimed"
        return Finding(name=name, ok=None, what=what, measured=found)
    wanted = in_ascii(claimed) if ascii_only else one_line(claimed)
    shown = one_line(found or "")
    # A field of fixed length is cut, at a word or with an ellipsis.
    cut = (
        bool(shown)
        and wanted.startswith(shown.removesuffix("…").rstrip())
        and (ascii_only or shown[-1] == "…")
    )
    if shown == wanted or cut:
        return Finding(name=name, ok=True, what=shortened(shown), measured=found, claimed=claimed)
    what = f"the tag says {shortened(shown)}" if shown else "the tag is missing"
    return Finding(
        name=name, ok=False, what=f"{what}, the record {shortened(claimed)}", measured=found, claimed=claimed,
        remedy=episode.remake,
    )  # fmt: skip


def _language(episode: AuditedEpisode, tags: ReadBack) -> Finding:
    found, claimed = tags.fields.get("language"), episode.record.language.strip()
    if tags.kind == "mp4" and found is None:
        return Finding(
            name="language", ok=None, what="not kept in the tags of this format", claimed=claimed or None
        )
    known = None if found is None else LANGUAGES.get(found.lower(), found)
    same = claimed != "" and known == LANGUAGES.get(claimed.lower(), claimed)
    return _compared("language", episode, claimed if same else found, claimed, ascii_only=False)


def _day(episode: AuditedEpisode, tags: ReadBack) -> Finding:
    """The day in the tags is that of the article, or of the bulletin's own time where the article has none."""
    claimed = episode.record.day
    if claimed and not _is_day(claimed):
        return Finding(
            name="date", ok=False, what=f"the record's, {shortened(claimed)}, is none", claimed=claimed,
            remedy=episode.remake,
        )  # fmt: skip
    found = tags.fields.get("date")
    return _compared("date", episode, found[:10] if found else None, claimed, ascii_only=False)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _text(episode: AuditedEpisode, tags: ReadBack) -> Finding:
    found = tags.fields.get("text")
    if tags.kind == "riff":
        return Finding(name="text", ok=None, what="not kept in this format")
    return audit_words("text", episode, found)


def _provenance(episode: AuditedEpisode, tags: ReadBack) -> Iterator[Finding]:
    """Which voice spoke it, which version of bulletin made it, and from what."""
    found, voice = tags.extra.get("VOICE"), ", ".join(episode.record.voices) or episode.record.voice
    known = (voice.strip(), *(section.voice for section in episode.record.fallback or ()))
    if found and not episode.record.voices and all(one in known for one in found.split(", ")):
        # A record without all voices has the main one; the tag names that of the fallback as well.
        voice = found
    yield _compared("voice", episode, found, voice, ascii_only=tags.ascii_only)
    if episode.record.readers:
        readers = tags.extra.get("PERFORMER")
        yield _compared("newsreaders", episode, readers, episode.record.reader, ascii_only=tags.ascii_only)
    version = tags.extra.get("BULLETIN_VERSION")
    yield _compared("version", episode, version, episode.record.bulletin_version, ascii_only=tags.ascii_only)
    if tags.kind != "riff":
        sources = " ".join(source for source in episode.record.sources if source)
        yield _compared("sources", episode, tags.extra.get("SOURCE"), sources, ascii_only=False)
