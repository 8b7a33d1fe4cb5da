"""Music: a jingle or bed at the programme's rate, in memory or in a file, and its loudness."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack

import numpy as np
from numpy.typing import NDArray

from bulletin.schema.programme import Channels
from bulletin.schema.units import PROGRAMME_RATE, Lufs, Samples
from bulletin.sound.channels import LoudnessMeter, in_channels
from bulletin.sound.decode import Sound
from bulletin.sound.loudness import HOPS_A_SECOND, integrated
from bulletin.sound.reel import Reel

MOST_IN_MEMORY = 15 * PROGRAMME_RATE
"""Samples; longer music is kept in a temporary file."""

HOP = PROGRAMME_RATE // HOPS_A_SECOND

LARGEST_OFFSET = 0.003
"""Full scale is 1. A larger DC offset (-50 dB) is removed: it is not heard, but it takes headroom, and music that begins
or ends on it thumps."""

_AT_ONCE = 1 << 17


class Music:
    """Sound with random access. Two equal channels count as one."""

    def __init__(self, read: Callable[[int, int], Sound], length: int, channels: Channels) -> None:
        self._read = read
        self.length = Samples(length)
        self.channels: Channels = channels
        self._energies: dict[Channels, Sequence[float]] = {}

    @classmethod
    def of(cls, samples: Sound) -> Music:
        """Music of samples of shape (n,) or (n, 2)."""
        channels: Channels = 1 if samples.ndim == 1 or (samples[:, 0] == samples[:, 1]).all() else 2
        return cls(lambda start, stop: samples[start:stop], len(samples), channels)

    def read(self, start: int, stop: int, channels: Channels) -> Sound:
        """Samples `start` to `stop` in a number of channels; one channel is as loud in two."""
        samples = self._read(start, stop)
        # Two equal channels are one.
        return in_channels(in_channels(samples, self.channels) if self.channels == 1 else samples, channels)

    def energies(self, channels: Channels) -> Sequence[float]:
        """Mean square of the weighted signal in each 100 ms, in a number of channels."""
        if channels not in self._energies:
            meter = LoudnessMeter(PROGRAMME_RATE)
            for start in range(0, self.length, _AT_ONCE):
                meter.feed(self.read(start, min(self.length, start + _AT_ONCE), channels))
            self._energies[channels] = meter.energies_to_gate()
        return self._energies[channels]

    def digest(self) -> str:
        """A digest of all its samples."""
        found = hashlib.sha256()
        for start in range(0, self.length, _AT_ONCE):
            part = self._read(start, min(self.length, start + _AT_ONCE))
            found.update(np.ascontiguousarray(part, np.float32).tobytes())
        return found.hexdigest()

    def loudness(self, channels: Channels) -> Lufs:
        """Integrated loudness in a number of channels."""
        return integrated(self.energies(channels))


def kept(blocks: Iterable[Sound], closing: ExitStack) -> Music:
    """Keep music that comes in blocks: in memory if it is short, else in a file until `closing` closes.

    A DC offset above `LARGEST_OFFSET` is removed.
    """
    waiting: list[Sound] = []
    length, reel = 0, None
    same = True
    total: NDArray[np.float64] | float = 0.0
    for block in blocks:
        total = total + block.sum(axis=0, dtype=np.float64)
        same = same and (block.ndim == 1 or bool((block[:, 0] == block[:, 1]).all()))
        if reel is None and length + len(block) > MOST_IN_MEMORY:
            reel = closing.enter_context(Reel(channels=1 if block.ndim == 1 else 2))
            for earlier in waiting:
                reel.mix(reel.length, earlier)
            waiting = []
        if reel is None:
            waiting.append(block)
        else:
            reel.mix(reel.length, block)
        length += len(block)
    offset = np.asarray(total / max(1, length), np.float32)
    shifted = float(np.abs(offset).max(initial=0)) > LARGEST_OFFSET
    if reel is None:
        samples = np.concatenate(waiting) if waiting else np.zeros(0, np.float32)
        return Music.of(samples - offset if shifted else samples)
    read = reel.read
    return Music(
        (lambda start, stop: read(start, stop) - offset) if shifted else read, length, 1 if same else 2
    )
