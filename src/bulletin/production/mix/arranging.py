"""Arranging: a station, its music and the loudness of its voices → a function that arranges scripts at their levels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bulletin.production.mix.channels import channels_for
from bulletin.production.mix.levels import SPEECH_LEVEL, gain_to
from bulletin.schema.clip import TrimmedClip
from bulletin.schema.pace import Pace
from bulletin.schema.programme import Channels, Jingle, Part, Programme
from bulletin.schema.script import Script
from bulletin.schema.station import Station
from bulletin.schema.units import PROGRAMME_RATE, Decibels, Lufs, Samples
from bulletin.script import pauses
from bulletin.sound.arrange import Arrangement, Rests, with_bed
from bulletin.sound.jingles import BELOW_SPEECH, tail
from bulletin.sound.loudness import integrated
from bulletin.sound.music import Music

BED_DUCKED = Decibels(12.0)
"""How much lower the bed is under the voice than elsewhere."""

UNHEARD = Decibels(0.3)
"""Two gains of one voice that differ by no more sound alike."""

RESTS = Rests(
    lead_in=pauses.LEAD_IN,
    after_intro=pauses.AFTER_INTRO,
    before_sting=pauses.BEFORE_STING,
    after_sting=pauses.AFTER_STING,
    around_earcon=pauses.AROUND_EARCON,
    before_outro=pauses.BEFORE_OUTRO,
    lead_out=pauses.LEAD_OUT,
)


def gains_of(
    energies: Mapping[str, list[float]],
    music: Mapping[Part, Music],
    station: Station,
    keep: Mapping[str, Decibels] | None = None,
) -> dict[str, Decibels]:
    """The gain of each voice and jingle; one that differs from that in `keep` by less than is heard is left as it was."""
    channels = channels_for(station.channels, music)
    gains = {voice: gain_to(SPEECH_LEVEL, integrated(found)) for voice, found in energies.items()}
    for part, jingle in music.items():
        if part != "bed":
            below = BELOW_SPEECH[part.partition("-")[0]]
            gains[part] = gain_to(Lufs(SPEECH_LEVEL - below), jingle.loudness(channels))
    return {name: _kept(gain, (keep or {}).get(name)) for name, gain in gains.items()}


def _kept(gain: Decibels, before: Decibels | None) -> Decibels:
    return gain if before is None or abs(gain - before) > UNHEARD else before


def arranger(
    energies: Mapping[str, list[float]],
    music: Mapping[Part, Music],
    station: Station | None = None,
    gains: Mapping[str, Decibels] | None = None,
) -> Callable[[Script, Sequence[TrimmedClip], Pace], Programme]:
    """Return a function (script, clips, pace) → Programme; levels are computed once, as they do not depend on pace.

    Each voice plays at the speech level, each jingle a little below it, the bed under it. `energies` are the loudness
    energies of each voice (see `sound.speech`), `gains` those of `gains_of`, if they are known.
    """
    station = station or Station()
    channels = channels_for(station.channels, music)
    jingles: dict[Jingle, Music] = {part: one for part, one in music.items() if part != "bed"}
    gains = gains_of(energies, music, station) if gains is None else gains
    lengths = {kind: jingle.length for kind, jingle in jingles.items()}
    bed = music.get("bed")
    before = RESTS.lead_in if bed is None or "intro" in jingles else pauses.BED_ALONE_BEFORE
    after = RESTS.lead_out if bed is None else pauses.BED_ALONE_AFTER
    rests = replace(RESTS, lead_in=before, lead_out=after)
    overlaps = _overlaps(jingles, station.overlaps, channels)
    under = Lufs(SPEECH_LEVEL + station.bed_level)
    bed_gain = Decibels(gain_to(under, bed.loudness(channels)) + BED_DUCKED) if bed else None

    latest: tuple[Script, Sequence[TrimmedClip], Arrangement] | None = None

    def arrangement_of(script: Script, clips: Sequence[TrimmedClip]) -> Arrangement:
        # To meet a slot, one script is arranged at many paces in a row.
        nonlocal latest
        if latest is None or latest[0] is not script or latest[1] is not clips:
            between = {
                trimmed.clip.spoken: pauses.pause_between_pieces(trimmed.clip.spoken) for trimmed in clips
            }
            made = Arrangement(script, clips, between, lengths, rests, gains, overlaps, bed=bed is not None)
            latest = script, clips, made
        return latest[2]

    def arranged(script: Script, clips: Sequence[TrimmedClip], pace: Pace) -> Programme:
        programme = replace(arrangement_of(script, clips).at(pace), channels=channels)
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
