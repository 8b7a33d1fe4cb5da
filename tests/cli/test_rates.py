"""The rate of a voice that has none: measured on finished, decoded files, with the stand-in for Google's voice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from tests.conftest import Bulletin
from tests.standins.google import GoogleStandIn
from tests.tiers import by_tier

RATES = by_tier((0.85, 1.5), (0.7, 0.85, 1.2, 1.5))


@pytest.fixture
def article(world: Path) -> Path:
    """Words enough to tell a rate by."""
    path = world / "metro.txt"
    text = "शहर की नई मेट्रो लाइन सोमवार को शुरू हो गई. पहले दिन बहुत लोगों ने सफर किया."
    path.write_text(f"शहर में नई मेट्रो लाइन शुरू\n\n{text}\n", encoding="utf-8")
    return path


class Made:
    """A finished bulletin of one voice, without jingles."""

    def __init__(self, bulletin: Bulletin, article: Path, *options: str) -> None:
        self.result = bulletin(
            "make", article, "--no-jingles", "--no-cover", "-o", "made.wav", "--json", *options
        )
        assert self.result.returncode == 0, self.result.stderr
        self.document: dict[str, Any] = json.loads(self.result.stdout)
        self.sound, rate = soundfile.read("made.wav", dtype="float32")
        self.per_second = int(rate)
        record = json.loads(Path("made.episode.json").read_text(encoding="utf-8"))
        self.record: dict[str, Any] = record
        self.sentences: list[dict[str, Any]] = record["lines"]

    @property
    def seconds(self) -> float:
        return len(self.sound) / self.per_second

    def spoken(self) -> float:
        """Seconds in which the record has a voice."""
        return float(sum(each["end"] - each["start"] for each in self.sentences))

    def heard(self) -> list[tuple[float, float]]:
        """Where a voice is heard in the sound: from and until, for each word. The stand-in is silent between words."""
        width = self.per_second // 500
        sizes = np.abs(self.sound[: len(self.sound) // width * width]).reshape(-1, width).max(axis=1)
        loud = np.concatenate([[False], sizes > 0.02, [False]])
        edges = np.flatnonzero(loud[1:] != loud[:-1]) * width / self.per_second
        return [(start, end) for start, end in edges.reshape(-1, 2) if end - start > 0.05]

    def note(self, start: float, end: float) -> float:
        """The pitch in Hz of the note that a word is, in its middle, by the top of a parabola over the spectrum."""
        part = self.sound[round(start * self.per_second) : round(end * self.per_second)]
        part = part[len(part) // 8 : -len(part) // 8]
        size = 1 << 17
        levels = np.log(np.abs(np.fft.rfft(part * np.hanning(len(part)), size)) + 1e-12)
        place = int(np.argmax(levels[: size * 400 // self.per_second]))
        below, top, above = levels[place - 1 : place + 2]
        return float((place + (below - above) / (2 * (below - 2 * top + above))) * self.per_second / size)


def test_google_s_voice_at_any_of_its_rates_is_the_same_voice_faster_or_slower(
    bulletin: Bulletin, article: Path, google: GoogleStandIn
) -> None:
    natural = Made(bulletin, article)
    words = natural.heard()
    pauses = natural.seconds - natural.spoken()
    asked = len(google.texts)
    for rate in RATES:
        made = Made(bulletin, article, "--rate", str(rate))

        # Nothing is spoken again, and nobody else speaks.
        assert (len(google.texts), made.document["requests"]["made"]) == (asked, 0)
        assert made.document["voice"] == natural.document["voice"] == "gtts:hi"
        assert "warning:" not in made.result.stderr
        # The decoded file, the record and the captions agree about the length of the speech.
        assert natural.spoken() / made.spoken() == pytest.approx(rate, rel=0.001)
        assert made.seconds == pytest.approx(pauses + natural.spoken() / rate, abs=0.15)
        # Each word is where the sound says, for so much longer, and at its pitch.
        now = made.heard()
        assert len(now) == len(words)
        lengths = [
            (end - start) / (after - before) for (start, end), (before, after) in zip(words, now, strict=True)
        ]
        assert np.median(lengths) == pytest.approx(rate, rel=0.04)
        cents = [
            1200 * np.log2(made.note(*one) / natural.note(*other))
            for one, other in zip(now, words, strict=True)
        ]
        assert abs(np.median(cents)) < 2
        assert np.percentile(np.abs(cents), 90) < 5
        for sentence in made.sentences:
            assert any(abs(start - sentence["start"]) < 0.06 for start, _ in now)


def test_a_slot_counts_with_the_rate(bulletin: Bulletin, article: Path, google: GoogleStandIn) -> None:
    fast = Made(bulletin, article, "--rate", "1.3")
    slot = f"{fast.seconds * 0.97:.2f}s"

    made = Made(bulletin, article, "--rate", "1.3", "--slot", slot)

    assert made.seconds == pytest.approx(float(slot[:-1]), abs=0.001)
    assert made.document["slot"]["natural"] == pytest.approx(fast.seconds, abs=0.001)
    assert made.document["slot"]["left_out"] == 0


@pytest.mark.parametrize("asked", [["--pitch", "2"], ["--rate", "1.8"]])
def test_another_voice_is_said_before_it_speaks_at_the_end_and_in_the_record(
    bulletin: Bulletin, article: Path, google: GoogleStandIn, asked: list[str]
) -> None:
    made = Made(bulletin, article, *asked)

    reason = "gtts has rates of 0.7 to 1.5 only, and one pitch"
    lines = made.result.stderr.splitlines()
    said = lines.index(f"warning: espeak reads all of it, because {reason} [voice.second]")
    assert said < next(place for place, line in enumerate(lines) if line.startswith("speaking"))
    assert lines.index(f"note: read by espeak throughout, because {reason}") >= len(lines) - 4
    assert made.record["voice_reason"] == made.document["voice_reason"] == reason
    assert google.texts == []
    assert "a better voice" not in made.result.stderr

    again = Made(bulletin, article, *asked)

    assert again.document["unchanged"]
    assert f"note: read by espeak throughout, because {reason}" in again.result.stderr
