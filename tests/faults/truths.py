"""Truths: what a bulletin sounds like when nothing goes wrong, and whether a file is that bulletin.

The time of making is fixed, so a bulletin without a fault has the very bytes of the fault-free one. Where a part of
it is read by another voice there is no such file; then each sentence's own sound is looked for in the decoded one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from bulletin.language.pieces import pieces
from bulletin.production.cache.clips import ClipCache
from bulletin.production.cache.entries import unpacked
from bulletin.production.scripts import script_of
from bulletin.production.voice.cast import named
from bulletin.schema.clip import Speech
from bulletin.sound.decode import Sound, clip_segment, samples_of
from tests.faults import services
from tests.faults.bench import Bench, World, digest

LIKENESS = 0.88
"""How alike a sentence's clip and its place in the finished file must be: the cosine of the angle between them.
The right clip has 0.92 and more after levelling and MP3; another sentence of the same voice that begins with the
same words has 0.84, any other less than 0.5."""

STRANGE_LIKENESS = 0.7
"""The same for text that nobody would read out: it is unevenly loud, and the limiter bends it down to 0.83."""

COARSE = 4
"""Samples of the finished file that are taken as one: a sentence is known by what is below 5 kHz."""

LONGEST_REST_SECONDS = 5
"""No pause between two sentences is longer than this, and no sting."""

SECONDS_APART = 0.05
"""By how much a file's length may differ from what its record says."""


RECORD = ".episode.json"

OF_THE_RUN = ("seconds", "requests", "made_from", "asked", "ingredients", "details")
"""What a record tells of one run and its folder, not of the bulletin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """A bulletin that was made without a fault."""

    voice: str
    text: str
    digest: str
    seconds: float
    """How long it is."""
    wall: float
    """Seconds that its run took; of a process of its own, if it was asked for (`truth`)."""
    pieces: tuple[str, ...]
    """What is asked of the engine, in order; a text that is said twice stands here twice."""
    speeches: dict[str, Speech]
    """The sound of each piece."""
    files: dict[str, bytes]
    """What its run made, by name."""

    @property
    def unique(self) -> int:
        """How many clips it needs."""
        return len(self.speeches)

    def made(self, file: Path) -> bool:
        """Whether a visible file is one that its run made: the same bytes, or in a record the same facts."""
        own = self.files.get(file.name)
        try:
            found = file.read_bytes()
        except OSError:
            return False
        if own is None or not file.name.endswith(RECORD):
            return own == found
        try:
            return _facts(own) == _facts(found)
        except ValueError:
            return False

    def amiss(self, folder: Path) -> list[str]:
        """What is not its own in a folder where its files should be alone: other ones, changed ones, missing ones."""
        there = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
        return sorted(name for name in there | set(self.files) if not self.made(folder / name))

    def put(self, folder: Path) -> None:
        """Put its files into a folder, as if it had been made there."""
        for name, data in self.files.items():
            (folder / name).write_bytes(data)


def truth(bench: Bench, text: str, voice: str, *arguments: object, apart: bool = False) -> Truth:
    """Make a bulletin of `text` in a world where nothing goes wrong, and hear every piece of it; once a bench.

    With `apart` it is made by a process of its own in the short form, too: for those who need its `wall`.
    """
    key = (text, voice, apart, *arguments)
    if key not in bench.truths:
        bench.truths[key] = _truth(bench, text, voice, arguments, apart=apart)
    found: Truth = bench.truths[key]
    return found


def _truth(bench: Bench, text: str, voice: str, arguments: tuple[object, ...], *, apart: bool) -> Truth:
    with bench.world() as world, services.of(voice, world):
        world.write(text)
        run = world.run if apart else world.run_undisturbed
        ended = run(*world.make("--voice", voice, *arguments))
        assert ended.code == 0, ended.told
        asked = pieces_of(world.article, voice)
        speeches = {piece: kept_speech(world, voice, piece) for piece in asked}
        missing = unheard(world.name, [speeches[piece] for piece in asked])
        assert missing == [], f"the fault-free bulletin lacks {[asked[number] for number in missing]}"
        assert whole(world.name) == ""
        told = {Path(path).name for path in ended.episode["files"].values()}
        assert sorted(told) == world.shown(), f"the record tells of {told}, and {world.shown()} is there"
        return Truth(
            voice=voice,
            text=text,
            digest=digest(world.name),
            seconds=float(ended.episode["duration"]),
            wall=ended.seconds,
            pieces=tuple(asked),
            speeches=speeches,
            files={name: (world.out / name).read_bytes() for name in world.shown()},
        )


def _facts(record: bytes) -> dict[str, object]:
    """What a record tells of a bulletin, whoever made it where."""
    return {key: value for key, value in json.loads(record).items() if key not in OF_THE_RUN}


def pieces_of(article: Path, voice: str) -> list[str]:
    """What is asked of a voice's engine for an article, in order."""
    limit = named(voice).engine.limit
    return [
        piece
        for segment in script_of((str(article),)).segments
        for sentence in segment.sentences
        for piece in pieces(sentence.spoken, limit)
    ]


def clip_path(world: World, voice: str, piece: str) -> Path:
    """Where the cache has a piece."""
    return ClipCache(world.cache).path(named(voice).key(piece))


def kept_speech(world: World, voice: str, piece: str) -> Speech:
    """A piece from the cache."""
    path = clip_path(world, voice, piece)
    speech = unpacked(path.stem, path.read_bytes())
    assert speech is not None
    return speech


def whole(file: Path) -> str:
    """What is wrong with a visible MP3: it does not decode, or has not the length that its record says."""
    try:
        record = json.loads(file.with_suffix(RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return f"no record beside it: {error!r}"
    try:
        samples, rate = soundfile.read(file, dtype="float32")
    except (soundfile.LibsndfileError, RuntimeError, OSError) as error:
        return f"it does not decode: {error}"
    found = len(samples) / rate
    if abs(found - record["duration"]) > SECONDS_APART:
        return f"it lasts {found:.3f} s, and its record says {record['duration']:.3f} s"
    return ""


def unheard(file: Path, speeches: list[Speech], least: float = LIKENESS) -> list[int]:
    """The numbers of the clips that are not heard in a file, each after the one before it."""
    samples, rate = soundfile.read(file, dtype="float32")
    heard = _coarse(samples if samples.ndim == 1 else samples.mean(axis=1))
    missing: list[int] = []
    place = 0
    for number, speech in enumerate(speeches):
        clip = _coarse(_resampled(_trimmed(speech), speech.rate, rate))
        # A sentence begins soon after the end of the one before it: what comes later is another one's place.
        window = heard[place : place + 2 * len(clip) + LONGEST_REST_SECONDS * rate // COARSE]
        at, likeness = _found(window, clip)
        if likeness < least:
            missing.append(number)
            continue
        place += at + len(clip) // 2
    return missing


def _trimmed(speech: Speech) -> Sound:
    """The sounding part of a clip: the silence around it is the arranger's to shorten."""
    samples = samples_of(clip_segment(speech.sound, speech.encoding, speech.rate))
    loud = np.flatnonzero(np.abs(samples) > 0.02)
    return samples[loud[0] : loud[-1] + 1] if len(loud) else samples


def _resampled(samples: Sound, rate: int, wanted: int) -> Sound:
    places = np.arange(int(len(samples) * wanted / rate)) * (rate / wanted)
    resampled: Sound = np.interp(places, np.arange(len(samples)), samples).astype(np.float32)
    return resampled


def _coarse(samples: Sound) -> Sound:
    whole = len(samples) // COARSE * COARSE
    coarse: Sound = samples[:whole].reshape(-1, COARSE).mean(axis=1)
    return coarse


def _found(window: Sound, clip: Sound) -> tuple[int, float]:
    """Where in `window` `clip` is, and how alike the two are there."""
    if len(window) < len(clip) or not len(clip):
        return 0, 0.0
    size = 1 << (len(window) + len(clip)).bit_length()
    spectrum = np.fft.rfft(window, size) * np.conj(np.fft.rfft(clip, size))
    products = np.fft.irfft(spectrum, size)[: len(window) - len(clip) + 1]
    energies = np.concatenate([[0.0], np.cumsum(window.astype(np.float64) ** 2)])
    stretch = np.sqrt(np.maximum(energies[len(clip) :] - energies[: len(energies) - len(clip)], 1e-9))
    likeness = products / (stretch * np.linalg.norm(clip.astype(np.float64)))
    at = int(np.argmax(likeness))
    return at, float(likeness[at])
