"""Levels: how loud each part of the programme is, and how loud the whole becomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bulletin.schema.clip import Take
from bulletin.schema.episode import Loudness
from bulletin.schema.programme import Jingle, Programme
from bulletin.schema.script import Script
from bulletin.schema.units import PROGRAMME_RATE, Dbtp, Decibels, Hertz, Lufs, Samples
from bulletin.script import pauses
from bulletin.sound.arrange import Rests, arrange
from bulletin.sound.decode import Sound
from bulletin.sound.jingles import BELOW_SPEECH, jingle_loudness
from bulletin.sound.loudness import SILENCE, integrated
from bulletin.sound.master import CEILING, CODEC_MARGIN, gain_to, master, mastered_loudness
from bulletin.sound.reel import Reel

SPEECH_LEVEL = Lufs(-20.0)
"""Where the voice stands on the reel, before the whole is brought to its loudness."""

TOLERANCE = 0.3
"""LU by which a finished file may miss its loudness without being made again."""

MOST_ATTEMPTS = 3

RESTS = Rests(
    lead_in=pauses.LEAD_IN,
    after_intro=pauses.AFTER_INTRO,
    before_sting=pauses.BEFORE_STING,
    after_sting=pauses.AFTER_STING,
    before_outro=pauses.BEFORE_OUTRO,
    lead_out=pauses.LEAD_OUT,
)


def arranged(
    script: Script,
    takes: Sequence[Take],
    energies: Mapping[str, list[float]],
    jingles: Mapping[Jingle, Sound],
) -> Programme:
    """The programme, with each voice at the speech level and each jingle a little below it."""
    gains = {voice: _gain(SPEECH_LEVEL, integrated(found)) for voice, found in energies.items()}
    for kind, sound in jingles.items():
        gains[kind] = _gain(Lufs(SPEECH_LEVEL - BELOW_SPEECH[kind]), jingle_loudness(sound))
    between = {take.clip.spoken: pauses.pause_between_pieces(take.clip.spoken) for take in takes}
    lengths = {kind: Samples(len(sound)) for kind, sound in jingles.items()}
    return arrange(script, takes, between, lengths, RESTS, gains)


def _gain(target: Lufs, measured: Lufs) -> Decibels:
    return Decibels(0.0 if measured <= SILENCE else target - measured)


def gain_for(target: Lufs, measured: Lufs) -> float:
    """The factor from the reel's loudness to the target."""
    return gain_to(target, measured)


@dataclass(slots=True)
class Attempt:
    """One try at a master of the right loudness and peak."""

    blocks: Iterator[Sound]
    rate: Hertz
    target: Lufs
    last: bool
    measured: Loudness | None = None

    def good(self, measured: Loudness) -> bool:
        """Whether the finished file may be shown; remembers what was measured for the next try."""
        self.measured = measured
        if self.last or measured.integrated_lufs <= SILENCE:
            return True
        loud = abs(measured.integrated_lufs - self.target) <= TOLERANCE
        return loud and measured.true_peak_dbtp <= CEILING


def attempts(reel: Reel, gain: float, target: Lufs) -> Iterator[Attempt]:
    """Masters of the reel, each corrected by what was measured on the file made from the one before."""
    ceiling = Dbtp(CEILING - CODEC_MARGIN)
    gain = _gain_through_limiter(reel, gain, target, ceiling)
    for number in range(1, MOST_ATTEMPTS + 1):
        attempt = Attempt(
            blocks=master(reel, gain, ceiling),
            rate=PROGRAMME_RATE,
            target=target,
            last=number == MOST_ATTEMPTS,
        )
        yield attempt
        assert attempt.measured is not None
        gain *= gain_to(target, attempt.measured.integrated_lufs)
        if attempt.measured.true_peak_dbtp > CEILING:
            ceiling = Dbtp(ceiling - (attempt.measured.true_peak_dbtp - CEILING) - 0.1)


CLOSE_ENOUGH = 0.05
"""LU between the master and the target."""


SMALL_STEP = 0.6
"""LU that one correction makes good to within a tenth."""


def _gain_through_limiter(reel: Reel, gain: float, target: Lufs, ceiling: Dbtp) -> float:
    """The gain that reaches the target although the limiter takes some of it away again.

    A look ahead without encoding. The limiter takes the more the higher the gain, so each step is a little
    longer than what was missing.
    """
    for _ in range(4):
        missing = target - mastered_loudness(reel, gain, ceiling)
        if abs(missing) <= CLOSE_ENOUGH or missing > 60:
            break
        gain *= 10 ** (1.3 * missing / 20)
        if abs(missing) <= SMALL_STEP:
            # What such a step still misses is far below the tolerance; the finished file is measured anyway.
            break
    return gain
