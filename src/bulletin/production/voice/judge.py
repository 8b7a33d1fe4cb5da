"""Judge: check an engine's answer before it is cached. Engines may come from anyone and fail in any way.

Only a listener knows whether the sound says the text; this finds what cannot be speech at all.
"""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from bulletin.engines import Session
from bulletin.errors import BulletinError, EngineError, InputError, first_words
from bulletin.schema.clip import Encoding, Speech, WordTime
from bulletin.sound.ears import listen

RATES = range(8_000, 192_001)
"""Sample rates that speech may have, in Hz."""

SILENT = 0.003
"""A peak below this is silence: −50 dB."""

SHORTEST_SECONDS_A_LETTER = 0.01
"""Hindi voices take 0.05 to 0.1 seconds a letter; at twice their rate that is 0.025."""

LONGEST_SECONDS_A_LETTER = 3.0
"""No voice is slower than this."""

LONGEST_SECONDS_BESIDES = 10.0
"""Silence that a voice may have around a text."""

MISSING_SAMPLES = 5 * 1152
"""How many samples fewer a decoder may give than an MP3 stream declares: the encoder's own delay and padding."""


def spoken(session: Session, text: str) -> Speech:
    """`text` spoken by the session, and judged.

    Raises what engines raise, and EngineError (69) for any other failure and for sound that cannot be speech.
    """
    try:
        speech = session.speak(text)
    except BulletinError:
        raise
    except (Exception, SystemExit) as error:
        raise EngineError(
            f"the voice failed: {type(error).__name__}: {error}".rstrip(" .:") + ".",
            error_id="engine.failed",
            source=first_words(text, 60),
            remedy="Update or remove the package it comes from, or choose another voice: bulletin voices",
        ) from error
    if fault := unfit(speech, text):
        raise EngineError(
            f"the voice gave {fault}.",
            error_id="engine.unfit",
            source=first_words(text, 60),
            remedy="Reword the sentence, or choose another voice: bulletin voices",
        )
    return speech if _words_fit(speech, text) else replace(speech, words=())


def unfit(speech: object, text: str) -> str:
    """Why `speech` cannot be `text` spoken, as the end of a sentence; an empty string if it can."""
    if not isinstance(speech, Speech):
        return f"no speech but {type(speech).__name__}"
    if not isinstance(speech.sound, bytes) or not speech.sound:
        return "no sound"
    if speech.encoding not in get_args(Encoding):
        return f'sound of an encoding that is not known, "{speech.encoding}"'
    if not isinstance(speech.rate, int) or speech.rate not in RATES:
        return f"sound of {speech.rate} samples a second"
    if not isinstance(speech.length, int) or speech.length <= 0:
        return f"sound of {speech.length} samples"
    if fault := _sound_fault(speech):
        return fault
    seconds = speech.length / speech.rate
    letters = sum(sign.isalnum() for sign in text)
    if seconds < SHORTEST_SECONDS_A_LETTER * letters:
        return f"{seconds:.2f} s of sound for {letters} letters"
    if seconds > LONGEST_SECONDS_A_LETTER * letters + LONGEST_SECONDS_BESIDES:
        return f"{seconds:.0f} s of sound for {letters} letters"
    return ""


def _sound_fault(speech: Speech) -> str:
    """What is wrong with the sound: its declared format, or its samples."""
    if speech.encoding == "pcm16":
        if len(speech.sound) != 2 * speech.length:
            return f"{len(speech.sound):,} bytes for {speech.length:,} samples"
        import numpy as np

        samples = np.frombuffer(speech.sound, dtype="<i2")
        # −32,768 has no positive counterpart in 16 bits.
        peak = max(int(samples.max()), -int(samples.min())) / 32_768
    else:
        try:
            heard = listen(speech.sound)
        except InputError:
            return "sound that cannot be decoded"
        if heard.rate != speech.rate or not 0 <= speech.length - heard.length <= MISSING_SAMPLES:
            return "sound of another rate or length than it tells"
        peak = heard.peak
    return "silence" if peak < SILENT else ""


def _words_fit(speech: Speech, text: str) -> bool:
    """Whether the word times are within the sound and their words within the text. They are optional."""
    return all(
        isinstance(word, WordTime)
        and all(isinstance(number, int) for number in (word.start, word.length, word.at))
        and 0 <= word.start < word.start + word.length <= len(text)
        and 0 <= word.at < speech.length
        for word in speech.words
    )
