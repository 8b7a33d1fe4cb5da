"""MP3 sections: a programme in stretches between its rests, encoded on several cores at once."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.mpeg import LONG_FRAME
from bulletin.schema.units import Hertz, Samples
from bulletin.writers.audio.lame import MOST_WAITING, SILENT_FRAMES_AFTER, Memory, Room, Section, encoder_of
from bulletin.writers.audio.mp3_stream import Counts, Kind

Rest = tuple[Samples, Samples]
"""A stretch of digital silence: its first sample, and the one after its last."""

SHORTEST_SECTION_SECONDS = 8
"""A programme is cut into sections of at least this, which are encoded on several cores at once."""

_SILENT_FRAMES_BEFORE = 4
"""Silence that a cut needs before it, in frames, and some after it: then the encoder's filters, its look-ahead of a
frame and its reservoir of bits have nothing to hand over, and a new encoder goes on as the old one would have."""

_A_WHILE = 0.05
"""Seconds between two looks at how far a section has got."""

_UNREADY = 8 * LONG_FRAME
"""Samples at the end of what is written that a decoder may not have yet: it looks ahead, and its filters delay."""

_CORES = min(4, os.cpu_count() or 1)

_MOST_SECTIONS = 32
"""Sections that may wait: what is known already takes no time, and would pile up in memory behind what is encoded."""


def cuts_in(rests: Sequence[Rest], rate: Hertz) -> list[int]:
    """The samples at which a programme with these rests may be cut: whole frames, well within silence."""
    cuts: list[int] = []
    for start, end in rests:
        cut = -(-start // LONG_FRAME) * LONG_FRAME + _SILENT_FRAMES_BEFORE * LONG_FRAME
        far = cut - (cuts[-1] if cuts else 0) >= SHORTEST_SECTION_SECONDS * rate
        if far and end - cut >= SILENT_FRAMES_AFTER * LONG_FRAME:
            cuts.append(cut)
    return cuts


def encode_sections(
    blocks: Iterable[NDArray[np.float32]],
    cuts: list[int],
    kind: Kind,
    file: BinaryIO,
    tell: Callable[[int], None],
    memory: Memory,
) -> Counts:
    """Encode the blocks, cut into sections, several at once; writes them in order as they come.

    Of the same samples LAME makes the same frames: a section that `memory` recalls is not encoded again.
    """
    counts = Counts()
    # LAME fills its tables when its first encoder begins; that is not for two threads at once.
    encoder_of(kind).encode(bytes(2 * kind.channels))
    waiting: deque[Section] = deque()
    room = Room(MOST_WAITING // kind.channels)
    coming = iter(cuts)
    cut = next(coming, None)
    with ThreadPoolExecutor(_CORES, thread_name_prefix="mp3") as pool:
        try:
            waiting.append(Section(kind, pool, room, memory))
            for whole in blocks:
                block = whole
                while cut is not None and cut < counts.samples + len(block):
                    head, block = block[: cut - counts.samples], block[cut - counts.samples :]
                    waiting[-1].feed(head)
                    waiting[-1].end(last=False)
                    waiting.append(Section(kind, pool, room, memory))
                    counts.samples = cut
                    cut = next(coming, None)
                waiting[-1].feed(block)
                counts.samples += len(block)
                _write(waiting, file, counts, tell, memory, most=_MOST_SECTIONS)
            waiting[-1].end(last=True)
            _write(waiting, file, counts, tell, memory, most=0)
        finally:
            for section in waiting:
                section.give_up()
    return counts


def _write(
    waiting: deque[Section],
    file: BinaryIO,
    counts: Counts,
    tell: Callable[[int], None],
    memory: Memory,
    *,
    most: int,
) -> None:
    """Write what the first section has ready, and those behind it as they become the first; until `most` are left."""
    while waiting:
        if len(waiting) > most:
            waiting[0].wait(_A_WHILE)
        done = waiting[0].done
        data, places = waiting[0].take()
        file.write(data)
        counts.places.extend(counts.size + place for place in places)
        counts.size += len(data)
        if data:
            file.flush()
            tell(max(0, counts.frames * LONG_FRAME - _UNREADY))
        if done:
            ended = waiting.popleft()
            memory.note(ended.digest, ended.size, ended.became)
        elif len(waiting) <= most:
            return
