"""`bulletin replace` and `lexicon add --remake`: a finished bulletin, changed in one place."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bulletin.errors import TryLaterError
from bulletin.production.changing import Change, changed
from bulletin.production.finish import files
from bulletin.production.finish.slices import Slices
from bulletin.production.produce import produce
from bulletin.schema.clip import Speech
from bulletin.schema.programme import Part, Programme
from bulletin.sound import lazy_reel
from bulletin.sound.music import Music
from bulletin.sound.reel import Reel
from bulletin.sound.render import render
from tests.command import run_here
from tests.conftest import Bulletin
from tests.forking import FAULTS, start
from tests.production.episodes import BASE, cover, feed

STORIES = {
    "pul.txt": "नदी पर पुल खुला\n\nपुल आज खुला.",
    "mela.txt": "शहर में मेला लगा\n\nमेले में लोग आए.\n\nभीड़ बढ़ी.",
    "khel.txt": "टीम ने मैच जीता\n\nकीव में दो गोल हुए.",
}
NEW = "मेला रद्द हुआ\n\nबारिश से मेला रद्द हुआ."
FORM = (
    "--headlines",
    2,
    "--recap",
    "--reader",
    "अनीता=tone",
    "--reader",
    "रवि=tone:hum",
    "--no-jingles",
    "--no-cover",
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bulletin of three stories, made once, with its cache beside it."""
    folder = tmp_path_factory.mktemp("template")
    world = folder / "world"
    world.mkdir()
    for name, text in STORIES.items():
        (world / name).write_text(text, encoding="utf-8")
    made = run_here(
        ["make", *STORIES, *FORM, "--at", "2026-11-29T07:00", "-o", "news.mp3"],
        folder=world,
        environment={"BULLETIN_CACHE_DIR": str(folder / "cache")},
    )
    assert made.returncode == 0, made.stderr
    # As on the next day.
    for name in STORIES:
        (world / name).unlink()
    (world / "new.txt").write_text(NEW, encoding="utf-8")
    return folder


@pytest.fixture
def made(world: Path, template: Path) -> Path:
    """A copy of it in the working folder; whole paths of what it was made from are not known there."""
    shutil.copytree(template / "world", world, dirs_exist_ok=True)
    shutil.copytree(template / "cache", world.parent / "cache", dirs_exist_ok=True)
    return world


def record(world: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((world / "news.episode.json").read_text(encoding="utf-8"))
    return found


def headlines(world: Path) -> list[str]:
    rows = record(world)["lines"]
    assert isinstance(rows, list)
    return [row["written"] for row in rows if row["role"] == "headline"]


@pytest.mark.parametrize(
    ("change", "told", "told_in_hindi"),
    [
        (["--story", 2, "new.txt"], ["नदी पर पुल खुला", "मेला रद्द हुआ", "टीम ने मैच जीता"], "खबर बदली गई: मेला रद्द हुआ (शहर में मेला लगा की जगह)"),
        (["--drop", 1], ["शहर में मेला लगा", "टीम ने मैच जीता"], "खबर हटाई गई: नदी पर पुल खुला"),
        (["--move", 3, 1], ["टीम ने मैच जीता", "नदी पर पुल खुला", "शहर में मेला लगा"], ""),
        (["--add", "new.txt"], [*(text.split("\n")[0] for text in STORIES.values()), "मेला रद्द हुआ"], "नई खबर: मेला रद्द हुआ"),
        (
            ["--add", "new.txt", "--before", 1],
            ["मेला रद्द हुआ", *(text.split("\n")[0] for text in STORIES.values())],
            "नई खबर: मेला रद्द हुआ",
        ),
    ],
)  # fmt: skip
def test_one_story_changes_under_the_same_name_and_identity(
    bulletin: Bulletin, made: Path, change: list[object], told: list[str], told_in_hindi: str
) -> None:
    before = record(made)
    result = bulletin("replace", "news.mp3", *change)

    assert (result.returncode, result.stdout) == (0, "news.mp3\n"), result.stderr
    assert headlines(made) == told
    after = record(made)
    for key in ("made_from", "at", "station", "files"):
        assert after[key] == before[key], key
    # Another order corrects no news.
    assert [row["text"] for row in after.get("corrections", ())] == [told_in_hindi] * bool(told_in_hindi)  # type: ignore[attr-defined]
    assert told_in_hindi in (made / "news.txt").read_text(encoding="utf-8")
    assert bulletin("check", "news.mp3").returncode == 0


def test_only_what_is_new_is_spoken_and_the_headlines_follow(bulletin: Bulletin, made: Path) -> None:
    result = bulletin("replace", "news.mp3", "--story", 2, "new.txt", "--json")
    report = json.loads(result.stdout)
    said = [row["written"] for row in record(made)["lines"] if row["role"] in ("headlines", "recap")]  # type: ignore[attr-defined]

    # The headline as a title and as a sentence, and the new sentence; all by the second newsreader but the headline's.
    assert report["requests"]["made"] == 3
    assert said.count("मेला रद्द हुआ।") == 2
    assert "शहर में मेला लगा।" not in said


def test_what_is_copied_and_what_is_mixed_is_as_if_all_were_mixed_and_encoded(
    bulletin: Bulletin, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = {path.name: path.read_bytes() for path in made.iterdir()}
    bulletin("replace", "news.mp3", "--story", 2, "new.txt")
    part = (made / "news.mp3").read_bytes()
    for name, data in earlier.items():
        (made / name).write_bytes(data)

    def whole(
        programme: Programme, clip: Callable[[str], Speech], music: Mapping[Part, Music], reel: Reel
    ) -> Reel:
        render(programme, clip, music, reel)
        return reel

    monkeypatch.setattr(lazy_reel, "LazyReel", whole)
    monkeypatch.setattr(files, "earlier_slices", lambda *_: Slices())
    bulletin("replace", "news.mp3", "--story", 2, "new.txt")

    assert (made / "news.mp3").read_bytes() == part != earlier["news.mp3"]


def test_an_edited_script_takes_a_story_s_place_as_it_is_to_be_said(bulletin: Bulletin, made: Path) -> None:
    bulletin("script", "new.txt", "-o", "new.md")
    edited = (made / "new.md").read_text(encoding="utf-8").replace(
        "बारिश से मेला रद्द हुआ.", "बारिश से मेला रद्द हुआ.\n= बरसात से मेला रद्द हुआ।"
    )  # fmt: skip
    (made / "new.md").write_text(edited, encoding="utf-8")
    result = bulletin("replace", "news.mp3", "--story", 2, "new.md")

    assert result.returncode == 0, result.stderr
    assert "बरसात से मेला रद्द हुआ।" in [row["spoken"] for row in record(made)["lines"]]  # type: ignore[attr-defined]
    assert [story["title"] for story in record(made)["stories"]][1] == "मेला रद्द हुआ"  # type: ignore[attr-defined]
    assert bulletin("check", "news.mp3").returncode == 0


def test_an_edited_script_of_several_stories_takes_no_story_s_place(bulletin: Bulletin, made: Path) -> None:
    before = record(made)
    bulletin("script", "new.txt", "new.txt", "-o", "two.md")
    result = bulletin("replace", "news.mp3", "--story", 2, "two.md")

    assert result.returncode == 65
    told = result.stderr.splitlines()
    assert told[0] == "error: a story is wanted, and this edited script has 2. [script.several]"
    assert "two.md" in told[1]
    assert "bulletin script ARTICLE -o FILE.md" in told[2]
    assert record(made) == before


def test_a_replaced_story_keeps_its_newsreader_unless_another_is_named(
    bulletin: Bulletin, made: Path
) -> None:
    bulletin("replace", "news.mp3", "--story", 2, "new.txt")
    assert [story["reader"] for story in record(made)["stories"]] == ["अनीता", "रवि", "अनीता"]  # type: ignore[attr-defined]

    bulletin("replace", "news.mp3", "--story", 2, "new.txt", "--reader", "अनीता")
    assert [story["reader"] for story in record(made)["stories"]][1] == "अनीता"  # type: ignore[attr-defined]


def test_one_word_is_put_right_in_a_finished_bulletin(bulletin: Bulletin, made: Path) -> None:
    result = bulletin("lexicon", "add", "कीव", "कीयेव", "--remake", "news.mp3", "--json")
    spoken = [row["spoken"] for row in record(made)["lines"]]  # type: ignore[attr-defined]

    assert result.returncode == 0, result.stderr
    assert "कीयेव में दो गोल हुए।" in spoken
    assert json.loads(result.stdout.splitlines()[-1])["requests"]["made"] == 1
    assert "उच्चारण सुधारा गया: कीव" in (made / "news.txt").read_text(encoding="utf-8")
    # It stays so when the next story changes.
    bulletin("replace", "news.mp3", "--drop", 1)
    assert "कीयेव में दो गोल हुए।" in [row["spoken"] for row in record(made)["lines"]]  # type: ignore[attr-defined]


def test_a_bulletin_keeps_its_slot_or_gets_another(bulletin: Bulletin, made: Path) -> None:
    long = bulletin("replace", "news.mp3", "--drop", 1, "--slot", "0:25", "--json")
    assert json.loads(long.stdout)["duration"] == 25.0
    kept = bulletin("replace", "news.mp3", "--add", "new.txt", "--json")
    assert json.loads(kept.stdout)["duration"] == 25.0
    wrong = bulletin("replace", "news.mp3", "--drop", 1, "--slot", "soon")
    assert (wrong.returncode, "--slot" in wrong.stderr) == (2, True)


def test_another_length_alone_is_a_change_and_no_correction(bulletin: Bulletin, made: Path) -> None:
    result = bulletin("replace", "news.mp3", "--slot", "0:25", "--json")

    assert json.loads(result.stdout)["duration"] == 25.0, result.stderr
    assert "corrections" not in record(made)
    assert len(headlines(made)) == 3


def test_titles_to_choose_from_end_at_a_word(bulletin: Bulletin, world: Path) -> None:
    title = "शहर के सबसे पुराने बाज़ार में देर रात तक चली सफ़ाई की मुहिम"
    (world / "a.txt").write_text(f"{title}\n\nसफ़ाई रात भर चली।\n", encoding="utf-8")
    bulletin("make", "a.txt", "--voice", "tone", "--no-jingles", "--no-cover", "-o", "n.wav")
    told = bulletin("replace", "n.wav", "--drop", 5).stderr.splitlines()[-1]
    shown = told.partition("Choose from: 1 ")[2]

    assert shown.endswith("…")
    assert title.startswith(shown[:-1] + " ")


def test_a_word_of_a_sentence_that_was_cut_changes_nothing_on_air(bulletin: Bulletin, made: Path) -> None:
    assert bulletin("replace", "news.mp3", "--slot", "0:21").returncode == 0
    assert "भीड़ बढ़ी." not in [row["written"] for row in record(made)["lines"]]  # type: ignore[attr-defined]
    before = (made / "news.episode.json").read_bytes()
    result = bulletin("lexicon", "add", "भीड़", "भीड", "--remake", "news.mp3")

    assert result.returncode == 65
    assert "that sentence was cut; nothing changed on air. [replace.cut]" in result.stderr
    assert result.stderr.splitlines()[-1].endswith("The entry stays in words.tsv.")
    assert (made / "news.episode.json").read_bytes() == before


def test_a_feed_has_the_corrected_bulletin_under_its_guid(bulletin: Bulletin, made: Path) -> None:
    cover(made / "cover.jpg")
    feed(made / "podcast")
    bulletin("publish", "news.mp3", "--feed", "podcast", "--base-url", BASE)
    before = (made / "podcast" / "feed.xml").read_text(encoding="utf-8")
    result = bulletin("replace", "news.mp3", "--story", 2, "new.txt", "--feed", "podcast")
    after = (made / "podcast" / "feed.xml").read_text(encoding="utf-8")

    assert "corrected: " in result.stderr
    guid = before.split("<guid")[1].split("</guid>")[0]
    assert after.count(guid) == 1
    assert "खबर बदली गई: मेला रद्द हुआ" in after


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--story", 4, "new.txt"], 65, "there is no story 4; 3 are heard. [replace.number]"),
        (["--move", 1, 9], 65, "there is no story 9; 3 are heard. [replace.number]"),
        (["--story", 1, "none.txt"], 66, "none.txt"),
        (["--story", 1], 2, "--story needs SOURCE"),
        (["--drop", 1, "new.txt"], 2, "--drop takes no SOURCE"),
        ([], 2, "nothing was asked for"),
        (["--drop", 1, "--move", 1, 2], 2, "--drop and --move were asked for"),
        (
            ["new.txt"],
            2,
            "which story is new.txt for? Add --story N, or --add; the stories are: 1 नदी पर पुल खुला; 2 शहर",
        ),
        (["--story", "सुबह", "new.txt"], 2, "and सुबह is none; the stories are: 1 नदी पर पुल खुला; 2 शहर"),
        (["--slot", "0:25", "--reader", "रवि"], 2, "--slot alone has none"),
        (["--drop", 0], 65, "there is no story 0"),
        (["--move", 2, 2], 65, "story 2 is there already"),
        (["--drop", 1, "--headline", "x"], 2, "--headline are for a new story"),
        (["--drop", 1, "--before", 2], 2, "--before stands with --add"),
        (["--story", 1, "new.txt", "--reader", "अनिता"], 65, 'Did you mean "अनीता"?'),
        (["--drop", 1, "--feed", "nofeed"], 66, "nofeed"),
    ],
)
def test_a_change_that_cannot_be_made_changes_nothing(
    bulletin: Bulletin, made: Path, words: list[object], code: int, said: str
) -> None:
    before = {path.name: path.read_bytes() for path in made.iterdir() if path.is_file()}
    result = bulletin("replace", "news.mp3", *words)

    assert result.returncode == code
    assert said in result.stderr
    assert {path.name: path.read_bytes() for path in made.iterdir() if path.is_file()} == before


def test_a_feeds_own_copy_is_not_changed(bulletin: Bulletin, made: Path) -> None:
    cover(made / "cover.jpg")
    feed(made / "podcast")
    bulletin("publish", "news.mp3", "--feed", "podcast", "--base-url", BASE)
    copy = next((made / "podcast").rglob("*.episode.json"))
    result = bulletin("replace", copy, "--drop", 1)

    assert result.returncode == 65
    assert "[replace.published]" in result.stderr


def test_a_station_file_that_is_gone_can_be_named(bulletin: Bulletin, world: Path) -> None:
    (world / "radio.toml").write_text(
        'name = "रेडियो"\n[voices]\nmain = "tone"\n[sound]\njingles = false\n', "utf-8"
    )
    for name, text in STORIES.items():
        (world / name).write_text(text, encoding="utf-8")
    assert bulletin("make", *STORIES, "--station", "radio.toml", "-o", "news.mp3").returncode == 0
    (world / "radio.toml").rename(world / "moved.toml")
    gone = bulletin("replace", "news.mp3", "--drop", 1)
    named = bulletin("replace", "news.mp3", "--drop", 1, "--station", "moved.toml")

    assert gone.returncode == 66
    assert "radio.toml, which the episode was made with, is not found" in gone.stderr
    assert (named.returncode, len(headlines(world))) == (0, 2)


RUNDOWN = """
name = "रेडियो शहर"
[bulletin]
slot = "0:14"
[lines]
opening = "यह {station} है।"
[sound]
jingles = false
[voices]
main = "tone"
[[story]]
source = "pul.txt"
[[story]]
source = "mela.txt"
may_drop = true
before = "अब मेले की खबर।"
longest = "0:05"
[[story]]
source = "khel.txt"
before = "अब खेल।"
longest = "0:20"
"""


@pytest.fixture
def of_rundown(bulletin: Bulletin, world: Path) -> Path:
    """A bulletin of a rundown, whose slot has no time for the second story."""
    for name, text in {**STORIES, "new.txt": NEW, "r.toml": RUNDOWN}.items():
        (world / name).write_text(text, encoding="utf-8")
    made = bulletin(
        "make", "r.toml", "--slot", "0:09", "-o", "news.mp3", "--at", "2026-11-29T07:00", "--no-cover"
    )
    assert made.returncode == 0, made.stderr
    assert headlines(world) == ["नदी पर पुल खुला", "टीम ने मैच जीता"]
    return world


def test_stories_are_counted_as_they_are_heard_and_a_new_one_has_no_lines_of_the_old(
    bulletin: Bulletin, of_rundown: Path
) -> None:
    result = bulletin("replace", "news.mp3", "--story", 2, "new.txt", "--slot", "0:12")
    said = [row["written"] for row in record(of_rundown)["lines"]]  # type: ignore[attr-defined]

    assert result.returncode == 0, result.stderr
    assert headlines(of_rundown)[-1] == "मेला रद्द हुआ"
    assert "अब खेल।" not in said
    assert said[0] == "यह रेडियो शहर है।"


def test_without_its_rundown_nothing_is_changed_and_another_place_can_be_named(
    bulletin: Bulletin, of_rundown: Path
) -> None:
    (of_rundown / "r.toml").rename(of_rundown / "moved.toml")
    gone = bulletin("replace", "news.mp3", "--drop", 2, "--slot", "0:09")
    named = bulletin("replace", "news.mp3", "--drop", 2, "--slot", "0:09", "--rundown", "moved.toml")

    assert (gone.returncode, "name it: --rundown FILE" in gone.stderr) == (66, True)
    assert named.returncode == 0, named.stderr
    assert record(of_rundown)["lines"][0]["written"] == "यह रेडियो शहर है।"  # type: ignore[index]


def test_a_bulletin_that_was_corrected_is_made_anew_only_again(bulletin: Bulletin, made: Path) -> None:
    bulletin("replace", "news.mp3", "--story", 2, "new.txt")
    for name, text in STORIES.items():
        (made / name).write_text(text, encoding="utf-8")
    make = ("make", *STORIES, *FORM, "--at", "2026-11-29T07:00", "-o")
    before = (made / "news.mp3").read_bytes()
    refused = bulletin(*make, "news.mp3")

    assert refused.returncode == 73
    assert refused.stderr.splitlines()[-3:] == [
        "error: news.mp3 was corrected after it was made (1x), and made anew it would be without that. [output.corrected]",
        "  input: news.mp3: खबर बदली गई: मेला रद्द हुआ (शहर में मेला लगा की जगह)",
        "  next:  Add --again to make it without them, name another file by -o, or change one story: bulletin replace news.mp3 --story N SOURCE",
    ]
    assert (made / "news.mp3").read_bytes() == before
    assert bulletin(*make, "other.mp3").returncode == 0
    again = bulletin(*make, "news.mp3", "--again")
    assert (again.returncode, "[output.corrected]" in again.stderr) == (0, True)


def test_another_bulletin_takes_the_name_of_one_that_was_corrected(bulletin: Bulletin, made: Path) -> None:
    bulletin("replace", "news.mp3", "--story", 2, "new.txt")
    result = bulletin("make", "new.txt", *FORM, "-o", "news.mp3")

    assert (result.returncode, "[output.corrected]" in result.stderr) == (0, True)


def test_the_next_hours_bulletin_is_made_of_a_rundown_of_the_same_name(
    bulletin: Bulletin, world: Path
) -> None:
    rundown = '[bulletin]\ntitle = "समाचार"\n\n[[reader]]\nname = "अनीता"\nvoice = "tone"\n'
    rundown += "".join(f'\n[[story]]\nsource = "{name}"\n' for name in ("pul.txt", "mela.txt"))
    (world / "hour.toml").write_text(rundown, encoding="utf-8")
    for name, text in {**STORIES, "new.txt": NEW}.items():
        (world / name).write_text(text, encoding="utf-8")
    make = ("make", "hour.toml", "--no-cover", "-o", "news.mp3")
    assert bulletin(*make).returncode == 0
    assert bulletin("replace", "news.mp3", "--story", 2, "new.txt").returncode == 0

    assert bulletin(*make).returncode == 73
    for name in ("pul.txt", "mela.txt"):
        (world / name).write_text(f"{name} की और खबर\n\nकुछ और हुआ.", encoding="utf-8")
    later = bulletin(*make)
    assert (later.returncode, "[output.corrected]" in later.stderr) == (0, True), later.stderr


def test_of_two_changes_at_once_the_later_is_told_to_look_again(made: Path) -> None:
    recipe = changed(Path("news.mp3"), Change(what="drop", number=1))
    (made / "news.episode.json").write_bytes((made / "news.episode.json").read_bytes() + b" ")

    with pytest.raises(TryLaterError, match="another run changed this episode"):
        list(produce(recipe))


def _dying(world: Path, at: int, *words: object) -> int:
    environment = {**os.environ, "BENCH_DIES_AT": str(at)}
    command = [sys.executable, f"{FAULTS}/dying.py", *map(str, words)]
    with start(
        command, cwd=world, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.communicate(timeout=60)
    return process.returncode


@pytest.mark.skipif(sys.platform == "win32", reason="its programs are forked")
def test_killed_at_any_of_its_renames_it_is_the_old_bulletin_or_the_new_one(
    bulletin: Bulletin, made: Path, template: Path
) -> None:
    """Here at one in six, which is each kind: journal, record, sound, page, the feed's; with BENCH_EVERY=1 at all of them."""
    feed(made / "podcast", image=str(cover(made / "cover.jpg")))
    bulletin("publish", "news.mp3", "--feed", "podcast", "--base-url", BASE)
    shutil.copytree(made, template / "published")
    old = headlines(made)
    at, renamed = 1, 0
    while True:
        for path in made.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(template / "published", made, dirs_exist_ok=True)
        code = _dying(made, at, "replace", "news.mp3", "--drop", 1, "--feed", "podcast")
        if code == 0:
            break
        renamed += 1
        checked = bulletin("feed", "check", "podcast")
        assert checked.returncode == 0, f"killed at rename {at}: {checked.stdout}"
        assert bulletin("check", "news.mp3").returncode == 0, f"killed at rename {at}"
        assert headlines(made) in (old, old[1:])
        assert not list(made.glob(".news*.renaming")), "a journal is left"
        at += int(os.environ.get("BENCH_EVERY", "6"))
    assert renamed >= 2


@pytest.mark.skipif(sys.platform == "win32", reason="its programs are forked")
def test_a_change_that_was_finished_afterwards_is_told_and_not_made_twice(
    bulletin: Bulletin, made: Path
) -> None:
    assert _dying(made, 3, "replace", "news.mp3", "--drop", 1) == 137
    again = bulletin("replace", "news.mp3", "--drop", 1)

    assert again.returncode == 75
    assert "that is finished now: खबर हटाई गई: नदी पर पुल खुला. [replace.finished]" in again.stderr
    assert len(headlines(made)) == 2


def test_help_tells_how(world: Path) -> None:
    assert "bulletin replace news.mp3 --story 3 corrected.txt" in run_here(["replace", "--help"]).stdout
