"""Master: a programme on a reel → its samples at the loudness that was asked for."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.schema.episode import Loudness
from bulletin.schema.units import PROGRAMME_RATE, Dbtp, Hertz, Lufs
from bulletin.sound.decode import Sound
from bulletin.sound.limiter import limited
from bulletin.sound.loudness import SILENCE, Meter, dbtp
from bulletin.sound.peaks import PeakMeter
from bulletin.sound.reel import Reel

PRESETS: dict[str, Lufs] = {
    "podcast": Lufs(-16.0),
    "podcast-mono": Lufs(-19.0),
    "broadcast": Lufs(-23.0),
    "autocue": Lufs(-18.0),
}
"""Integrated loudness by name: Apple and Spotify for podcasts, EBU R 128 for broadcast, AutoCue for automation."""

CEILING = Dbtp(-1.0)
"""No finished file may have a true peak above this."""

CODEC_MARGIN = 0.5
"""dB by which the master stays below the ceiling: a lossy codec overshoots by 0.2 dB, a hot one by more."""

_BLOCK = 1 << 17


def master(reel: Reel, gain: float, ceiling: Dbtp) -> Iterator[Sound]:
    """The reel's samples with `gain` (a factor) and no true peak above `ceiling`, in blocks."""
    return limited(reel.read, reel.length, PROGRAMME_RATE, gain, ceiling, _BLOCK)


def gain_to(target: Lufs, measured: Lufs) -> float:
    """The factor that brings `measured` to `target`; 1 for silence."""
    return 1.0 if measured <= SILENCE else float(10 ** ((target - measured) / 20))


def mastered_loudness(reel: Reel, gain: float, ceiling: Dbtp) -> Lufs:
    """The loudness that `master` will have: the limiter takes a little away."""
    meter = Meter(PROGRAMME_RATE)
    for block in master(reel, gain, ceiling):
        meter.feed(block)
    return meter.loudness()


def measure(rate: Hertz, blocks: list[Sound]) -> Loudness:
    """Loudness and true peak of decoded sound."""
    meter, peaks = Meter(rate), PeakMeter()
    for block in blocks:
        meter.feed(block)
        peaks.feed(block)
    return Loudness(integrated_lufs=meter.loudness(), true_peak_dbtp=dbtp(peaks.peak))
