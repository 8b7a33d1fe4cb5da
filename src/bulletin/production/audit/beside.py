"""Beside: the files of the episode: there, unchanged, readable, and of one mind with the record."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from bulletin.production.audit.labelled import check_words
from bulletin.production.audit.wording import clock, counted, missing_from, same, shortened
from bulletin.production.disk.digest import digest_of
from bulletin.production.episode.claims import AUDIO, Claims
from bulletin.schema.check import Check
from bulletin.schema.episode import RECORD
from bulletin.writers.audio.found import Mark
from bulletin.writers.reading import Caption, read_chapters, read_page, read_srt, read_text, read_vtt

LARGEST = 64_000_000
"""Bytes of a file that is read whole; words of a day's bulletin are some megabytes."""

SMALLEST_COVER, LARGEST_COVER = 1400, 3000
"""Pixels on each side that podcast directories ask for."""

COVER_BYTES = 500_000

CAPTIONS: dict[str, Callable[[bytes], list[Caption]]] = {"vtt": read_vtt, "srt": read_srt}
TRANSCRIPTS: dict[str, Callable[[bytes], str]] = {"txt": read_text, "html": read_page}

_Text = TypeVar("_Text")

_ROUNDED = 0.0015
"""Seconds: times in thousandths are off by half a one."""


def check_files(claims: Claims) -> Iterator[Check]:
    """Names, sizes and check sums of all files that the record names, the sound among them."""
    names = {**claims.names}
    if claims.audio.name not in names.values():
        names = {claims.kind: claims.audio.name, **names}
    odd = [name for name in names.values() if not name.isascii()]
    yield Check(
        name="names", ok=not odd, what=f"{shortened(odd[0])} is not ASCII" if odd else "ASCII",
        measured=list(names.values()), remedy=_renamed(claims) if odd else "",
    )  # fmt: skip
    for kind in claims.names:
        if kind != RECORD:
            yield _file(claims, kind)


def _file(claims: Claims, kind: str) -> Check:
    name = f"{kind} file"
    path = claims.path(kind)
    if path is None:
        return Check(
            name=name, ok=False, what=f"the record names {shortened(claims.names[kind])}, which leads elsewhere",
            claimed=claims.names[kind], remedy=claims.again,
        )  # fmt: skip
    if not path.is_file():
        return Check(
            name=name, ok=False, what=f"{path.name} is missing", claimed=path.name, remedy=claims.again
        )
    try:
        size, digest = path.stat().st_size, digest_of(path)
    except OSError as error:
        return Check(
            name=name, ok=False, what=f"it cannot be read ({error.strerror or error})", claimed=path.name,
            remedy=f"Have it made readable: chmod a+r {shlex.quote(str(path))}",
        )  # fmt: skip
    wanted, claimed_digest = claims.detail(kind, "bytes"), claims.detail(kind, "sha256")
    told = f"{size:,} bytes"
    what = "the enclosure's length" if kind in AUDIO else "the size"
    if wanted is None:
        return Check(name=name, ok=None, what=f"{told}; no record claims others", measured=size)
    if size != wanted:
        return Check(
            name=name, ok=False, what=f"{told}; {what} in the record is {_number(wanted)}", measured=size,
            claimed=wanted, remedy=claims.again,
        )  # fmt: skip
    if claimed_digest is not None and digest != claimed_digest:
        return Check(
            name=name, ok=False, what=f"{told}, as in the record, but not the same ones: the file was changed",
            measured=size, claimed=wanted, remedy=claims.again,
        )  # fmt: skip
    kept = ", unchanged" if claimed_digest is not None else ""
    return Check(name=name, ok=True, what=f"{told}{kept}", measured=size, claimed=wanted)


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else repr(value)


def _renamed(claims: Claims) -> str:
    return claims.again.rpartition(" -o ")[0] + " -o output/"


def chapters_beside(claims: Claims) -> Sequence[Mark] | Check | None:
    """The chapters of the list beside the sound, or the fault that it does not read; None where none is there."""
    return _read(claims, "chapters", "chapters list", read_chapters)


def check_captions(claims: Claims, duration: float) -> Iterator[Check]:
    """Captions: within the sound, in order, one at a time, and all that is said."""
    for kind, read in CAPTIONS.items():
        name = f"{kind} captions"
        captions = _read(claims, kind, name, read)
        if isinstance(captions, Check):
            yield captions
        elif captions is not None:
            yield _captions(name, claims, captions, duration)


def _captions(name: str, claims: Claims, captions: Sequence[Caption], duration: float) -> Check:
    fault = _clock_fault(captions, duration) or _text_fault(claims, captions)
    return Check(
        name=name, ok=not fault, measured=len(captions),
        claimed=None if claims.lines is None else {"sentences": len(claims.lines)},
        what=fault or f"{len(captions):,}, in order, within the sound" + ("" if claims.lines is None else ", with every word of the record"),
        remedy=claims.again if fault else "",
    )  # fmt: skip


def _clock_fault(captions: Sequence[Caption], duration: float) -> str:
    for number, caption in enumerate(captions, start=1):
        if not caption.end > caption.start:
            return f"caption {number} ends at {clock(caption.end)} and begins at {clock(caption.start)}"
        if caption.end > duration + _ROUNDED:
            return f"caption {number} lasts to {clock(caption.end)}; the sound ends at {clock(duration)}"
        if not caption.text.strip():
            return f"caption {number} is empty"
    for number, (one, other) in enumerate(pairwise(captions), start=1):
        if other.start < one.start - _ROUNDED:
            return f"caption {number + 1} begins at {clock(other.start)}, before caption {number}"
        if other.start < one.end - _ROUNDED:
            return f"captions {number} and {number + 1} overlap at {clock(other.start)}"
    return ""


def _text_fault(claims: Claims, captions: Sequence[Caption]) -> str:
    if claims.lines is None:
        return ""
    wanted = [line.written for line in claims.lines]
    shown = " ".join(caption.text for caption in captions)
    if same(" ".join(wanted), shown):
        return ""
    missing = missing_from(wanted, shown)
    if missing:
        return f"{counted(len(missing), 'sentence')} of the record missing, first {shortened(missing[0], 50)}"
    return "they say more than the record has"


def check_lines(claims: Claims, duration: float) -> Iterator[Check]:
    """The record's sentences: within the sound and in order; and what of the article is left out, with reasons."""
    lines = claims.lines
    if lines is None:
        return
    fault = _clock_fault(
        [Caption(start=line.start, end=line.end, text=line.written) for line in lines], duration
    ).replace("caption", "sentence")
    rows = claims.rows("left_out") or []
    without = [row for row in rows if not row.get("reason")]
    if not fault and without:
        fault = f"{shortened(str(without[0].get('written')), 40)} is left out without a reason"
    if not fault and not lines:
        fault = "nothing is said"
    told = (
        f"{counted(len(lines), 'sentence')} in order, {counted(len(rows), 'passage')} left out with a reason"
    )
    yield Check(
        name="sentences", ok=not fault, what=fault or told, measured={"spoken": len(lines), "left_out": len(rows)},
        remedy=claims.again if fault else "",
    )  # fmt: skip


def check_transcripts(claims: Claims) -> Iterator[Check]:
    """Transcripts as text and as a page: readable, and all that is said."""
    for kind, read in TRANSCRIPTS.items():
        name = f"{kind} transcript"
        text = _read(claims, kind, name, read)
        if isinstance(text, Check):
            yield text
        elif text is not None:
            yield check_words(name, claims, text)


def check_cover(claims: Claims) -> Iterator[Check]:
    """The picture beside the sound."""
    data = _data(claims, "cover")
    if data is not None:
        yield _cover("cover", claims, data, smallest=SMALLEST_COVER)


def check_embedded_cover(claims: Claims, picture: bytes | None) -> Iterator[Check]:
    """The picture in the sound file, where its format has a place for one."""
    if picture is not None:
        yield _cover("cover in the file", claims, picture, smallest=1)
    elif "cover" in claims.names and claims.kind not in ("wav", "mp2"):
        yield Check(
            name="cover in the file", ok=False, what="missing; the record names a cover", remedy=claims.again
        )


def _cover(name: str, claims: Claims, data: bytes, *, smallest: int) -> Check:
    from bulletin.writers.pictures import read_picture

    try:
        picture = read_picture(data)
    except ValueError as error:
        return Check(name=name, ok=False, what=str(error), measured=None, remedy=claims.again)
    what = f"{picture.form} {picture.width} by {picture.height} pixels, {picture.mode}, {len(data):,} bytes"
    faults = []
    if picture.form not in ("JPEG", "PNG"):
        faults.append("JPEG or PNG is wanted")
    if picture.mode != "RGB":
        faults.append("RGB is wanted")
    if picture.width != picture.height:
        faults.append("a square is wanted")
    elif not smallest <= picture.width <= LARGEST_COVER:
        faults.append(f"{SMALLEST_COVER} to {LARGEST_COVER} pixels are wanted")
    if len(data) > COVER_BYTES:
        faults.append(f"{COVER_BYTES:,} bytes are the most")
    measured = {
        "format": picture.form, "mode": picture.mode, "width": picture.width, "height": picture.height,
        "bytes": len(data),
    }  # fmt: skip
    return Check(
        name=name, ok=not faults, what="; ".join([what, *faults]), measured=measured,
        remedy=claims.again if faults else "",
    )  # fmt: skip


def _read(claims: Claims, kind: str, name: str, read: Callable[[bytes], _Text]) -> _Text | Check | None:
    """What is in a file, or the fault that it does not read; None where it is not there."""
    data = _data(claims, kind)
    if data is None:
        return None
    try:
        return read(data)
    except ValueError as error:
        return Check(name=name, ok=False, what=f"does not read: {error}", remedy=claims.again)


def _data(claims: Claims, kind: str) -> bytes | None:
    """A file's bytes, if the record names it and it can be read; that it cannot is told of the file."""
    path = claims.path(kind)
    if path is None or not path.is_file() or path.stat().st_size > LARGEST:
        return None
    try:
        return path.read_bytes()
    except OSError:
        return None
