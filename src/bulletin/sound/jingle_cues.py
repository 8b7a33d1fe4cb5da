"""Jingle cues: where jingles play, and how they fade, begin before a word ends and are turned down under the voice. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import replace

from bulletin.schema.programme import Cue, Jingle, Programme
from bulletin.schema.units import Decibels, Milliseconds, Samples, milliseconds_to_samples
from bulletin.sound.playhead import Playhead

JINGLE_FADE_IN = milliseconds_to_samples(Milliseconds(2))
JINGLE_FADE_OUT = milliseconds_to_samples(Milliseconds(20))
"""At least these, on every jingle, so that none clicks where it begins or breaks off at full level."""

LONGEST_OUTRO_FADE_IN = milliseconds_to_samples(Milliseconds(1000))

LONGEST_SILENCE = milliseconds_to_samples(Milliseconds(2000))
"""The longest silence before the outro; a longer wait is filled with music."""

OUTRO_CROSSFADE = milliseconds_to_samples(Milliseconds(1000))
"""From the outro's beginning, if it fills a wait, into the whole outro."""

JINGLE_DUCKED = Decibels(12.0)
"""How much a jingle is turned down under the voice."""


def lay_jingle(
    playhead: Playhead,
    kind: Jingle,
    jingles: Mapping[Jingle, Samples],
    gains: Mapping[str, Decibels],
    overlaps: Mapping[Jingle, Samples],
    *,
    after: Milliseconds,
) -> None:
    """A jingle, if there is one of this kind, and the rest `after` it where the voice does not begin over its end."""
    if kind not in jingles:
        return
    overlap = min(overlaps.get(kind, 0), jingles[kind])
    cue = _jingle_cue(kind, playhead.now, jingles[kind], gains[kind], fade_out=overlap)
    playhead.cues.append(cue)
    playhead.now = cue.end - overlap
    if not overlap:
        playhead.pause(after)


def lay_outro(
    playhead: Playhead, length: Samples, gain: Decibels, overlap: int, before: Milliseconds, *, bed: bool
) -> None:
    """The outro, which ends the programme. It covers the last word's end, however short it is."""
    speech = [cue for cue in playhead.cues if cue.jingle is None]
    overlap = min(overlap, length // 2, speech[-1].end - speech[0].start) if speech else 0
    if overlap:
        playhead.now = speech[-1].end - overlap
    else:
        playhead.pause(before)
    fade_in = min(overlap, LONGEST_OUTRO_FADE_IN)
    if playhead.pace.padding > LONGEST_SILENCE and not bed:
        first = Samples(playhead.pace.padding + OUTRO_CROSSFADE)
        playhead.cues.append(
            _jingle_cue("outro", playhead.now, first, gain, fade_in=fade_in, fade_out=OUTRO_CROSSFADE)
        )
        fade_in = 0
    playhead.now += playhead.pace.padding
    cue = _jingle_cue("outro", playhead.now, length, gain, fade_in=fade_in)
    playhead.cues.append(cue)
    playhead.now = cue.end


def _jingle_cue(
    kind: Jingle, start: int, length: Samples, gain: Decibels, *, fade_in: int = 0, fade_out: int = 0
) -> Cue:
    fade_in, fade_out = max(fade_in, JINGLE_FADE_IN), max(fade_out, JINGLE_FADE_OUT)
    return Cue(
        start=Samples(start),
        length=length,
        jingle=kind,
        gain=gain,
        fade_in=Samples(min(fade_in, length)),
        fade_out=Samples(min(fade_out, length)),
    )


def ducked(programme: Programme) -> Programme:
    """The programme with the jingles turned down that play while somebody speaks; in order of start."""
    # In order, and one after the other: of those that begin before a jingle ends, the last one ends last.
    speech = programme.speech
    starts = [start for start, _ in speech]

    def under_voice(cue: Cue) -> bool:
        before = bisect_left(starts, cue.end) if cue.jingle is not None else 0
        return before > 0 and cue.start < speech[before - 1][1]

    cues = (replace(cue, ducked=JINGLE_DUCKED) if under_voice(cue) else cue for cue in programme.cues)
    return replace(programme, cues=tuple(sorted(cues, key=lambda cue: cue.start)))
