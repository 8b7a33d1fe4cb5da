"""What was encoded of an earlier file is used again, and nothing else is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bulletin.production.events import Finished
from bulletin.production.produce import produce
from bulletin.production.recipe import Recipe
from bulletin.production.sections import SECTIONS, earlier_sections
from bulletin.schema.station import CoverWanted, Station
from bulletin.writers.audio import lame

ARTICLE = """\
शहर में नई मेट्रो शुरू

शहर की नई मेट्रो लाइन सोमवार को शुरू हो गई। पहले दिन बहुत लोगों ने सफर किया। सुबह से स्टेशनों पर भीड़ रही।

किराया और समय

न्यूनतम किराया कम है। बुजुर्गों को छूट मिलेगी। बच्चों के लिए टिकट नहीं लगेगा। गाड़ी सुबह से रात तक चलेगी।

आगे क्या होगा

अगली लाइन पर काम चल रहा है। वह दो साल में बनेगी। लोगों को इससे बहुत उम्मीद है।
"""
STATION = Station(voice="tone", cover=CoverWanted(made=False))


def make(text: str, name: str = "b.mp3", *, again: bool = False) -> Path:
    Path("a.txt").write_text(text, encoding="utf-8")
    recipe = Recipe(sources=("a.txt",), output=Path(name), station=STATION, again=again)
    (ended,) = [event for event in produce(recipe) if isinstance(event, Finished)]
    return ended.episode.audio


@pytest.fixture
def encoders(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """One for each section that is encoded, and one more for each file."""
    made: list[object] = []
    real = lame.Section._start

    def start(section: lame.Section) -> None:
        made.append(section)
        real(section)

    monkeypatch.setattr(lame.Section, "_start", start)
    return made


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BULLETIN_CACHE_DIR", str(tmp_path / "cache"))


def test_an_edited_bulletin_is_the_one_that_is_made_of_it_at_once(encoders: list[object]) -> None:
    make(ARTICLE)
    of_the_first = len(encoders)
    edited = ARTICLE.replace("बहुत उम्मीद", "बड़ी उम्मीद")
    encoders.clear()
    path = make(edited)
    of_the_edited = len(encoders)
    alone = make(edited, "alone.mp3")

    assert path.read_bytes() == alone.read_bytes()
    assert 0 < of_the_edited < of_the_first


def test_again_means_all_of_it(encoders: list[object]) -> None:
    make(ARTICLE)
    of_the_first = len(encoders)
    encoders.clear()
    make(ARTICLE, again=True)

    assert len(encoders) == of_the_first


def test_each_section_is_found_in_the_file_it_became_part_of() -> None:
    path = make(ARTICLE)
    record = path.with_suffix(".episode.json")
    listed = json.loads(record.read_text(encoding="utf-8"))[SECTIONS]["mp3"]
    earlier = earlier_sections("mp3", path, record)
    found = [earlier.recall(line.split()[0]) for line in listed]

    assert all(found)
    assert path.read_bytes().endswith(b"".join(part or b"" for part in found))
    assert earlier.recall("another") is None


def damaged(record: Path, lines: object) -> None:
    document = json.loads(record.read_text(encoding="utf-8"))
    document[SECTIONS] = {"mp3": lines} if isinstance(lines, list) else lines
    record.write_text(json.dumps(document), encoding="utf-8")


@pytest.mark.parametrize(
    "lines", [["abc"], ["abc -5"], ["abc 99999999999"], [None], {"mp3": "abc 5"}, None, "abc 5"], ids=str
)
def test_of_a_record_that_says_nonsense_nothing_is_taken(lines: object) -> None:
    path = make(ARTICLE)
    record = path.with_suffix(".episode.json")
    damaged(record, lines)

    assert earlier_sections("mp3", path, record).empty


def test_of_a_file_that_was_changed_nothing_is_taken() -> None:
    path = make(ARTICLE)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)

    assert earlier_sections("mp3", path, path.with_suffix(".episode.json")).empty


def test_where_there_is_no_file_nothing_is_taken() -> None:
    assert earlier_sections("mp3", Path("b.mp3"), Path("b.episode.json")).empty
    path = make(ARTICLE)
    path.unlink()

    assert earlier_sections("mp3", path, path.with_suffix(".episode.json")).empty
