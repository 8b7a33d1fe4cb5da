"""MP3 slicing: cuts a programme into slices at its silences, encodes several at once, writes them in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from bulletin.containers.mpeg import FRAME
from bulletin.schema.units import Hertz, Samples
from bulletin.writers.audio.lame import encoder_of
from bulletin.writers.audio.mp3_slice import SILENT_FRAMES_AFTER, Backlog, KnownSlices, Slice
from bulletin.writers.audio.mp3_stream import Counts, Kind

Rest = tuple[Samples, Samples]
"""An interval of digital silence: its first sample, and the first one after it."""

SHORTEST_SLICE_SECONDS = 8
"""No slice but the last is shorter, and those of single sections and of the silence before them."""

_SILENT_FRAMES_BEFORE = 4
"""Frames of silence that a cut needs before it; it needs some after it too. Then the encoder's filters, its look-ahead
of a frame and its reservoir of bits hold nothing, and a new encoder continues as the old one would have."""

_POLL_SECONDS = 0.05
"""Between two looks at how far a slice is encoded."""

_UNREADY = 8 * FRAME
"""Samples at the end of what is written that a decoder may not give yet: it looks ahead, and its filters delay."""

_CORES = min(4, os.cpu_count() or 1)

_MOST_SLICES = 32
"""Slices that may wait to be written: known ones are ready at once, and would pile up in memory."""

_MOST_BLOCKS = 28
"""Blocks of one channel that may wait to be encoded, so that memory stays flat; of two channels, half as many."""


def cuts_in(rests: Sequence[Rest], rate: Hertz, sections: Collection[int] = ()) -> list[int]:
    """The samples at which a programme with these silences may be cut: on whole frames, well within silence.

    Where one of the `sections` begins at the end of a silence, or with the breath before a word, it is cut at both ends: then neither the section nor what is
    before it depends on how long that silence is.
    """
    cuts: list[int] = []
    for start, end in rests:
        cut = -(-start // FRAME) * FRAME + _SILENT_FRAMES_BEFORE * FRAME
        before = end // FRAME * FRAME - (SILENT_FRAMES_AFTER + _SILENT_FRAMES_BEFORE) * FRAME
        opens = any(end <= section < end + _SILENT_FRAMES_BEFORE * FRAME for section in sections)
        if opens and before - cut >= (SILENT_FRAMES_AFTER + _SILENT_FRAMES_BEFORE) * FRAME:
            cuts += [cut, before]
            continue
        far = cut - (cuts[-1] if cuts else 0) >= SHORTEST_SLICE_SECONDS * rate
        if far and end - cut >= SILENT_FRAMES_AFTER * FRAME:
            cuts.append(cut)
    return cuts


def encode_slices(
    blocks: Iterable[NDArray[np.float32]],
    cuts: list[int],
    kind: Kind,
    file: BinaryIO,
    on_progress: Callable[[int], None],
    known: KnownSlices,
) -> Counts:
    """Encode the blocks in slices, several at once, and write them in order to `file`; returns what was written.

    LAME makes the same frames of the same samples, so a slice that is `known` is not encoded again.
    """
    counts = Counts()
    # LAME fills its tables when its first encoder begins, which two threads must not do at once.
    encoder_of(kind).encode(bytes(2 * kind.channels))
    waiting: deque[Slice] = deque()
    backlog = Backlog(_MOST_BLOCKS // kind.channels)
    coming = iter(cuts)
    cut = next(coming, None)
    with ThreadPoolExecutor(_CORES, thread_name_prefix="mp3") as pool:
        try:
            waiting.append(Slice(kind, pool, backlog, known))
            for whole in blocks:
                block = whole
                while cut is not None and cut < counts.samples + len(block):
                    head, block = block[: cut - counts.samples], block[cut - counts.samples :]
                    waiting[-1].feed(head)
                    waiting[-1].end(last=False)
                    waiting.append(Slice(kind, pool, backlog, known))
                    counts.samples = cut
                    cut = next(coming, None)
                waiting[-1].feed(block)
                counts.samples += len(block)
                _write(waiting, file, counts, on_progress, known, most=_MOST_SLICES)
            waiting[-1].end(last=True)
            _write(waiting, file, counts, on_progress, known, most=0)
        finally:
            for one in waiting:
                one.give_up()
    return counts


def _write(
    waiting: deque[Slice],
    file: BinaryIO,
    counts: Counts,
    on_progress: Callable[[int], None],
    known: KnownSlices,
    *,
    most: int,
) -> None:
    """Write what is ready, slice by slice in order; wait until at most `most` slices are left."""
    while waiting:
        if len(waiting) > most:
            waiting[0].wait(_POLL_SECONDS)
        done = waiting[0].done
        data, places = waiting[0].take()
        file.write(data)
        counts.places.extend(counts.size + place for place in places)
        counts.size += len(data)
        if data:
            file.flush()
            on_progress(max(0, counts.frames * FRAME - _UNREADY))
        if done:
            ended = waiting.popleft()
            known.note(ended.digest, ended.size, ended.became)
        elif len(waiting) <= most:
            return
