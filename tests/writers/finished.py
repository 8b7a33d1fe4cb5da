"""What the tests of finished files share: a sound, facts to tell of it, and other programs that read it back."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import soundfile

from bulletin.schema.programme import Chapter
from bulletin.schema.units import Dbtp, Hertz, Lufs
from bulletin.sound.meter import Meter
from bulletin.writers.audio.blocks import Block
from bulletin.writers.audio.facts import Airing, Cover, Facts, Levels, Tags

RATE = Hertz(48_000)
TWO_SECONDS = 2 * RATE
FIVE_SECONDS = 5 * RATE


def program(name: str) -> pytest.MarkDecorator:
    """For a test that needs a program of the system."""
    return pytest.mark.skipif(shutil.which(name) is None, reason=f"needs {name} as a second reader")


def picture(size: int = 16) -> bytes:
    """A PNG of noise: `size` by `size`, three bytes a point, which do not pack."""

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    points = np.random.default_rng(1).integers(0, 256, (size, 3 * size), dtype=np.uint8)
    rows = b"".join(b"\0" + row.tobytes() for row in points)
    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")
    )


TAGS = Tags(
    title="शहर में नई मेट्रो लाइन शुरू, किराया ₹25 से",
    station="आकाश FM",
    programme="समाचार",
    day=date(2026, 3, 5),
    language="hin",
    genre="News",
    written="पहला अनुच्छेद।\n\nदूसरा अनुच्छेद।",
    sources=("https://example.com/metro", "metro.txt"),
    provenance=(("VOICE", "tone:hum"), ("DISCLOSURE", "यह बुलेटिन कृत्रिम आवाज़ में है।")),
    dek="12 किमी लंबी लाइन",
    track="3/12",
    copyright="2026 आकाश FM",
    link="https://akash.example/",
)

FACTS = Facts(
    tags=TAGS,
    made=datetime(2026, 3, 5, 7, 30, 15),  # noqa: DTZ001  (a station's local time)
    reference="INBUL00012026030507",
    chapters=(
        Chapter(start=0.0, end=1.25, title="मुख्य समाचार"),
        Chapter(start=1.25, end=3.5, title="किराया & <समय>"),
        Chapter(start=3.5, end=5.0, title="Sport"),
    ),
    cover=Cover(data=picture()),
    levels=Levels(integrated=Lufs(-23.0351), loudness_range=5.5, true_peak=Dbtp(-1.26)),
    airing=Airing(
        cut="4711",
        client="Newsroom",
        classification="Bulletin",
        out_cue="आकाश FM, नमस्कार।",
        starts=datetime(2026, 3, 5, 8, 0, 0),  # noqa: DTZ001
        ends=datetime(2026, 3, 5, 20, 0, 0),  # noqa: DTZ001
        intro_end=0.75,
        segue=4.5,
        user="hourly",
    ),
)

IN_COMMENTS = [
    ("title", TAGS.title),
    ("artist", TAGS.station),
    ("album", TAGS.programme),
    ("date", "2026-03-05"),
    ("genre", "News"),
    ("language", "hin"),
    ("lyrics", TAGS.written),
    ("subtitle", TAGS.dek),
    ("track", "3/12"),
    ("copyright", TAGS.copyright),
    ("contact", TAGS.link),
    ("source", "https://example.com/metro;metro.txt"),
    ("voice", "tone:hum"),
    ("disclosure", "यह बुलेटिन कृत्रिम आवाज़ में है।"),
    ("comment", "यह बुलेटिन कृत्रिम आवाज़ में है।"),
]
"""What FFmpeg's library reads of these facts in the comments of FLAC and Opus."""

HARD_TITLES = {
    "signs of markup": "A & B <b>\"C\"</b> 'D' = E; \\n %s",
    "Devanagari only": "केवल देवनागरी में ज्ञान",
    "joiners": "क्\u200dया शब्द\u200cमाला",
    "emoji": "😀 समाचार 👨\u200d👩\u200d👧",
    "very long": "समाचार पत्र " * 833 + "अंत।",
}
"""Titles that are to be read back as they are, where a file holds Unicode."""


def titled(title: str, facts: Facts = FACTS) -> Facts:
    """The facts with another title, for the bulletin and for its first chapter."""
    first, *others = facts.chapters
    return replace(
        facts, tags=replace(facts.tags, title=title), chapters=(replace(first, title=title), *others)
    )


def murmur(length: int, channels: int = 1, rate: int = RATE) -> Block:
    """Something like a voice: gliding harmonics in syllables, a little noise; at no two places alike."""
    one = _murmured(-(-length // rate), rate)[:length].copy()
    return one if channels == 1 else np.stack([one, np.roll(one, 37) * np.float32(0.8)], axis=1)


@cache
def _murmured(seconds: int, rate: int) -> Block:
    length = seconds * rate
    time = np.arange(length) / rate
    pitch = 2 * np.pi * (120 * time + 3 * np.sin(1.7 * time))
    voice = sum(np.sin(k * pitch + k) / k for k in range(1, 25))
    syllables = 0.55 + 0.45 * np.sin(2 * np.pi * 3.1 * time + np.sin(time))
    noise = np.random.default_rng(5).standard_normal(length)
    sound: Block = (0.15 * syllables * (voice + 0.05 * noise)).astype(np.float32)
    return sound


def cut(samples: Block, size: int = 30_000) -> Iterator[Block]:
    """The sound in blocks."""
    return (samples[start : start + size] for start in range(0, len(samples), size))


def loudness(samples: Block, rate: Hertz = RATE) -> float:
    """Of the first channel."""
    meter = Meter(rate)
    meter.feed(np.ascontiguousarray(samples.reshape(len(samples), -1)[:, 0], np.float32))
    return meter.loudness()


def offset_between(one: Block, other: Block) -> int:
    """By how many samples `other` is late; first channels."""
    first, second = (sound.reshape(len(sound), -1)[:, 0] for sound in (one, other))
    size = 2 * len(first)
    likeness = np.fft.irfft(np.conj(np.fft.rfft(first, size)) * np.fft.rfft(second, size), size)
    place = int(likeness.argmax())
    return place if place < len(first) else place - size


def libsndfile(path: Path) -> Block:
    samples, _ = soundfile.read(path, dtype="float32")
    decoded: Block = samples
    return decoded


def ffmpeg(path: Path) -> Block:
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-map", "0:a", "-f", "f32le", "-"]
    answer = subprocess.run(command, capture_output=True, check=True)
    assert not answer.stderr
    samples = np.frombuffer(answer.stdout, np.float32)
    with av.open(str(path)) as container:
        channels = container.streams.audio[0].codec_context.channels
    return samples if channels == 1 else samples.reshape(-1, channels)


def pyav(path: Path) -> Block:
    resampler = av.AudioResampler(format="flt")
    parts = [np.zeros(0, np.float32)]
    channels = 1
    with av.open(str(path)) as container:
        channels = container.streams.audio[0].codec_context.channels
        for frame in container.decode(audio=0):
            parts += [part.to_ndarray().reshape(-1).astype(np.float32) for part in resampler.resample(frame)]
    samples = np.concatenate(parts)
    return samples if channels == 1 else samples.reshape(-1, channels)


Decoder = Callable[[Path], Block]

FFMPEG = pytest.param(ffmpeg, id="ffmpeg", marks=[pytest.mark.program, program("ffmpeg")])
DECODERS = [pytest.param(libsndfile, id="libsndfile"), pytest.param(pyav, id="PyAV"), FFMPEG]


@dataclass(frozen=True)
class Told:
    """What FFmpeg's library finds in a file."""

    tags: dict[str, str]
    chapters: list[tuple[float, str]]


def told(path: Path) -> Told:
    """Tags by their names in lower case, those of the sound's own stream among them; chapters by their start."""
    with av.open(str(path)) as container:
        tags = {**container.streams.audio[0].metadata, **container.metadata}
        chapters = [
            (
                float(chapter["start"] * Fraction(chapter["time_base"] or 1)),
                chapter["metadata"].get("title", ""),
            )
            for chapter in container.chapters()
        ]
    return Told({name.lower(): value for name, value in tags.items()}, chapters)


def probed(path: Path) -> Any:
    """What ffprobe says of a file."""
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_streams", "-show_chapters"]
    return json.loads(subprocess.run([*command, str(path)], capture_output=True, check=True).stdout)


FULL = os.strerror(errno.EFBIG)
"""What the system says where `room_for` leaves no room."""


@contextlib.contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file can grow beyond `size` bytes: the system refuses, as it does on a full disk."""
    if sys.platform == "win32":
        pytest.skip("Windows sets no such limit")
    import resource

    _, hard = before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def cart(path: Path) -> dict[str, Any]:
    """As libsndfile reads it (its SFC_GET_CART_INFO)."""
    from soundfile import _ffi, _snd

    with soundfile.SoundFile(path) as file:
        room = _ffi.new("char[]", 1 << 16)
        assert _snd.sf_command(file._file, 0x1401, room, 1 << 16) == 1
        data = bytes(_ffi.buffer(room))
    names = "version title artist cut client category classification out_cue start_date start_time end_date end_time"
    names += " application application_version user reference"
    sizes = "4s64s64s64s64s64s64s64s10s8s10s8s64s64s64si"
    values = struct.unpack_from(f"<{sizes}", data)
    found: dict[str, Any] = {
        name: value.split(b"\0")[0].decode("ascii") if isinstance(value, bytes) else value
        for name, value in zip(names.split(), values, strict=True)
    }
    timers = [struct.unpack_from("<4sI", data, 684 + 8 * number) for number in range(8)]
    found["timers"] = [(name.decode(), place) for name, place in timers if name.strip(b"\0")]
    found["url"] = data[1024:2048].split(b"\0")[0].decode("ascii")
    size = struct.unpack_from("<I", data, 2048)[0]
    found["text"] = data[2052 : 2052 + size].decode("ascii")
    return found
