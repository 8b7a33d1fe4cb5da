"""Sample: a text → a WAV file of it in one voice, to hear what the voice is like."""

from __future__ import annotations

import re
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bulletin.errors import InputError, OutputError, first_words
from bulletin.language.hindi import speak
from bulletin.language.pieces import pieces
from bulletin.language.sentences import split
from bulletin.production.disk.commit import committed
from bulletin.production.voice.cast import named
from bulletin.production.voice.judge import spoken
from bulletin.sound.decode import clip_segment, listen, samples_of

SAMPLE_TEXT = "नमस्कार, यह समाचार बुलेटिन है।"
"""What a voice says if no text is given."""

PAUSE_SECONDS = 0.35
"""Pause between two sentences."""

SUFFIX = ".wav"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A file that a voice has spoken a text into."""

    path: Path
    voice: str
    """`engine:name`."""
    seconds: float


def try_voice(voice: str, text: str = SAMPLE_TEXT, output: Path | None = None) -> Sample:
    """Have `voice` (`engine` or `engine:name`) say `text` into a WAV file.

    Without `output`, or in an `output` folder, the file is named after the voice. An older file is replaced
    atomically. Raises InputError (65) if there is nothing to say, OutputError (73) for a name without `.wav`, and
    whatever the engine raises.
    """
    sentences = [said for sentence in split(text) if (said := speak(sentence).text)]
    if not sentences:
        raise InputError(
            "nothing to read aloud: no letters or digits in it.",
            error_id="text.empty",
            source=first_words(text),
            remedy=f'Give a line to say: bulletin voices try {voice} "{SAMPLE_TEXT}"',
        )
    cast = named(voice)
    path = file_for(re.sub(r"[^A-Za-z0-9._+-]+", "-", cast.name).strip("-."), (SUFFIX,), output)
    sounds: list[np.ndarray] = []
    rate = 0
    with cast.engine.open(cast.voice, listen) as session:
        for sentence in sentences:
            if sounds:
                sounds.append(np.zeros(round(PAUSE_SECONDS * rate), np.float32))
            for piece in pieces(sentence, cast.engine.limit):
                speech = spoken(session, piece)
                rate = speech.rate
                sounds.append(samples_of(clip_segment(speech.sound, speech.encoding, speech.rate)))
    samples = np.concatenate(sounds)
    with committed(path) as temporary, wave.open(str(temporary), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.clip(np.round(samples * 32768), -32768, 32767).astype("<i2").tobytes())
    return Sample(path=path, voice=cast.name, seconds=len(samples) / rate)


def file_for(stem: str, suffixes: Sequence[str], output: Path | None) -> Path:
    """The file to make: `output`, or in that folder, or in the current one, `stem` with the first suffix.

    Raises OutputError (73) for a name with another suffix, and for what is no plain file.
    """
    if output is None or output.is_dir():
        return (output or Path()) / f"{stem}{suffixes[0]}"
    if output.suffix.lower() not in suffixes:
        raise OutputError(
            f'a file ending in "{output.suffix}" cannot be made; only {", ".join(suffixes)} can.',
            error_id="output.format",
            source=str(output),
            remedy=f"Name it {output.with_suffix(suffixes[0])}",
        )
    if output.is_symlink() or (output.exists() and not output.is_file()):
        raise OutputError(
            "something that is not a plain file has this name; it is left alone.",
            error_id="output.exists",
            source=str(output),
            remedy="Name another file.",
        )
    return output
