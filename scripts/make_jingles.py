"""Make the jingles that ship with bulletin: an intro, an earcon, a section sting, an outro and a bed of our own composing.

    .venv/bin/python scripts/make_jingles.py [folder]

Writes intro.flac, earcon.flac, sting.flac and outro.flac (44.1 kHz, mono, 16 bit) and bed.flac (22.05 kHz: there is nothing
high in it). The same samples every time.

The motif is a rising fourth and a falling second in raga Desh's notes (Sa Ma Pa, Ni Dha Pa), on plucked
strings over a drone of Sa and Pa, with a soft hand-drum pulse: bright enough for a headline, short enough
not to be in its way.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

RATE = 44_100
SA = 220.0
"""The tonic: A3."""

NOTES = {
    "S": 0,
    "R": 2,
    "G": 4,
    "M": 5,
    "P": 7,
    "D": 9,
    "n": 10,
    "N": 11,
    "S'": 12,
    "R'": 14,
    "G'": 16,
    "P'": 19,
}
"""Semitones above Sa."""

Wave = NDArray[np.float64]


def silence(seconds: float) -> Wave:
    return np.zeros(int(seconds * RATE))


def pitch(note: str, octave: int = 0) -> float:
    return float(SA * 2 ** (NOTES[note] / 12 + octave))


def pluck(frequency: float, seconds: float, brightness: float = 0.5) -> Wave:
    """A plucked string: decaying harmonics, the higher the faster, with a short click of attack."""
    time = np.arange(int(seconds * RATE)) / RATE
    wave = np.zeros_like(time)
    for harmonic in range(1, 13):
        if frequency * harmonic > 9000:
            break
        strength = brightness ** (harmonic - 1) / harmonic**0.3
        decay = np.exp(-time * (1.7 + 0.9 * harmonic))
        stretch = harmonic * np.sqrt(1 + 0.0004 * harmonic**2)
        wave += strength * decay * np.sin(2 * np.pi * frequency * stretch * time + harmonic)
    attack = np.minimum(1, time / 0.004)
    return wave * attack


def drone(seconds: float, rise: float, fall: float) -> Wave:
    """Sa and Pa, slowly beating, swelling in and dying away."""
    time = np.arange(int(seconds * RATE)) / RATE
    wave = np.zeros_like(time)
    for frequency, strength in (
        (SA / 2, 0.5),
        (SA * 0.75, 0.32),
        (SA, 0.26),
        (SA * 1.003, 0.2),
        (SA * 1.5, 0.12),
    ):
        wave += strength * np.sin(2 * np.pi * frequency * time)
    shape = np.minimum(1, time / rise) * np.minimum(1, (seconds - time) / fall)
    shaped: Wave = wave * np.sin(np.pi / 2 * np.clip(shape, 0, 1)) ** 2
    return shaped


def drum(seconds: float = 0.5, low: bool = True) -> Wave:
    """A hand drum: a falling tone, and a breath of skin."""
    time = np.arange(int(seconds * RATE)) / RATE
    base, swing = (82.0, 60.0) if low else (196.0, 40.0)
    phase = 2 * np.pi * np.cumsum(base + swing * np.exp(-time * 28)) / RATE
    skin = np.random.default_rng(7).standard_normal(len(time)) * np.exp(-time * 160) * 0.12
    return np.sin(phase) * np.exp(-time * (9 if low else 16)) * np.minimum(1, time / 0.002) + skin


def lay(onto: Wave, at: float, wave: Wave, strength: float) -> None:
    start = int(at * RATE)
    count = min(len(wave), len(onto) - start)
    onto[start : start + count] += strength * wave[:count]


def room(wave: Wave) -> Wave:
    """A small room: a few early reflections and a short diffuse tail."""
    noise = np.random.default_rng(11).standard_normal(int(0.5 * RATE))
    tail = noise * np.exp(-np.arange(len(noise)) / RATE * 11) * 0.012
    for delay, strength in ((0.013, 0.22), (0.021, 0.16), (0.034, 0.11), (0.055, 0.07)):
        tail[int(delay * RATE)] += strength
    size = 1 << (len(wave) + len(tail)).bit_length()
    wet = np.fft.irfft(np.fft.rfft(wave, size) * np.fft.rfft(tail, size), size)[: len(wave)]
    return np.asarray(wave + wet, dtype=np.float64)


def finished(wave: Wave, fade: float) -> Wave:
    """Faded out at the end, at a peak of −3 dB."""
    wave = room(wave)
    count = int(fade * RATE)
    wave[-count:] *= 0.5 + 0.5 * np.cos(np.pi * np.arange(count) / count)
    levelled: Wave = wave * (10 ** (-3 / 20) / np.abs(wave).max())
    return levelled


def intro() -> Wave:
    out = silence(4.6)
    lay(out, 0.0, drone(4.6, 0.5, 1.8), 0.30)
    melody = [
        (0.00, "S", 0),
        (0.30, "M", 0),
        (0.60, "P", 0),
        (1.05, "N", 0),
        (1.35, "D", 0),
        (1.65, "P", 0),
        (2.25, "S'", 0),
    ]
    for at, note, octave in melody:
        lay(out, at, pluck(pitch(note, octave), 2.3, 0.55), 0.42)
        lay(out, at, pluck(pitch(note, octave + 1), 1.6, 0.35), 0.14)
    for at, note in ((2.25, "S"), (2.28, "P"), (2.31, "G'")):
        lay(out, at, pluck(pitch(note), 2.3, 0.5), 0.22)
    for at, low in ((0.0, True), (0.60, False), (1.05, True), (1.35, False), (1.65, False), (2.25, True)):
        lay(out, at, drum(low=low), 0.34 if low else 0.2)
    return finished(out, 1.2)


def earcon() -> Wave:
    """Between two headlines: two plucked notes, a falling second, gone in half a second."""
    out = silence(0.55)
    for at, note in ((0.0, "S'"), (0.11, "N")):
        lay(out, at, pluck(pitch(note), 0.42, 0.45), 0.40)
    return finished(out, 0.25)


def sting() -> Wave:
    out = silence(1.5)
    for at, note in ((0.0, "P"), (0.16, "N"), (0.32, "S'")):
        lay(out, at, pluck(pitch(note), 1.2, 0.5), 0.42)
        lay(out, at, pluck(pitch(note, 1), 0.8, 0.3), 0.12)
    lay(out, 0.0, drum(low=False), 0.2)
    lay(out, 0.32, drum(low=True), 0.28)
    return finished(out, 0.6)


def outro() -> Wave:
    out = silence(5.2)
    lay(out, 0.0, drone(5.2, 0.4, 2.6), 0.30)
    melody = [
        (0.00, "S'", 0),
        (0.32, "N", 0),
        (0.64, "D", 0),
        (0.96, "P", 0),
        (1.44, "M", 0),
        (1.76, "R", 0),
        (2.24, "S", 0),
    ]
    for at, note, octave in melody:
        lay(out, at, pluck(pitch(note, octave), 2.8, 0.5), 0.40)
        lay(out, at, pluck(pitch(note, octave + 1), 1.8, 0.3), 0.12)
    for at, note in ((2.24, "S'"), (2.30, "P"), (2.36, "G")):
        lay(out, at, pluck(pitch(note), 2.9, 0.5), 0.20)
    for at, low in ((0.0, True), (0.64, False), (0.96, True), (1.44, False), (2.24, True)):
        lay(out, at, drum(low=low), 0.32 if low else 0.18)
    return finished(out, 2.0)


BEAT = 0.75
"""Seconds of the bed's pulse: 80 a minute."""


def bed() -> Wave:
    """Four bars of six beats: a soft figure on low strings over the drone, which leaves the voice its octave."""
    beats = 24
    seconds = beats * BEAT
    # A bar before and the room behind it, so that the loop goes on from itself.
    out = silence(seconds + 8)
    figure = ("S", "P", "S'", "P", "M", "P")
    turns = (("S", "P"), ("M", "S'"), ("P", "R'"), ("S", "P"))
    for beat in range(-6, beats + 6):
        bar, place = divmod(beat % beats, 6)
        at = beat * BEAT + 4.5
        if not 0 <= at < seconds + 7:
            continue
        note = figure[(place + bar) % 6] if bar % 2 else figure[place]
        lay(out, at, pluck(pitch(note, -1), 2.4, 0.30), 0.30)
        if place in (0, 3):
            lay(out, at, pluck(pitch(turns[bar][place // 3], -1), 2.6, 0.25), 0.26)
            lay(out, at, drum(low=True), 0.16)
    time = np.arange(len(out)) / RATE
    # Whole numbers of waves in the loop.
    for frequency, strength in ((SA / 2, 0.10), (SA * 0.75, 0.06), (SA, 0.04)):
        whole = round(frequency * seconds) / seconds
        out += (
            strength * np.sin(2 * np.pi * whole * time) * (1 + 0.3 * np.sin(2 * np.pi * 2 * time / seconds))
        )
    start = int(4.5 * RATE)
    wave = room(out)[start : start + int(seconds * RATE)]
    wave = low(wave)
    levelled: Wave = wave * (10 ** (-6 / 20) / np.abs(wave).max())
    return levelled


def low(wave: Wave) -> Wave:
    """Every second sample, of what is below 6 kHz: nothing folds back."""
    spectrum = np.fft.rfft(wave)
    frequency = np.arange(len(spectrum)) * RATE / len(wave)
    spectrum *= 0.5 + 0.5 * np.cos(np.pi * np.clip((frequency - 4000) / 2000, 0, 1))
    halved: Wave = np.fft.irfft(spectrum, len(wave))[::2]
    return halved


def main() -> None:
    """Write the four jingles and the bed to the folder given, or to where the package keeps them."""
    here = Path(__file__).resolve().parent.parent / "src" / "bulletin" / "sound" / "jingles"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else here
    for name, wave in (("intro", intro()), ("earcon", earcon()), ("sting", sting()), ("outro", outro())):
        soundfile.write(folder / f"{name}.flac", wave, RATE, subtype="PCM_16")
        print(f"{name}.flac: {len(wave) / RATE:.2f} s")
    wave = bed()
    soundfile.write(folder / "bed.flac", wave, RATE // 2, subtype="PCM_16")
    print(f"bed.flac: {len(wave) / (RATE // 2):.2f} s")


if __name__ == "__main__":
    main()
