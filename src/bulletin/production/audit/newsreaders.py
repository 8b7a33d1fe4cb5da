"""Newsreaders: whether captions name those who read, by the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bulletin.production.audit.wording import shortened
from bulletin.production.audit.words import visible
from bulletin.production.episode.rows import SentenceRow
from bulletin.writers.audio.wording import one_line
from bulletin.writers.caption_reading import Caption
from bulletin.writers.sidecars.captions import name_line


def without_names(
    captions: Sequence[Caption], sentences: Sequence[SentenceRow], *, in_text: bool
) -> tuple[list[Caption], str]:
    """Return the captions with the sentences' text alone, and what is wrong with the names; empty if nothing is.

    With `in_text`, a caption begins with the newsreader's name where another one has read before (SRT); else the voice of
    each is the name (WebVTT). Captions are matched with sentences by their number of signs.
    """
    said = [(one_line(each.reader or ""), len(visible(each.written))) for each in sentences]
    names = list(dict.fromkeys(reader for reader, _ in said if reader))
    kept: list[Caption] = []
    fault, before = "", ""
    place = begun = 0
    for number, caption in enumerate(captions, start=1):
        while place < len(said) and begun >= said[place][1]:
            begun -= said[place][1]
            before = said[place][0] if said[place][1] else before
            place += 1
        if place == len(said):
            return [*kept, *captions[number - 1 :]], fault
        reader = said[place][0]
        bare, found = caption, caption.voice
        if in_text:
            is_named = begun == 0 and reader not in ("", before)
            bare, found = _split(caption, [reader, *names] if is_named else [])
            reader = reader if is_named else ""
        if found != reader and not fault:
            told = f"names {shortened(found, 40)}" if found else "names no one"
            fault = f"caption {number} {told}, and the record {shortened(reader, 40) if reader else 'no one'}"
        kept.append(bare)
        begun += len(visible(bare.text))
    return kept, fault


def _split(caption: Caption, names: Sequence[str]) -> tuple[Caption, str]:
    """Return the caption without the name that it begins with, and that name; the first of `names` that fits."""
    for name in names:
        label = visible(name_line(name))
        # Between its signs are spaces, line ends, and what keeps players from taking them for markup.
        for end in range(len(label), min(len(caption.text), 4 * len(label)) + 1):
            if visible(caption.text[:end]) == label:
                return replace(caption, text=caption.text[end:]), name
    return caption, ""
