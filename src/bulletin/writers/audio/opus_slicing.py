"""Opus slicing: cuts a programme into slices at its silences, encodes several at once, gives their packets in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue

import numpy as np

from bulletin.schema.units import Samples
from bulletin.writers.audio.blocks import Block
from bulletin.writers.audio.mp3_slice import Backlog
from bulletin.writers.audio.opus_encoding import FRAME, RATE, Encoder

SHORTEST_SLICE_SECONDS = 8
"""No slice but the last is shorter."""

_WARM_UP = 8
"""Frames of silence that each slice but the first is encoded behind, and that are dropped. The encoder's and the
decoder's memory of signal, energies and mode is then that of silence."""

_SILENT_BEFORE, _SILENT_AFTER = 8, 4
"""Frames of silence that a cut needs before and after it."""

_CORES = min(4, os.cpu_count() or 1)

_MOST_BLOCKS = 56
"""Blocks of one channel (of 65,536 samples) that may wait to be encoded; of two channels, half as many."""

Rest = tuple[Samples, Samples]
"""An interval of digital silence: its first sample, and the first one after it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What every slice of a file has in common."""

    channels: int
    bit_rate: float
    """kb/s."""
    encoder: Encoder


def cuts_in(rests: Sequence[Rest]) -> list[int]:
    """The frames before which a programme with these silences may be cut, well within silence."""
    cuts: list[int] = []
    for start, end in rests:
        cut = -(-start // FRAME) + _SILENT_BEFORE
        far = cut - (cuts[-1] if cuts else 0) >= SHORTEST_SLICE_SECONDS * RATE // FRAME
        if far and end >= (cut + _SILENT_AFTER) * FRAME:
            cuts.append(cut)
    return cuts


def packets(blocks: Iterable[Block], cuts: Sequence[int], settings: Settings) -> Generator[bytes, None, None]:
    """The packets of an Opus stream, with the header (`OpusHead`) as the first.

    Blocks have the shape (n, channels). The packets depend on the sound and the cuts alone, not on the number of cores.
    """
    waiting: deque[_Slice] = deque()
    backlog = Backlog(_MOST_BLOCKS // settings.channels)
    coming = iter([cut * FRAME for cut in cuts])
    cut = next(coming, None)
    place = 0
    headed = False

    def ready(most: int) -> Iterator[bytes]:
        nonlocal headed
        while len(waiting) > most or (waiting and waiting[0].done):
            head, found = waiting.popleft().result()
            if not headed:
                headed = True
                yield head
            yield from found

    with ThreadPoolExecutor(_CORES, thread_name_prefix="opus") as pool:
        try:
            waiting.append(_Slice(settings, pool, backlog, first=True))
            for whole in blocks:
                block = whole
                while cut is not None and cut < place + len(block):
                    waiting[-1].feed(block[: cut - place])
                    waiting[-1].end(last=False)
                    block, place = block[cut - place :], cut
                    waiting.append(_Slice(settings, pool, backlog, first=False))
                    cut = next(coming, None)
                waiting[-1].feed(block)
                place += len(block)
                yield from ready(len(waiting))
            waiting[-1].end(last=True)
            yield from ready(0)
        finally:
            for one in waiting:
                one.give_up()


class _Slice:
    """One slice, encoded by itself in a thread: feed it samples, `end` it, and take its packets."""

    def __init__(
        self, settings: Settings, pool: ThreadPoolExecutor, backlog: Backlog, *, first: bool
    ) -> None:
        self._settings = settings
        self._backlog = backlog
        self._blocks: SimpleQueue[Block | None] = SimpleQueue()
        self._warm_up = 0 if first else _WARM_UP
        self._fed = 0
        self._last = False
        self._given_up = False
        self._work: Future[tuple[bytes, list[bytes]]] = pool.submit(self._run)

    def feed(self, block: Block) -> None:
        """Add samples. Waits while the backlog is full."""
        if len(block):
            self._fed += len(block)
            self._backlog.add()
            self._blocks.put(block)

    def end(self, *, last: bool) -> None:
        """No more samples; `last` if this is the last slice of the file."""
        self._last = last
        self._blocks.put(None)

    def give_up(self) -> None:
        """End the thread, whatever is still to be encoded."""
        self._given_up = True
        self._work.cancel()
        self._blocks.put(None)

    @property
    def done(self) -> bool:
        """Whether all is encoded."""
        return self._work.done()

    def result(self) -> tuple[bytes, list[bytes]]:
        """The stream's header and the slice's packets, once all is encoded. Raises what failed in the thread."""
        return self._work.result()

    def _run(self) -> tuple[bytes, list[bytes]]:
        try:
            settings = self._settings
            head, found = settings.encoder(self._filled, settings.channels, settings.bit_rate)
        except BaseException:
            self._backlog.broken = True
            raise
        frames = found[self._warm_up :]
        return head, frames if self._last else frames[: self._fed // FRAME]

    def _filled(self, delay: Callable[[], int]) -> Iterator[Block]:
        """The samples behind their warm-up, then silence.

        libsndfile (1.2.2) spoils up to half a frame at the end of the sound if the encoder's delay pushes it into another
        frame. So it gets whole frames, and of a slice before another one, more than are taken.
        """
        silence = np.zeros(((self._warm_up + _SILENT_AFTER) * FRAME, self._settings.channels), np.float32)
        if self._warm_up:
            yield silence[: self._warm_up * FRAME]
        while (block := self._blocks.get()) is not None and not self._given_up:
            self._backlog.remove()
            yield block
        if self._fed and not self._given_up:
            more = 0 if self._last else (_SILENT_AFTER - 1) * FRAME
            yield silence[: more + -(self._fed + delay()) % FRAME]
