"""Render: a programme → its samples on a reel, and their survey."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing

import numpy as np

from bulletin.schema.clip import Speech
from bulletin.schema.programme import Bed, Channels, Cue, Part, Programme
from bulletin.schema.units import PROGRAMME_RATE
from bulletin.sound.ahead import ahead
from bulletin.sound.bed import Loop
from bulletin.sound.channels import in_channels
from bulletin.sound.decode import Sound, clip_segment, samples_of
from bulletin.sound.ducking import Ducking
from bulletin.sound.music import Music
from bulletin.sound.reel import Readable, Reel
from bulletin.sound.resample import resample
from bulletin.sound.stretch import stretch
from bulletin.sound.survey import CELL, Survey, surveyed

FADE_IN_MILLISECONDS = 4
FADE_OUT_MILLISECONDS = 12
"""On every clip, within the near silence kept around its speech, so that no join clicks."""

_BLOCK = CELL << 11

_MEASURED = CELL << 15
"""Samples measured at a time, a little more than a minute."""

_SETTLING = CELL << 9
"""Samples read before each of these parts, one second: after it the filters no longer depend on where they began."""


def render(
    programme: Programme,
    clip: Callable[[str], Speech],
    music: Mapping[Part, Music],
    reel: Reel,
) -> None:
    """Mix every cue of the programme onto the reel. `clip(key)` returns a clip's speech; called as each is needed.

    The reel has the programme's channels; sound of one channel is placed in the middle of two.
    """
    ducking = Ducking(programme.speech)
    spoken = [cue for cue in programme.cues if cue.jingle is None]
    with closing(ahead(lambda cue: voice(cue, clip, reel.channels), spoken)) as voices:
        for cue in programme.cues:
            if cue.jingle is not None:
                play(cue, music[cue.jingle], ducking, reel)
            else:
                reel.mix(cue.start, next(voices))
    reel.close_at(programme.length)
    if programme.bed is not None:
        loop = Loop(music["bed"], reel.channels)
        _lay(programme.bed, loop.read, ducking, reel)


def voice(cue: Cue, clip: Callable[[str], Speech], channels: Channels) -> Sound:
    """The samples of a cue that is spoken."""
    samples = _spoken(cue, clip(cue.clip))[: cue.length]
    samples *= np.float32(10 ** (cue.gain / 20))
    return in_channels(samples, channels)


def play(cue: Cue, music: Music, ducking: Ducking, reel: Reel) -> None:
    """Mix a jingle onto the reel."""
    _lay(cue, lambda start, stop: music.read(start, stop, reel.channels), ducking, reel)


def measure_reel(reel: Readable) -> Survey:
    """The survey of the whole reel, computed on several cores."""

    def measure(start: int) -> Survey:
        first, stop = max(0, start - _SETTLING), min(reel.length, start + _MEASURED)
        part = surveyed(reel.read(at, min(stop, at + _BLOCK)) for at in range(first, stop, _BLOCK))
        before = (start - first) // CELL
        return Survey(energies=part.energies[before:], peaks=part.peaks[before:])

    # 42 MB for three hours: filled in place, so that it is never twice in memory.
    cells = reel.length // CELL
    whole = Survey(energies=np.empty(cells, np.float32), peaks=np.empty(cells, np.float32))
    at = 0
    for part in ahead(measure, range(0, reel.length, _MEASURED)):
        stop = at + len(part.energies)
        whole.energies[at:stop], whole.peaks[at:stop] = part.energies, part.peaks
        at = stop
    return whole


def _spoken(cue: Cue, speech: Speech) -> Sound:
    """The speech of a clip: cut to the voice, faded at both ends, stretched, at the programme's rate."""
    segment = clip_segment(speech.sound, speech.encoding, speech.rate)
    samples = samples_of(segment, cue.trim_start, cue.trim_start + cue.trim_length)
    _fade(samples, speech.rate * FADE_IN_MILLISECONDS // 1000)
    _fade(samples[::-1], speech.rate * FADE_OUT_MILLISECONDS // 1000)
    # Stretching does not make up for a clip that is shorter than its cue says.
    lost = cue.trim_length - len(samples)
    return resample(stretch(samples, speech.rate, cue.stretched - lost), speech.rate, PROGRAMME_RATE)


def _fade(samples: Sound, length: int) -> None:
    """Fade in linearly, in place. pydub's own fade takes longer than everything else here."""
    length = min(length, len(samples))
    samples[:length] *= np.arange(length, dtype=np.float32) / np.float32(max(1, length))


def _lay(what: Cue | Bed, read: Callable[[int, int], Sound], ducking: Ducking, reel: Reel) -> None:
    """Mix music onto the reel with its fades, ducked under speech."""
    for start in range(0, what.length, _BLOCK):
        stop = min(what.length, start + _BLOCK)
        gains = _fades(start, stop, what) * np.float32(10 ** (what.gain / 20))
        if what.ducked:
            gains *= ducking.gains(what.start + start, what.start + stop, what.ducked)
        samples = read(start, stop)
        reel.mix(what.start + start, samples * (gains if samples.ndim == 1 else gains[:, None]))


def _fades(start: int, stop: int, what: Cue | Bed) -> Sound:
    """Factors of the fades at both ends (half a cosine each) for places `start` to `stop`."""
    places = np.arange(start, stop)
    gains = np.ones(len(places), np.float32)
    if start < what.fade_in:
        gains *= _eased((places + 0.5) / what.fade_in)
    if stop > what.length - what.fade_out:
        gains *= _eased((what.length - places - 0.5) / what.fade_out)
    return gains


def _eased(part: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Sound:
    eased: Sound = (0.5 - 0.5 * np.cos(np.pi * np.clip(part, 0, 1))).astype(np.float32)
    return eased
