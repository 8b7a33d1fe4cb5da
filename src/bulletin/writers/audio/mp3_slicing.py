"""MP3 slicing: cuts a programme into slices at its silences, encodes several at once, writes them in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from typing import BinaryIO, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from bulletin.containers.mpeg import FRAME
from bulletin.schema.units import Hertz, Samples
from bulletin.writers.audio.lame import encoder_of
from bulletin.writers.audio.mp3_slice import SILENT_FRAMES_AFTER, Backlog, KnownSlices, RecalledSlice, Slice
from bulletin.writers.audio.mp3_stream import Counts, Kind

Rest = tuple[Samples, Samples]
"""An interval of digital silence: its first sample, and the first one after it."""

SHORTEST_SLICE_SECONDS = 4
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


@runtime_checkable
class PartReadable(Protocol):
    """Sound of a known length that can be read from any place, besides from the beginning."""

    @property
    def channels(self) -> int:
        """One, or two for blocks of shape (n, 2)."""

    @property
    def length(self) -> int:
        """Samples of one channel."""

    def __iter__(self) -> Iterator[NDArray[np.float32]]:
        """All blocks."""

    def between(self, start: int, stop: int) -> Iterator[NDArray[np.float32]]:
        """The blocks of samples `start` to `stop`."""


def encode_slices(
    sound: PartReadable | Iterable[NDArray[np.float32]],
    cuts: list[int],
    kind: Kind,
    file: BinaryIO,
    on_progress: Callable[[int], None],
    known: KnownSlices,
) -> Counts:
    """Encode sound in slices, several at once, and write them in order to `file`; returns what was written.

    LAME makes the same frames of the same samples, so a slice that is `known` is not encoded again; where it is known by
    what plays in it, it is not read either.
    """
    # LAME fills its tables when its first encoder begins, which two threads must not do at once.
    encoder_of(kind).encode(bytes(2 * kind.channels))
    with ThreadPoolExecutor(_CORES, thread_name_prefix="mp3") as pool:
        slicing = _Slicing(kind, pool, file, on_progress, known)
        try:
            if isinstance(sound, PartReadable) and not known.empty:
                slicing.add_parts(sound, cuts)
            else:
                slicing.add(sound, cuts, last=True)
            slicing.write(most=0)
        finally:
            slicing.give_up()
    return slicing.counts


class _Slicing:
    """The state of `encode_slices` while it runs."""

    def __init__(
        self,
        kind: Kind,
        pool: ThreadPoolExecutor,
        file: BinaryIO,
        on_progress: Callable[[int], None],
        known: KnownSlices,
    ) -> None:
        self.counts = Counts()
        self._file, self._on_progress, self._known = file, on_progress, known
        self._waiting: deque[Slice | RecalledSlice] = deque()
        self._kind = kind
        self._new = partial(Slice, kind, pool, Backlog(_MOST_BLOCKS // kind.channels), known)

    def add_parts(self, sound: PartReadable, cuts: list[int]) -> None:
        """Read what is between the slices that are known by what plays in them."""
        done = 0
        for start, stop in pairwise((0, *cuts, sound.length)):
            recalled = RecalledSlice.of(self._kind, self._known, start, stop, last=stop == sound.length)
            if recalled is None:
                continue
            if done < start:
                self.add(sound.between(done, start), [cut for cut in cuts if done < cut < start], last=False)
            self._waiting.append(recalled)
            self.counts.samples = done = stop
            self.write(most=_MOST_SLICES)
        if done < sound.length or not sound.length:
            self.add(sound.between(done, sound.length), [cut for cut in cuts if cut > done], last=True)

    def add(self, blocks: Iterable[NDArray[np.float32]], cuts: list[int], *, last: bool) -> None:
        """Begin to encode the blocks, cut at these places; `last` if they end the file."""
        coming = iter(cuts)
        cut = next(coming, None)
        counts = self.counts
        current = self._begun()
        for whole in blocks:
            block = whole
            while cut is not None and cut < counts.samples + len(block):
                head, block = block[: cut - counts.samples], block[cut - counts.samples :]
                current.feed(head)
                current.end(last=False)
                counts.samples = cut
                current = self._begun()
                cut = next(coming, None)
            current.feed(block)
            counts.samples += len(block)
            self.write(most=_MOST_SLICES)
        current.end(last=last)

    def _begun(self) -> Slice:
        begun = self._new(self.counts.samples)
        self._waiting.append(begun)
        return begun

    def write(self, *, most: int) -> None:
        """Write what is ready, slice by slice in order; wait until at most `most` slices are left."""
        waiting, counts = self._waiting, self.counts
        while waiting:
            if len(waiting) > most:
                waiting[0].wait(_POLL_SECONDS)
            done = waiting[0].done
            data, places = waiting[0].take()
            self._file.write(data)
            counts.places.extend(counts.size + place for place in places)
            counts.size += len(data)
            if data:
                self._file.flush()
                self._on_progress(max(0, counts.frames * FRAME - _UNREADY))
            if done:
                ended = waiting.popleft()
                self._known.note(ended.digest, ended.size, ended.became, ended.played)
            elif len(waiting) <= most:
                return

    def give_up(self) -> None:
        """End all threads, whatever is still to be encoded."""
        for one in self._waiting:
            one.give_up()
