"""Levels: measured loudness → the gain of one part of the programme, and of the whole."""

from __future__ import annotations

from bulletin.schema.units import Dbtp, Decibels, Lufs
from bulletin.sound.loudness import SILENCE, decibels
from bulletin.sound.master import CEILING, CODEC_MARGIN
from bulletin.sound.survey import Survey

SPEECH_LEVEL = Lufs(-20.0)
"""The voice's loudness on the reel, before the gain of the whole."""

GAIN_STEP = 0.05
"""dB. Gains are multiples of it, so that one word more or less mostly changes no gain, and no sound elsewhere."""

FIRST_CEILING = Dbtp(CEILING - CODEC_MARGIN)


def gain_to(target: Lufs, measured: Lufs) -> Decibels:
    """The gain from what was measured to the target, in steps; none for silence."""
    return Decibels(0.0 if measured <= SILENCE else _in_steps(target - measured))


def gain_for(target: Lufs, survey: Survey, ceiling: Dbtp = FIRST_CEILING) -> float:
    """The factor from the reel to the target, with make-up for what the limiter takes; within half a step."""
    return float(10 ** (_in_steps(decibels(survey.gain_to(target, ceiling))) / 20))


RIGHT = 0.15
"""LU by which the loudness may be off the target with the gain that an episode had before a change."""


def gain_if_right(target: Lufs, survey: Survey, before: Decibels | None) -> float | None:
    """The factor of an earlier gain, if it still brings the reel to the target; None if not."""
    if before is None:
        return None
    gain = float(10 ** (before / 20))
    return gain if abs(survey.loudness(gain, FIRST_CEILING) - target) <= RIGHT else None


def decibels_of(gain: float) -> Decibels:
    """A factor in decibels, as it is recorded."""
    return Decibels(_in_steps(decibels(gain)))


def _in_steps(gain: float) -> float:
    return round(gain / GAIN_STEP) * GAIN_STEP
