"""What was encoded of an earlier file is used again, and nothing else is."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.production.events import Finished
from bulletin.production.finish.slices import Slices, earlier_slices
from bulletin.production.produce import produce
from bulletin.production.recipe import Recipe
from bulletin.schema.station import CoverWanted, Station
from bulletin.writers.audio.mp3_slice import Slice
from tests.tiers import by_tier

ARTICLE = """\
शहर में नई मेट्रो शुरू

शहर की नई मेट्रो लाइन सोमवार को शुरू हो गई। पहले दिन बहुत लोगों ने सफर किया। सुबह से स्टेशनों पर भीड़ रही।

किराया और समय

न्यूनतम किराया कम है। बुजुर्गों को छूट मिलेगी। बच्चों के लिए टिकट नहीं लगेगा। गाड़ी सुबह से रात तक चलेगी।

आगे क्या होगा

अगली लाइन पर काम चल रहा है। वह दो साल में बनेगी। लोगों को इससे बहुत उम्मीद है।
"""
EDITED = ARTICLE.replace("बहुत उम्मीद", "बड़ी उम्मीद")
STATION = Station(voice="tone", jingles=False, cover=CoverWanted(made=False))


def make(text: str, name: str = "b.mp3", *, again: bool = False) -> Path:
    Path("a.txt").write_text(text, encoding="utf-8")
    recipe = Recipe(sources=("a.txt",), output=Path(name), station=STATION, again=again)
    (ended,) = [event for event in produce(recipe) if isinstance(event, Finished)]
    return ended.episode.audio


@pytest.fixture
def encoders(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """One for each slice that is encoded, and one more for each file."""
    made: list[object] = []
    real = Slice._start

    def start(part: Slice) -> None:
        made.append(part)
        real(part)

    monkeypatch.setattr(Slice, "_start", start)
    return made


@pytest.fixture(scope="module")
def yesterday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the bulletin `b.mp3`, what it is edited to as `alone.mp3`, and their clips."""
    folder = tmp_path_factory.mktemp("yesterday")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("BULLETIN_CACHE_DIR", str(folder / "cache"))
        make(EDITED, "alone.mp3")
        make(ARTICLE)
    return folder


@pytest.fixture(autouse=True)
def path(yesterday: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of yesterday's folder; yesterday's bulletin in it."""
    folder = tmp_path / "today"
    shutil.copytree(yesterday, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("BULLETIN_CACHE_DIR", str(folder / "cache"))
    return Path("b.mp3")


def test_an_edited_bulletin_is_the_one_that_is_made_of_it_at_once(encoders: list[object]) -> None:
    path = make(EDITED)
    of_the_edited = len(encoders)
    encoders.clear()
    make(EDITED, again=True)

    assert path.read_bytes() == Path("alone.mp3").read_bytes()
    assert 0 < of_the_edited < len(encoders)


def test_again_means_all_of_it(encoders: list[object]) -> None:
    make(ARTICLE, "first.mp3")
    of_the_first = len(encoders)
    encoders.clear()
    make(ARTICLE, again=True)

    assert len(encoders) == of_the_first


def test_each_section_is_found_in_the_file_it_became_part_of(path: Path) -> None:
    digests, earlier = listed_and_earlier(path)
    found = [earlier.recall(digest) for digest in digests]

    assert all(found)
    assert path.read_bytes().endswith(b"".join(part or b"" for part in found))
    assert earlier.recall("another") is None


def damaged(record: Path, lines: object) -> None:
    document = json.loads(record.read_text(encoding="utf-8"))
    document["encoded"] = {"mp3": lines} if isinstance(lines, list) else lines
    record.write_text(json.dumps(document), encoding="utf-8")


@pytest.mark.parametrize(
    "lines",
    [
        ["abc"],
        ["abc 5"],
        ["abc -5 def"],
        ["abc 99999999999 def"],
        ["abc 5 def", "abc 99999999999 def"],
        ["abc 5 def ghi"],
        ["abc  def"],
        ["abc 0 def"],
        ["abc 95 def"],
        [["abc", 5, "def"]],
        [None],
        {"mp3": "abc 5 def"},
        None,
        "abc 5 def",
    ],
    ids=str,
)
def test_of_a_record_that_says_nonsense_nothing_is_taken(lines: object, path: Path) -> None:
    record = path.with_suffix(".episode.json")
    damaged(record, lines)

    assert earlier_slices("mp3", path, record).empty


def test_of_a_record_that_lists_more_than_its_file_can_hold_nothing_is_taken(path: Path) -> None:
    record = path.with_suffix(".episode.json")
    damaged(record, ["abc 96 def"] * (path.stat().st_size // 96 + 1))

    assert earlier_slices("mp3", path, record).empty


def listed_and_earlier(path: Path) -> tuple[list[str], Slices]:
    record = path.with_suffix(".episode.json")
    rows = json.loads(record.read_text(encoding="utf-8"))["encoded"]["mp3"]
    return [row.split()[0] for row in rows], earlier_slices("mp3", path, record)


@pytest.mark.parametrize("meanwhile", [False, True])
def test_what_was_changed_of_a_file_is_not_taken(meanwhile: bool, path: Path) -> None:
    digests, earlier = listed_and_earlier(path)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    if not meanwhile:
        digests, earlier = listed_and_earlier(path)

    assert [digest for digest in digests if earlier.recall(digest) is None] == [digests[-1]]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:-1000]), id="cut"),
        pytest.param(
            lambda path: (
                Path(shutil.copy(path, "other.mp3")).write_bytes(os.urandom(path.stat().st_size))
                and Path("other.mp3").replace(path)
            ),
            id="another",
        ),
        pytest.param(lambda path: path.write_bytes(path.read_bytes() + b"TAG".ljust(128)), id="longer"),
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path: path.unlink(), id="gone"),
    ][: by_tier(2, 5)],
)
def test_a_file_that_is_changed_in_the_midst_of_a_run_gives_nothing_that_was_not_made(
    change: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(form: str, path: Path, record: Path) -> Slices:
        earlier = earlier_slices(form, path, record)
        assert not earlier.empty
        change(path)
        return earlier

    monkeypatch.setattr("bulletin.production.finish.files.earlier_slices", found)

    assert make(EDITED).read_bytes() == Path("alone.mp3").read_bytes()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_nobody_waits_for_what_is_no_file(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)

    assert earlier_slices("mp3", path, path.with_suffix(".episode.json")).empty


def test_where_there_is_no_file_nothing_is_taken(path: Path) -> None:
    assert earlier_slices("mp3", Path("none.mp3"), Path("none.episode.json")).empty
    path.unlink()

    assert earlier_slices("mp3", path, path.with_suffix(".episode.json")).empty
