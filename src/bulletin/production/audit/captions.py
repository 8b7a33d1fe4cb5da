"""Captions: captions, transcripts and the record's sentences: in order, within the sound, and with every word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from bulletin.production.audit.episode import AuditedEpisode
from bulletin.production.audit.files import read_beside
from bulletin.production.audit.newsreaders import without_names
from bulletin.production.audit.wording import counted, shortened, timestamp
from bulletin.production.audit.words import audit_words, missing_from, same, visible
from bulletin.production.episode.rows import SentenceRow
from bulletin.schema.audit import Finding
from bulletin.writers.caption_reading import Caption
from bulletin.writers.page_reading import read_page
from bulletin.writers.reading import read_text
from bulletin.writers.sidecars.captions import SHORTEST
from bulletin.writers.srt_reading import read_srt
from bulletin.writers.vtt_reading import read_vtt

CAPTIONS: dict[str, Callable[[bytes], list[Caption]]] = {"vtt": read_vtt, "srt": read_srt}
TRANSCRIPTS: dict[str, Callable[[bytes], str]] = {"txt": read_text, "html": read_page}

_ROUNDED = 0.0015
"""Seconds by which a time may be off: times are rounded to thousandths."""


def audit_captions(episode: AuditedEpisode, duration: float) -> Iterator[Finding]:
    """Captions: within the sound, in order, one at a time, with the names of the newsreaders and every word."""
    for kind, read in CAPTIONS.items():
        name = f"{kind} captions"
        captions = read_beside(episode, kind, name, read)
        if isinstance(captions, Finding):
            yield captions
        elif captions is not None:
            yield _captions(kind, episode, captions, duration)


def _captions(kind: str, episode: AuditedEpisode, captions: Sequence[Caption], duration: float) -> Finding:
    sentences = episode.record.sentences
    time_fault = _time_fault(captions, duration)
    captions, name_fault = without_names(captions, sentences or (), in_text=kind == "srt")
    fault = (
        time_fault
        or _text_fault(episode, captions)
        or name_fault
        or _drift(captions, sentences or (), episode.record.duration or duration)
    )
    with_words = "" if sentences is None else ", with every word of the record at its time"
    return Finding(
        name=f"{kind} captions", ok=not fault, what=fault or f"{len(captions):,}, in order, within the sound{with_words}",
        measured=len(captions), claimed=None if sentences is None else {"sentences": len(sentences)},
        remedy=episode.remake if fault else "",
    )  # fmt: skip


def _time_fault(captions: Sequence[Caption], duration: float) -> str:
    for number, caption in enumerate(captions, start=1):
        if not caption.end > caption.start:
            return (
                f"caption {number} ends at {timestamp(caption.end)} and begins at {timestamp(caption.start)}"
            )
        if caption.end > duration + _ROUNDED:
            return (
                f"caption {number} lasts to {timestamp(caption.end)}; the sound ends at {timestamp(duration)}"
            )
        if not caption.text.strip():
            return f"caption {number} is empty"
    for number, (one, other) in enumerate(pairwise(captions), start=1):
        if other.start < one.start - _ROUNDED:
            return f"caption {number + 1} begins at {timestamp(other.start)}, before caption {number}"
        if other.start < one.end - _ROUNDED:
            return f"captions {number} and {number + 1} overlap at {timestamp(other.start)}"
    return ""


def _text_fault(episode: AuditedEpisode, captions: Sequence[Caption]) -> str:
    if episode.record.sentences is None:
        return ""
    wanted = [each.written for each in episode.record.sentences]
    shown = " ".join(caption.text for caption in captions)
    missing = missing_from(wanted, shown)
    if not missing and same(" ".join(wanted), shown):
        return ""
    if missing:
        return f"{counted(len(missing), 'sentence')} of the record missing, first {shortened(missing[0], 50)}"
    return "they say more than the record has"


def _drift(captions: Sequence[Caption], sentences: Sequence[SentenceRow], duration: float) -> str:
    """The first caption that is not shown while the record's sentence is heard; they have the same words.

    A sentence's first caption begins with it. Its last one ends with it, or stays a second where the next one leaves it
    the time.
    """
    place, begun = 0, 0
    for number, caption in enumerate(captions, start=1):
        while place < len(sentences) and begun >= len(visible(sentences[place].written)):
            begun -= len(visible(sentences[place].written))
            place += 1
        if place == len(sentences):
            break
        sentence = sentences[place]
        late = caption.start - sentence.start
        if late < -_ROUNDED or (begun == 0 and late > _ROUNDED):
            return f"caption {number} begins at {timestamp(caption.start)}, its sentence at {timestamp(sentence.start)}"
        begun += len(visible(caption.text))
        if begun == len(visible(sentence.written)):
            following = captions[number].start if number < len(captions) else duration
            wanted = min(max(sentence.end, caption.start + SHORTEST), max(following, caption.start + 0.001))
            if abs(caption.end - wanted) > _ROUNDED:
                return f"caption {number} ends at {timestamp(caption.end)}, and should at {timestamp(wanted)}"
    return ""


def audit_sentences(episode: AuditedEpisode, duration: float) -> Iterator[Finding]:
    """The record's sentences, within the sound and in order; and the passages left out, each with a reason."""
    sentences = episode.record.sentences
    if sentences is None:
        return
    fault = _time_fault(
        [Caption(start=each.start, end=each.end, text=each.written) for each in sentences], duration
    ).replace("caption", "sentence")
    left_out = episode.record.left_out or ()
    without = [row for row in left_out if not row.reason]
    if not fault and without:
        fault = f"{shortened(without[0].written, 40)} is left out without a reason"
    if not fault and not sentences:
        fault = "nothing is said"
    good = (
        f"{counted(len(sentences), 'sentence')} in order, "
        f"{counted(len(left_out), 'passage')} left out with a reason"
    )
    yield Finding(
        name="sentences", ok=not fault, what=fault or good,
        measured={"spoken": len(sentences), "left_out": len(left_out)},
        remedy=episode.remake if fault else "",
    )  # fmt: skip


def audit_transcripts(episode: AuditedEpisode) -> Iterator[Finding]:
    """Transcripts as text and as a page: readable, and with every sentence."""
    for kind, read in TRANSCRIPTS.items():
        name = f"{kind} transcript"
        text = read_beside(episode, kind, name, read)
        if isinstance(text, Finding):
            yield text
        elif text is not None:
            yield audit_words(name, episode, text)
