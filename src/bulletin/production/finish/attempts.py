"""Attempts: masters of a reel, each corrected by what was measured on the file encoded from the one before."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from bulletin.errors import BugError
from bulletin.production.mix.levels import FIRST_CEILING, RIGHT, gain_for
from bulletin.schema.episode import Loudness
from bulletin.schema.units import PROGRAMME_RATE, Dbtp, Hertz, Lufs
from bulletin.sound.loudness import SILENCE
from bulletin.sound.master import CEILING, Master
from bulletin.sound.reel import Readable
from bulletin.sound.render import measure_reel
from bulletin.sound.survey import Survey

TOLERANCE = 0.3
"""LU by which a finished file may miss its loudness without another attempt."""

MOST_ATTEMPTS = 3
"""At the right loudness."""

MOST_FOR_PEAKS = 6
"""At a file whose peaks are below the ceiling, each attempt a little lower."""

OPUS_MARGIN = 1.4
"""dB by which the first master for Opus stays below the ceiling. At 64 kb/s, bulletins overshot by 1.0 to 1.25 dB."""


@dataclass(slots=True)
class Attempt:
    """One attempt at a master of the right loudness and peak."""

    blocks: Master
    rate: Hertz
    target: Lufs
    within: float = TOLERANCE
    """LU by which the encoded file may miss the target, and be good."""
    measured: Loudness | None = None

    def good(self, measured: Loudness) -> bool:
        """Whether the encoded file meets loudness and peak; keeps what was measured for the next attempt."""
        self.measured = measured
        return measured.true_peak_dbtp <= CEILING and self._missed(self.within) == 0

    @property
    def missed(self) -> float:
        """LU by which the file is louder than asked (softer: below 0); 0 within `TOLERANCE`, or for silence."""
        return self._missed(TOLERANCE)

    def _missed(self, within: float) -> float:
        if self.measured is None or self.measured.integrated_lufs <= SILENCE:
            return 0.0
        missed = self.measured.integrated_lufs - self.target
        return missed if abs(missed) > within else 0.0


def first_ceiling(form: str) -> Dbtp:
    """The true peak of the first master that is encoded in a format, so that mostly one is enough."""
    return Dbtp(CEILING - OPUS_MARGIN) if form == "opus" else FIRST_CEILING


def attempts(
    reel: Readable,
    gain: float,
    target: Lufs,
    first_ceiling: Dbtp = FIRST_CEILING,
    *,
    gain_measured: bool = True,
) -> Iterator[Attempt]:
    """Masters of the reel, each corrected by what was measured on the file made from the one before.

    `gain` is the one for `FIRST_CEILING`; for another `first_ceiling` it is found again. Where it was not measured on this
    reel, the first file must come closer to the loudness than others, as close as `levels.RIGHT`.
    Ends when no better one can be made: then the last file is below the ceiling, and `missed` says by how much it misses
    the loudness. Raises BugError (70) if every file peaks above the ceiling.
    """
    ceiling = first_ceiling
    survey: Survey | None = None
    if ceiling != FIRST_CEILING:
        survey = measure_reel(reel)
        gain = gain_for(target, survey, ceiling)
    for number in count(1):
        within = TOLERANCE if gain_measured or survey is not None else RIGHT
        attempt = Attempt(
            blocks=Master(reel, gain, ceiling), rate=PROGRAMME_RATE, target=target, within=within
        )
        yield attempt
        found = attempt.measured
        assert found is not None
        above = found.true_peak_dbtp - CEILING
        if above <= 0 and number >= MOST_ATTEMPTS:
            return
        if number >= MOST_FOR_PEAKS:
            raise _too_high(found.true_peak_dbtp, number)
        survey = survey or measure_reel(reel)
        # Aim off by what encoding changed.
        aim = Lufs(target + survey.loudness(gain, ceiling) - found.integrated_lufs)
        if above > 0:
            ceiling = Dbtp(ceiling - above - 0.1)
        before, gain = gain, gain_for(aim, survey, ceiling)
        if above <= 0 and math.isclose(gain, before, rel_tol=0.002):
            return


def _too_high(peak: Dbtp, tries: int) -> BugError:
    return BugError(
        f"the finished file has peaks of {peak:.1f} dBTP after {tries} tries; {CEILING:.1f} are allowed.",
        error_id="output.peak",
        source="the finished programme (not shown; an older file of that name is left as it was)",
        remedy="Please report this; run the command again with --loudness broadcast or --no-jingles meanwhile.",
    )
