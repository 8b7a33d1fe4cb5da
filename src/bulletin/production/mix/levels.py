"""Levels: how loud each part of the programme is, and how loud the whole becomes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from bulletin.errors import BugError
from bulletin.schema.clip import TrimmedClip
from bulletin.schema.episode import Loudness
from bulletin.schema.pace import Pace
from bulletin.schema.programme import KINDS, Channels, Jingle, Part, Programme
from bulletin.schema.script import Script
from bulletin.schema.station import ChannelChoice, Station
from bulletin.schema.units import PROGRAMME_RATE, Dbtp, Decibels, Hertz, Lufs, Samples
from bulletin.script import pauses
from bulletin.sound.arrange import Rests, arrange, with_bed
from bulletin.sound.decode import Sound
from bulletin.sound.jingles import BELOW_SPEECH, tail
from bulletin.sound.loudness import SILENCE, decibels, integrated
from bulletin.sound.master import CEILING, CODEC_MARGIN, master
from bulletin.sound.music import Music
from bulletin.sound.reel import Reel
from bulletin.sound.render import measure_reel
from bulletin.sound.survey import Survey

SPEECH_LEVEL = Lufs(-20.0)
"""Where the voice stands on the reel, before the whole is brought to its loudness."""

TOLERANCE = 0.3
"""LU by which a finished file may miss its loudness without being made again."""

MOST_ATTEMPTS = 3
"""At the right loudness."""

MOST_FOR_PEAKS = 6
"""At a file below the ceiling, each a little lower."""

BED_DUCKED = Decibels(12.0)
"""How much lower the bed is under the voice than between."""

GAIN_STEP = 0.05
"""dB. Gains are whole numbers of it: a word more or less then mostly changes none, and with it no sound elsewhere."""

FIRST_CEILING = Dbtp(CEILING - CODEC_MARGIN)

RESTS = Rests(
    lead_in=pauses.LEAD_IN,
    after_intro=pauses.AFTER_INTRO,
    before_sting=pauses.BEFORE_STING,
    after_sting=pauses.AFTER_STING,
    before_outro=pauses.BEFORE_OUTRO,
    lead_out=pauses.LEAD_OUT,
)


def channels_for(choice: ChannelChoice, music: Mapping[Part, Music]) -> Channels:
    """How many channels the programme has."""
    if choice == "auto":
        return 2 if any(one.channels == 2 for one in music.values()) else 1
    return 2 if choice == "stereo" else 1


def arranger(
    energies: Mapping[str, list[float]], music: Mapping[Part, Music], station: Station | None = None
) -> Callable[[Script, Sequence[TrimmedClip], Pace], Programme]:
    """What arranges a script and its clips at a pace: the levels of its voices and its music are the same for any.

    Each voice stands at the speech level, each jingle a little below it, and the bed under it.
    """
    station = station or Station()
    channels = channels_for(station.channels, music)
    jingles: dict[Jingle, Music] = {kind: music[kind] for kind in KINDS if kind in music}
    gains = {voice: _gain(SPEECH_LEVEL, integrated(found)) for voice, found in energies.items()}
    for kind, jingle in jingles.items():
        gains[kind] = _gain(Lufs(SPEECH_LEVEL - BELOW_SPEECH[kind]), jingle.loudness(channels))
    lengths = {kind: jingle.length for kind, jingle in jingles.items()}
    bed = music.get("bed")
    before = RESTS.lead_in if bed is None or "intro" in jingles else pauses.BED_ALONE_BEFORE
    after = RESTS.lead_out if bed is None else pauses.BED_ALONE_AFTER
    rests = replace(RESTS, lead_in=before, lead_out=after)
    overlaps = _overlaps(jingles, station.overlaps, channels)
    under = Lufs(SPEECH_LEVEL + station.bed_level)
    bed_gain = Decibels(_gain(under, bed.loudness(channels)) + BED_DUCKED) if bed else None

    def arranged(script: Script, clips: Sequence[TrimmedClip], pace: Pace) -> Programme:
        between = {trimmed.clip.spoken: pauses.pause_between_pieces(trimmed.clip.spoken) for trimmed in clips}
        programme = replace(
            arrange(script, clips, between, lengths, rests, gains, overlaps, pace, bed=bed is not None),
            channels=channels,
        )
        if bed_gain is None:
            return programme
        return with_bed(
            programme, bed_gain, BED_DUCKED, pauses.BED_ALONE_BEFORE, pauses.BED_ALONE_AFTER, pace.padding
        )

    return arranged


def _overlaps(
    jingles: Mapping[Jingle, Music], asked: Mapping[Jingle, float], channels: Channels
) -> dict[Jingle, Samples]:
    """How long each jingle and the voice are heard together: the intro by its own tail, unless it is asked for."""
    found = {kind: Samples(round(seconds * PROGRAMME_RATE)) for kind, seconds in asked.items()}
    if "intro" in jingles and "intro" not in found:
        found["intro"] = tail(jingles["intro"], channels)
    return found


def _gain(target: Lufs, measured: Lufs) -> Decibels:
    return Decibels(0.0 if measured <= SILENCE else _in_steps(target - measured))


def gain_for(target: Lufs, survey: Survey, ceiling: Dbtp = FIRST_CEILING) -> float:
    """The factor from the reel to the target, with what the limiter clips away made good; within half a step."""
    return float(10 ** (_in_steps(decibels(survey.gain_to(target, ceiling))) / 20))


def _in_steps(gain: float) -> float:
    return round(gain / GAIN_STEP) * GAIN_STEP


@dataclass(slots=True)
class Attempt:
    """One try at a master of the right loudness and peak."""

    blocks: Iterator[Sound]
    rate: Hertz
    target: Lufs
    measured: Loudness | None = None

    def good(self, measured: Loudness) -> bool:
        """Whether the finished file is as it should be; remembers what was measured for the next try."""
        self.measured = measured
        return measured.true_peak_dbtp <= CEILING and self.missed == 0

    @property
    def missed(self) -> float:
        """By how many LU the file is louder (softer: below 0) than asked; 0 within the tolerance, or for silence."""
        if self.measured is None or self.measured.integrated_lufs <= SILENCE:
            return 0.0
        missed = self.measured.integrated_lufs - self.target
        return missed if abs(missed) > TOLERANCE else 0.0


def attempts(reel: Reel, gain: float, target: Lufs) -> Iterator[Attempt]:
    """Masters of the reel, each corrected by what was measured on the file made from the one before.

    They end when no better one can be made: then the last file is below the ceiling, and what `missed` says
    is to be told. Raises BugError (70) if file after file peaks above the ceiling: none of them may be shown.
    """
    ceiling = FIRST_CEILING
    survey: Survey | None = None
    for number in count(1):
        attempt = Attempt(blocks=master(reel, gain, ceiling), rate=PROGRAMME_RATE, target=target)
        yield attempt
        found = attempt.measured
        assert found is not None
        above = found.true_peak_dbtp - CEILING
        if above <= 0 and number >= MOST_ATTEMPTS:
            return
        if number >= MOST_FOR_PEAKS:
            raise _too_high(found.true_peak_dbtp, number)
        survey = survey or measure_reel(reel)
        # What encoding adds or clips is aimed off.
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
