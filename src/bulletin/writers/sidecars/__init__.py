"""Sidecars: the files beside the sound. Each is made from the edition alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bulletin.schema.edition import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """One kind of file beside the sound."""

    kind: str
    """Its name in the episode's record: `vtt`, `srt`, `txt`, …"""
    suffix: str
    """What follows the stem that all files of an episode share."""
    media_type: str
    write: Callable[[Edition], bytes]


SIDECARS: tuple[Sidecar, ...] = ()
