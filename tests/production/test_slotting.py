"""Slots, met: finished files of bulletins that were given a time to last, decoded and measured."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from bulletin.errors import InputError
from bulletin.production.events import Finished, SlotMet
from bulletin.production.produce import produce
from bulletin.production.recipe import Recipe
from bulletin.schema.episode import Episode, Slotted
from bulletin.schema.pace import slot_of
from bulletin.schema.station import CoverWanted, Station
from tests.tiers import by_tier

METRO = """\
शहर में नई मेट्रो लाइन शुरू

सोमवार से रोज चलेगी गाड़ी.

मेट्रो सोमवार को शुरू हुई.

पहली गाड़ी सुबह छह बजे आई.

किराया और समय

किराया 25 रुपये है.

बच्चों को छूट है.

आगे की योजना

दूसरी लाइन भी बनेगी.
"""
SNOW = """\
पहाड़ों में बर्फबारी

रात भर बर्फ गिरी.

कई रास्ते बंद हैं.
"""
ONE_PARAGRAPH = "बारिश से राहत\n\nशहर में रात भर बारिश हुई. तापमान 5 डिग्री गिर गया.\n"

JINGLES = Station(voice="tone", cover=CoverWanted(made=False))
BARE = replace(JINGLES, jingles=False)
BED = replace(BARE, bed="ours")
ALL_MUSIC = replace(JINGLES, bed="ours")

STATIONS = {"jingles": JINGLES, "bare": BARE, "bed": BED, "all music": ALL_MUSIC}
SOURCES = {"two": ("metro.txt", "snow.txt"), "metro": ("metro.txt",), "one": ("one.txt",)}


@dataclass(frozen=True)
class Case:
    """A slot, and the levers that it takes."""

    sources: str
    station: str
    slot: str
    levers: str
    form: str = "mp3"

    @property
    def name(self) -> str:
        return f"{self.slot.replace(':', '-')}-{self.sources}-{self.station}.{self.form}"


# Most are WAV, which takes half as long to make; of each station and of each lever there is an encoded file, too.
CASES = (
    Case("two", "jingles", "0:36", "pauses", "wav"),
    Case("two", "jingles", "0:32", "pauses rate", "wav"),
    Case("two", "jingles", "22s", "pauses paragraphs", "wav"),
    Case("two", "jingles", "17.5s", "pauses paragraphs"),
    Case("two", "jingles", "0:39.5", "pauses", "wav"),
    Case("two", "jingles", "0:41", "pauses rate"),
    Case("two", "jingles", "0:42.5", "pauses rate padding", "wav"),
    Case("two", "jingles", "0:45", "pauses rate padding", "wav"),
    Case("two", "bare", "0:20", "pauses", "wav"),
    Case("two", "bare", "0:18.5", "pauses rate", "flac"),
    Case("two", "bare", "0:15.5", "pauses paragraphs"),
    Case("two", "bare", "0:08", "pauses paragraphs", "wav"),
    Case("two", "bare", "0:25.5", "pauses rate", "wav"),
    Case("two", "bed", "0:32", "pauses rate padding", "mp3"),
    Case("two", "bed", "0:26", "pauses", "wav"),
    Case("metro", "all music", "0:36", "pauses rate padding", "wav"),
    Case("one", "jingles", "0:14.5", "pauses", "opus"),
    Case("one", "jingles", "0:17", "pauses rate padding", "wav"),
    Case("one", "bare", "0:05.5", "pauses"),
)
FEW = tuple(case for case in CASES if case.slot in {"22s", "0:18.5", "0:32", "0:17", "0:05.5"})
"""Of each lever and station but one."""


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the articles, and one cache of clips for all bulletins."""
    folder = tmp_path_factory.mktemp("slots")
    for name, text in (("metro", METRO), ("snow", SNOW), ("one", ONE_PARAGRAPH)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BULLETIN_CACHE_DIR", str(folder / "cache"))
        yield folder


def make(workshop: Path, sources: str, station: Station, name: str) -> tuple[Episode, list[Slotted]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BULLETIN_CACHE_DIR", str(workshop / "cache"))
        recipe = Recipe(
            sources=tuple(str(workshop / source) for source in SOURCES[sources]),
            output=workshop / name,
            station=station,
        )
        events = list(produce(recipe))
    finished = events[-1]
    assert isinstance(finished, Finished)
    return finished.episode, [event.slot for event in events if isinstance(event, SlotMet)]


class Made(dict[Case, Episode]):
    """The episode of each case, made when it is first asked for: tests may be shared out between processes."""

    def __init__(self, workshop: Path) -> None:
        super().__init__()
        self._workshop = workshop

    def __missing__(self, case: Case) -> Episode:
        station = replace(STATIONS[case.station], slot=slot_of(case.slot))
        self[case] = make(self._workshop, case.sources, station, case.name)[0]
        return self[case]


@pytest.fixture(scope="module")
def made(workshop: Path) -> Made:
    """The episode of each case."""
    return Made(workshop)


@pytest.fixture(scope="module", params=by_tier(FEW, CASES), ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Case:
    """Each of the cases, one after the other: all that is asked of one is asked together."""
    found: Case = request.param
    return found


def decoded_seconds(path: Path) -> float:
    """The length of a file as ffmpeg decodes it; of a WAV, or where there is no ffmpeg, as libsndfile does."""
    if path.suffix == ".wav" or shutil.which("ffmpeg") is None:
        samples, rate = soundfile.read(path)
        return len(samples) / int(rate)
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "s16le", "-ac", "1", "-ar", "48000", "-"]
    return len(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout) / 2 / 48_000


def samples_of(path: Path) -> tuple[np.ndarray[Any, np.dtype[np.float64]], int]:
    samples, rate = soundfile.read(path)
    return (samples if samples.ndim == 1 else samples.mean(axis=1)), int(rate)


def longest_silence(path: Path) -> float:
    """The seconds of the longest stretch below −60 dBFS."""
    samples, rate = samples_of(path)
    step = rate // 100
    levels = np.sqrt(np.mean(samples[: len(samples) // step * step].reshape(-1, step) ** 2, axis=1))
    longest = run = 0
    for quiet in levels < 10 ** (-60 / 20):
        run = run + 1 if quiet else 0
        longest = max(longest, run)
    return longest / 100


class TestTheFinishedFile:
    def test_it_lasts_the_slot(self, made: Made, case: Case) -> None:
        # A tenth of a second is promised; a sample of either rate is what is kept.
        assert decoded_seconds(made[case].audio) == pytest.approx(slot_of(case.slot), abs=0.0001)

    def test_the_levers_are_those_it_takes(self, made: Made, case: Case) -> None:
        slot = made[case].slot
        assert slot is not None
        pulled = {
            "pauses": slot.pauses != 1,
            "rate": slot.rate != 1,
            "paragraphs": slot.paragraphs > 0,
            "padding": slot.padding > 0,
        }
        assert " ".join(lever for lever, used in pulled.items() if used) == case.levers

    def test_all_that_is_said_lies_within_it(self, made: Made, case: Case) -> None:
        lines = json.loads(made[case].files["episode"].read_text(encoding="utf-8"))["lines"]
        assert lines[-1]["end"] < slot_of(case.slot)
        assert all(line["start"] < line["end"] for line in lines)


@pytest.mark.parametrize("slot", ["0:18.5", "0:25.5"])
def test_each_word_of_a_voice_made_faster_or_slower_is_where_its_clock_says(made: Made, slot: str) -> None:
    episode = made[case_of(slot, "bare")]
    assert episode.edition is not None
    samples, rate = samples_of(episode.audio)
    step = rate // 500
    levels = np.sqrt(np.mean(samples[: len(samples) // step * step].reshape(-1, step) ** 2, axis=1))
    heard = (np.flatnonzero((levels[1:] > 0.01) & (levels[:-1] <= 0.01)) + 1) * step / rate
    words = [word for line in episode.edition.sentences for word in line.words]
    assert len(words) > 40
    assert max(np.abs(heard - word.start).min() for word in words) < 0.020


def case_of(slot: str, station: str = "jingles") -> Case:
    return next(case for case in CASES if (case.slot, case.station) == (slot, station))


class TestTheRecord:
    def test_it_says_which_levers_were_pulled_and_how_far(self, made: Made) -> None:
        record = json.loads(made[case_of("0:32")].files["episode"].read_text(encoding="utf-8"))
        assert record["slot"]["asked"] == 32.0
        assert record["slot"]["natural"] == pytest.approx(35.5, abs=1)
        assert record["slot"]["levers"]["pauses"] == 0.6
        assert 1 < record["slot"]["levers"]["rate"] < 1.04

    def test_what_was_cut_is_among_what_is_left_out(self, made: Made) -> None:
        record = json.loads(made[case_of("17.5s")].files["episode"].read_text(encoding="utf-8"))
        cut = [item["written"] for item in record["left_out"] if item["reason"] == "cut"]
        assert len(cut) == record["slot"]["left_out"] == 8
        assert "आगे की योजना" in cut
        assert not set(cut) & {line["written"] for line in record["lines"]}

    def test_a_section_that_is_gone_has_no_chapter(self, made: Made) -> None:
        titles = [chapter.title for chapter in made[case_of("17.5s")].chapters]
        assert titles == ["शहर में नई मेट्रो लाइन शुरू", "पहाड़ों में बर्फबारी"]

    def test_without_a_slot_it_has_none(self, workshop: Path) -> None:
        episode, told = make(workshop, "one", BARE, "plain.mp3")
        assert (episode.slot, told) == (None, [])

    def test_the_levers_are_told_while_it_is_made(self, workshop: Path) -> None:
        episode, told = make(workshop, "one", replace(BARE, slot=6.0), "told.mp3")
        assert told == [episode.slot]


class TestMadeOnceMore:
    def test_nothing_changed_is_known_and_told_again(self, workshop: Path) -> None:
        station = replace(BARE, slot=20.0)
        first, told = make(workshop, "two", station, "again.mp3")
        again, told_again = make(workshop, "two", station, "again.mp3")
        assert (first.unchanged, again.unchanged) == (False, True)
        assert told_again == [again.slot] == told == [first.slot]

    def test_another_slot_is_another_bulletin(self, workshop: Path) -> None:
        make(workshop, "two", replace(BARE, slot=20.0), "other.wav")
        other, _ = make(workshop, "two", replace(BARE, slot=21.0), "other.wav")
        assert not other.unchanged
        assert decoded_seconds(other.audio) == pytest.approx(21.0, abs=0.0001)


class TestPadding:
    def test_a_short_wait_before_the_outro_is_a_rest(self, made: Made) -> None:
        assert 1.0 < longest_silence(made[case_of("0:42.5")].audio) < 3.0

    def test_a_longer_one_is_filled_by_the_outro(self, made: Made) -> None:
        episode = made[case_of("0:45")]
        assert episode.slot is not None
        assert episode.slot.padding > 3.0
        assert longest_silence(episode.audio) < 1.5

    @pytest.mark.parametrize("padded", [case_of("0:32", "bed"), case_of("0:36", "all music")])
    def test_a_bed_plays_on(self, made: Made, padded: Case) -> None:
        episode = made[padded]
        assert episode.slot is not None
        assert episode.edition is not None
        samples, rate = samples_of(episode.audio)
        spoken = episode.edition.sentences[-1].end
        # Half a second for the bed to come up; from there it is heard without a break.
        start, stop = round((spoken + 0.5) * rate), round((spoken + episode.slot.padding) * rate)
        parts = np.array_split(samples[start:stop], 20)
        assert min(np.sqrt(np.mean(part**2)) for part in parts) > 10 ** (-50 / 20)


class TestASlotThatCannotBeMet:
    def error(self, workshop: Path, sources: str, station: Station, slot: str) -> InputError:
        with pytest.raises(InputError) as caught:
            make(workshop, sources, replace(station, slot=slot_of(slot)), "impossible.mp3")
        assert not (workshop / "impossible.mp3").exists()
        return caught.value

    @pytest.mark.parametrize(
        ("sources", "station", "slot", "error_id"),
        [
            ("one", "jingles", "0:05", "slot.long"),
            ("one", "bare", "0:10", "slot.short"),
            ("two", "jingles", "0:10", "slot.long"),
            ("two", "jingles", "5:00", "slot.short"),
            ("one", "all music", "1:00", "slot.short"),
        ][: by_tier(2, 5)],
    )
    def test_the_nearest_that_is_named_can_be_met(
        self, workshop: Path, sources: str, station: str, slot: str, error_id: str
    ) -> None:
        error = self.error(workshop, sources, STATIONS[station], slot)
        assert error.error_id == error_id
        nearest = error.remedy.partition("--slot ")[2].partition(",")[0]
        assert nearest in error.what
        episode, _ = make(workshop, sources, replace(STATIONS[station], slot=slot_of(nearest)), "nearest.wav")
        assert decoded_seconds(episode.audio) == pytest.approx(slot_of(nearest), abs=0.0001)

    def test_between_two_cuts_both_neighbours_are_named(self, workshop: Path) -> None:
        long = (
            "बारिश से राहत\n\nशहर में रात भर तेज़ बारिश हुई.\n\nलोग खुश हुए.\n\n"
            + "तापमान पाँच डिग्री गिर गया और लोग घरों में रहे. " * 8
        )
        (workshop / "gap.txt").write_text(long, encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(SOURCES, "gap", ("gap.txt",))
            error = self.error(workshop, "gap", BARE, "0:15")
            assert error.error_id == "slot.between"
            nearest = error.remedy.partition("--slot ")[2].partition(",")[0]
            episode, _ = make(workshop, "gap", replace(BARE, slot=slot_of(nearest)), "nearest.wav")
        assert decoded_seconds(episode.audio) == pytest.approx(slot_of(nearest), abs=0.0001)


def test_where_the_last_paragraph_is_too_long_a_shorter_one_goes(workshop: Path) -> None:
    short, long = (
        "लोग खुश हुए और घरों से निकले. बाज़ार देर तक खुले रहे.",
        "तापमान पाँच डिग्री गिर गया और लोग घरों में रहे. " * 8,
    )
    text = f"बारिश से राहत\n\nशहर में रात भर तेज़ बारिश हुई.\n\nखेती\n\n{short}\n\nमौसम\n\n{long}"
    (workshop / "uneven.txt").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(SOURCES, "uneven", ("uneven.txt",))
        # 30 s at the least with both, 9 s at most without the long one.
        episode, _ = make(workshop, "uneven", replace(BARE, slot=28.0), "uneven.wav")
    assert episode.slot is not None
    assert episode.slot.left_out == ("खेती", short)
    assert decoded_seconds(episode.audio) == pytest.approx(28.0, abs=0.0001)


def test_voices_of_their_own_and_a_fallback_are_no_hindrance(workshop: Path) -> None:
    station = replace(BARE, role_voices={"headline": "espeak"}, fallback="espeak", slot=13.0)
    episode, _ = make(workshop, "two", station, "voices.wav")
    assert decoded_seconds(episode.audio) == pytest.approx(13.0, abs=0.0001)
    assert episode.slot is not None
    assert episode.slot.paragraphs > 0
