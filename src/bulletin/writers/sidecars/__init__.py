"""Sidecars: the files beside the sound. Each is made from the edition alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bulletin.schema.edition import Edition
from bulletin.writers.sidecars.chapters import chapters_json
from bulletin.writers.sidecars.page import transcript_page
from bulletin.writers.sidecars.subtitles import subrip, webvtt
from bulletin.writers.sidecars.transcript_text import transcript_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """One kind of file beside the sound."""

    kind: str
    """Its name in the episode's record: `vtt`, `srt`, `txt`, …"""
    suffix: str
    """What follows the stem that all files of an episode share."""
    media_type: str
    write: Callable[[Edition], bytes]


SIDECARS: tuple[Sidecar, ...] = (
    Sidecar(kind="vtt", suffix=".vtt", media_type="text/vtt", write=webvtt),
    Sidecar(kind="srt", suffix=".srt", media_type="application/x-subrip", write=subrip),
    Sidecar(kind="txt", suffix=".txt", media_type="text/plain", write=transcript_text),
    Sidecar(kind="html", suffix=".html", media_type="text/html", write=transcript_page),
    Sidecar(
        kind="chapters", suffix=".chapters.json", media_type="application/json+chapters", write=chapters_json
    ),
)
