"""Cover: the picture beside the sound and in it, as podcast directories take them."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.production.audit.episode import AuditedEpisode
from bulletin.production.audit.files import data_beside
from bulletin.schema.audit import Finding

SMALLEST_COVER, LARGEST_COVER = 1400, 3000
"""Pixels on each side that podcast directories ask for."""

COVER_BYTES = 500_000


def audit_cover(episode: AuditedEpisode) -> Iterator[Finding]:
    """The picture beside the sound."""
    data = data_beside(episode, "cover")
    if data is not None:
        yield _cover("cover", episode, data, smallest=SMALLEST_COVER)


def audit_embedded_cover(episode: AuditedEpisode, picture: bytes | None) -> Iterator[Finding]:
    """The picture in the sound file, where its format has a place for one."""
    if picture is not None:
        yield _cover("cover in the file", episode, picture, smallest=1)
    elif "cover" in episode.record.files and episode.kind not in ("wav", "mp2"):
        yield Finding(
            name="cover in the file",
            ok=False,
            what="missing; the record names a cover",
            remedy=episode.remake,
        )


def _cover(name: str, episode: AuditedEpisode, data: bytes, *, smallest: int) -> Finding:
    from bulletin.writers.pictures import read_picture

    try:
        picture = read_picture(data)
    except ValueError as error:
        return Finding(name=name, ok=False, what=str(error), measured=None, remedy=episode.remake)
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
    return Finding(
        name=name, ok=not faults, what="; ".join([what, *faults]), measured=measured,
        remedy=episode.remake if faults else "",
    )  # fmt: skip
