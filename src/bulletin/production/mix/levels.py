"""Levels: the gain of each part of the programme, and of the whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bulletin.schema.clip import TrimmedClip
from bulletin.schema.pace import Pace
from bulletin.schema.programme import KINDS, Channels, Jingle, Part, Programme
from bulletin.schema.script import Script
from bulletin.schema.station import ChannelChoice, Station
from bulletin.schema.units import PROGRAMME_RATE, Dbtp, Decibels, Lufs, Samples
from bulletin.script import pauses
from bulletin.sound.arrange import Rests, arrange, with_bed
from bulletin.sound.jingles import BELOW_SPEECH, tail
from bulletin.sound.loudness import SILENCE, decibels, integrated
from bulletin.sound.master import CEILING, CODEC_MARGIN
from bulletin.sound.music import Music
from bulletin.sound.survey import Survey

SPEECH_LEVEL = Lufs(-20.0)
"""The voice's loudness on the reel, before the gain of the whole."""

BED_DUCKED = Decibels(12.0)
"""How much lower the bed is under the voice than elsewhere."""

GAIN_STEP = 0.05
"""dB. Gains are multiples of it, so that one word more or less mostly changes no gain, and no sound elsewhere."""

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
    """Return a function (script, clips, pace) → Programme; levels are computed once, as they do not depend on pace.

    Each voice plays at the speech level, each jingle a little below it, the bed under it. `energies` are the loudness
    energies of each voice (see `sound.speech`).
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
    """How long each jingle and the voice overlap: as the station sets it; by default the intro's own tail."""
    found = {kind: Samples(round(seconds * PROGRAMME_RATE)) for kind, seconds in asked.items()}
    if "intro" in jingles and "intro" not in found:
        found["intro"] = tail(jingles["intro"], channels)
    return found


def _gain(target: Lufs, measured: Lufs) -> Decibels:
    return Decibels(0.0 if measured <= SILENCE else _in_steps(target - measured))


def gain_for(target: Lufs, survey: Survey, ceiling: Dbtp = FIRST_CEILING) -> float:
    """The factor from the reel to the target, with make-up for what the limiter takes; within half a step."""
    return float(10 ** (_in_steps(decibels(survey.gain_to(target, ceiling))) / 20))


def _in_steps(gain: float) -> float:
    return round(gain / GAIN_STEP) * GAIN_STEP
