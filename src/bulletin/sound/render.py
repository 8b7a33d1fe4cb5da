"""Render: a programme → its samples on a reel, measured as they are laid down."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from bulletin.schema.clip import Speech
from bulletin.schema.programme import Cue, Jingle, Programme
from bulletin.schema.units import PROGRAMME_RATE
from bulletin.sound.decode import Sound, clip_segment, samples_of
from bulletin.sound.reel import Reel
from bulletin.sound.resample import resample
from bulletin.sound.survey import CELL, Survey, surveyed

FADE_IN_MILLISECONDS = 4
FADE_OUT_MILLISECONDS = 12
"""On every clip, within the silence kept around its speech: no join can click."""

_BLOCK = CELL << 11


def render(
    programme: Programme,
    clip: Callable[[str], Speech],
    jingles: Mapping[Jingle, Sound],
    reel: Reel,
) -> None:
    """Lay every cue of the programme on the reel. `clip` gives the speech of a key, when it is its turn."""
    for cue in programme.cues:
        samples = jingles[cue.jingle] if cue.jingle is not None else _spoken(cue, clip(cue.clip))
        reel.mix(cue.start, samples[: cue.length] * np.float32(10 ** (cue.gain / 20)))
    reel.close_at(programme.length)


def measure_reel(reel: Reel) -> Survey:
    """The survey of the whole reel, from which the loudness of any master of it follows."""
    return surveyed(
        reel.read(start, min(reel.length, start + _BLOCK)) for start in range(0, reel.length, _BLOCK)
    )


def _spoken(cue: Cue, speech: Speech) -> Sound:
    """The speech of a clip, cut to where the voice is, faded at both ends, at the programme's rate."""
    segment = clip_segment(speech.sound, speech.encoding, speech.rate)
    cut = segment.get_sample_slice(cue.trim_start, cue.trim_start + cue.trim_length)
    cut = cut.fade_in(FADE_IN_MILLISECONDS).fade_out(FADE_OUT_MILLISECONDS)
    return resample(samples_of(cut), speech.rate, PROGRAMME_RATE)
