"""Files: those that the record names: there, unchanged, readable."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from typing import TypeVar

from bulletin.production.audit.episode import AuditedEpisode
from bulletin.production.audit.remake import remake
from bulletin.production.audit.wording import shortened
from bulletin.production.disk.digest import digest_of
from bulletin.schema.audit import Finding
from bulletin.schema.episode import RECORD
from bulletin.schema.formats import FORMATS

LARGEST = 64_000_000
"""Bytes of a file that is read whole; the texts of a day's bulletin have some megabytes."""

_Content = TypeVar("_Content")


def audit_files(episode: AuditedEpisode) -> Iterator[Finding]:
    """Names, sizes and checksums of all files that the record names, including the sound."""
    names = {**episode.record.files}
    if episode.audio.name not in names.values():
        names = {episode.kind: episode.audio.name, **names}
    odd = [name for name in names.values() if not name.isascii()]
    yield Finding(
        name="names", ok=not odd, what=f"{shortened(odd[0])} is not ASCII" if odd else "ASCII",
        measured=list(names.values()), remedy=_renamed(episode) if odd else "",
    )  # fmt: skip
    for kind in episode.record.files:
        if kind != RECORD:
            yield _file(episode, kind)


def _file(episode: AuditedEpisode, kind: str) -> Finding:
    name = f"{kind} file"
    path = episode.path(kind)
    if path is None:
        return Finding(
            name=name, ok=False, what=f"the record names {shortened(episode.record.files[kind])}, which leads elsewhere",
            claimed=episode.record.files[kind], remedy=episode.remake,
        )  # fmt: skip
    if not path.is_file():
        return Finding(
            name=name, ok=False, what=f"{path.name} is missing", claimed=path.name, remedy=episode.remake
        )
    try:
        size, digest = path.stat().st_size, digest_of(path)
    except OSError as error:
        return Finding(
            name=name, ok=False, what=f"it cannot be read ({error.strerror or error})", claimed=path.name,
            remedy=f"Have it made readable: chmod a+r {shlex.quote(str(path))}",
        )  # fmt: skip
    recorded, odd = episode.record.detail(kind), episode.record.odd
    # Values of another kind are claims as well, and wrong ones.
    wanted = odd.get(f"details.{kind}.bytes", recorded.size)
    claimed_digest = odd.get(f"details.{kind}.sha256", recorded.sha256)
    measured = f"{size:,} bytes"
    what = "the enclosure's length" if kind in FORMATS else "the size"
    if wanted is None:
        return Finding(name=name, ok=None, what=f"{measured}; no record claims others", measured=size)
    if size != wanted:
        return Finding(
            name=name, ok=False, what=f"{measured}; {what} in the record is {_number(wanted)}", measured=size,
            claimed=wanted, remedy=episode.remake,
        )  # fmt: skip
    if claimed_digest is not None and digest != claimed_digest:
        return Finding(
            name=name, ok=False, what=f"{measured}, as in the record, but not the same ones: the file was changed",
            measured=size, claimed=wanted, remedy=episode.remake,
        )  # fmt: skip
    kept = ", unchanged" if claimed_digest is not None else ""
    return Finding(name=name, ok=True, what=f"{measured}{kept}", measured=size, claimed=wanted)


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else repr(value)


def _renamed(episode: AuditedEpisode) -> str:
    return remake(episode.record, episode.sources, "output/")


def read_beside(
    episode: AuditedEpisode, kind: str, name: str, read: Callable[[bytes], _Content]
) -> _Content | Finding | None:
    """The content of a file of the episode, or the fault that it does not read; None where it is not there."""
    data = data_beside(episode, kind)
    if data is None:
        return None
    try:
        return read(data)
    except ValueError as error:
        return Finding(name=name, ok=False, what=f"does not read: {error}", remedy=episode.remake)


def data_beside(episode: AuditedEpisode, kind: str) -> bytes | None:
    """The bytes of a file that the record names; None where it cannot be read, which `audit_files` reports."""
    path = episode.path(kind)
    if path is None or not path.is_file() or path.stat().st_size > LARGEST:
        return None
    try:
        return path.read_bytes()
    except OSError:
        return None
