"""`bulletin rundown`, and bulletins that are made from one: what a producer types, reads and gets."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from bulletin.production.setup.rundowns import read_rundown
from bulletin.schema.pace import slot_of
from tests.command import run_here
from tests.conftest import Bulletin
from tests.readers.test_entries import LONG
from tests.standins.google import GoogleStandIn
from tests.standins.pages import story as page_of
from tests.standins.web import WebStandIn, page

QUICK = ("--no-jingles", "--no-cover", "--format", "wav")

STORIES = {
    "a.txt": "नदी पर नया पुल खुला\n\nपुल रविवार को खोल दिया गया।\n",
    "b.txt": "मेट्रो का किराया बढ़ा\n\nकिराया सोमवार से बढ़ेगा।\n\nपास पर छूट जारी रहेगी।\n",
    "c.txt": "टीम ने फाइनल जीता\n\nटीम ने दो गोल किए।\n",
}

RUNDOWN = """\
name = "नगर"
[bulletin]
title = "सुबह"
headlines = 2
at = "2026-11-29T07:00"
[lines]
opening = "{time}।"
[voices]
main = "tone"
[[story]]
source = "a.txt"
headline = "पुल खुला, 2 जिले पास"
[[story]]
source = "b.txt"
[[story]]
source = "c.txt"
priority = 8
may_drop = true
before = "अब खेल।"
[[reserve]]
text = \"\"\"
मेला समाप्त हुआ

मेले में हजारों लोग आए।\"\"\"
"""

SILENT = "[sound]\njingles = false\n"


@pytest.fixture
def newsroom(world: Path) -> Path:
    """A folder with three short articles."""
    for name, text in STORIES.items():
        (world / name).write_text(text, encoding="utf-8")
    return world


def rundown(newsroom: Path, text: str = RUNDOWN, **head: str) -> Path:
    path = newsroom / "r.toml"
    given = "".join(f"{key} = {value}\n" for key, value in head.items())
    path.write_text(text.replace("[bulletin]\n", f"[bulletin]\n{given}"), encoding="utf-8")
    return path


def checked(bulletin: Bulletin, *options: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(bulletin("rundown", "check", "r.toml", "--json", *options).stdout)
    return document


def test_a_rundown_is_written_with_what_was_asked_for_and_checked(bulletin: Bulletin, newsroom: Path) -> None:
    new = bulletin(
        "rundown", "new", *STORIES, "-o", "r.toml", "--title", "सुबह", "--headlines", "2", "--recap", "--slot", "0:55",
        "--at", "07:00", "--reader", "अनीता=tone", "--reader", "रवि=tone",
    )  # fmt: skip
    assert (new.returncode, new.stdout) == (0, "r.toml\n"), new.stderr

    found = read_rundown(newsroom / "r.toml")
    assert [Path(item.source).name for item in found.rundown.items] == list(STORIES)
    assert found.settings == {
        "sound.slot": "0:55", "at": "07:00", "bulletin.headlines": 2, "bulletin.recap": True,
        "bulletin.readers": ["अनीता=tone", "रवि=tone"],
    }  # fmt: skip
    assert checked(bulletin)["slot"]["fits"]


def test_a_new_rundown_names_its_station_from_its_own_folder(bulletin: Bulletin, newsroom: Path) -> None:
    (newsroom / "shows").mkdir()
    (newsroom / "radio.toml").write_text('name = "नगर"\n', encoding="utf-8")
    result = bulletin("rundown", "new", "a.txt", "-o", "shows/r.toml", "--station", "radio.toml")

    assert result.returncode == 0, result.stderr
    assert 'station = "../radio.toml"' in (newsroom / "shows" / "r.toml").read_text(encoding="utf-8")
    assert bulletin("rundown", "check", "shows/r.toml").returncode == 0


def test_a_rundown_that_is_there_is_not_written_over(bulletin: Bulletin, newsroom: Path) -> None:
    rundown(newsroom, "mine")
    refused = bulletin("rundown", "new", "a.txt", "-o", "r.toml")

    assert (refused.returncode, "--force" in refused.stderr) == (73, True)
    assert (newsroom / "r.toml").read_text(encoding="utf-8") == "mine"
    assert bulletin("rundown", "new", "a.txt", "-o", "r.toml", "--force").returncode == 0


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--headlines", "99"), "Invalid value for --headlines: 99 headlines is outside 0 to 30"),
        (("--slot", "5:7"), "Invalid value for --slot: 5:7 is no length of time"),
        (("--reader", "अनीता=espek"), 'Did you mean "espeak"?'),
        (("--reader", "=espeak"), "names no newsreader"),
    ],
)
def test_a_wrong_option_writes_nothing(
    bulletin: Bulletin, newsroom: Path, options: tuple[str, ...], told: str
) -> None:
    result = bulletin("rundown", "new", "a.txt", "-o", "r.toml", *options)

    assert result.returncode in (2, 78)
    assert told in result.stderr
    assert not (newsroom / "r.toml").exists()


def test_pages_and_entries_of_a_feed_are_stories_by_their_addresses(
    bulletin: Bulletin, newsroom: Path, web: WebStandIn
) -> None:
    web.pages["/page"] = page(page_of(3))
    items = "".join(
        f"<item><title>शहर की {number} खबरें</title><link>https://news.example/{number}</link>"
        f"<pubDate>2026-11-28T10:0{number}:00</pubDate><encoded><![CDATA[{LONG}]]></encoded></item>"
        for number in (1, 2, 3)
    )
    (newsroom / "feed.xml").write_text(f"<rss><channel>{items}</channel></rss>", encoding="utf-8")
    result = bulletin("rundown", "new", web.address("/page"), "feed.xml", "--latest", "2", "-o", "r.toml")

    assert result.returncode == 0, result.stderr
    sources = [item.source for item in read_rundown(newsroom / "r.toml").rundown.items]
    assert sources == [web.address("/page"), "https://news.example/3", "https://news.example/2"]


def test_an_article_of_standard_input_stands_in_the_rundown(bulletin: Bulletin, newsroom: Path) -> None:
    result = bulletin("rundown", "new", "-", "-o", "r.toml", stdin=STORIES["a.txt"].encode())

    assert result.returncode == 0, result.stderr
    (item,) = read_rundown(newsroom / "r.toml").rundown.items
    assert item.text == STORIES["a.txt"].strip()


def test_edited_scripts_are_stories_of_a_new_rundown_and_of_its_bulletin(
    bulletin: Bulletin, newsroom: Path
) -> None:
    for name in ("a", "b"):
        assert bulletin("script", f"{name}.txt", "-o", f"{name}.md").returncode == 0
    edited = (newsroom / "b.md").read_text(encoding="utf-8")
    assert "किराया सोमवार से बढ़ेगा।" in edited
    (newsroom / "b.md").write_text(
        edited.replace("किराया सोमवार से बढ़ेगा।", "किराया मंगल से बढ़ेगा।\n= किराया मंगलवार से बढ़ेगा।"),
        encoding="utf-8",
    )
    new = bulletin("rundown", "new", "a.md", "b.md", "c.txt", "-o", "r.toml")
    assert new.returncode == 0, new.stderr
    assert [Path(item.source).name for item in read_rundown(newsroom / "r.toml").rundown.items] == [
        "a.md", "b.md", "c.txt",
    ]  # fmt: skip

    check = bulletin("rundown", "check", "r.toml")
    assert (check.returncode, "मेट्रो का किराया बढ़ा" in check.stdout) == (0, True), check.stderr
    made = bulletin("make", "r.toml", "--voice", "tone", *QUICK, "-o", "r.wav")
    assert made.returncode == 0, made.stderr
    record = json.loads((newsroom / "r.episode.json").read_text(encoding="utf-8"))
    assert "किराया मंगलवार से बढ़ेगा।" in [row["spoken"] for row in record["lines"]]
    assert [story["title"] for story in record["stories"]] == [
        text.split("\n")[0] for text in STORIES.values()
    ]


def test_an_edited_script_on_standard_input_has_no_file_that_a_rundown_could_name(
    bulletin: Bulletin, newsroom: Path
) -> None:
    bulletin("script", "a.txt", "-o", "a.md")
    result = bulletin("rundown", "new", "-", "-o", "r.toml", stdin=(newsroom / "a.md").read_bytes())

    assert (result.returncode, "[rundown.script]" in result.stderr) == (65, True)
    assert not (newsroom / "r.toml").exists()


def test_a_check_lists_all_that_is_said_and_every_story_in_plain_lines(
    bulletin: Bulletin, newsroom: Path
) -> None:
    rundown(newsroom)
    result = bulletin("rundown", "check", "r.toml")

    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[:9] == [
        "title: सुबह",
        "3 stories and 1 reserve",
        "opening:",
        "  सुबह सात बजे।",
        "headlines:",
        "  मुख्य समाचार।",
        "  पुल खुला, दो जिले पास।",
        "  मेट्रो का किराया बढ़ा।",
        "  अब समाचार विस्तार से।",
    ]
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert "story 1: नदी पर नया पुल खुला" in lines
    assert "headline: पुल खुला, 2 जिले पास।" in lines
    assert "अब खेल।" in lines
    assert any(line.endswith("read by tone:hum; priority 5; 1 paragraph may go") for line in lines)
    assert any(line.endswith("read by tone:hum; priority 8; all of it may go") for line in lines)
    assert "reserve 4: मेला समाप्त हुआ" in lines
    assert lines[-1].startswith("length: about 0:")


def test_a_check_makes_no_sound_and_no_files(bulletin: Bulletin, newsroom: Path) -> None:
    rundown(newsroom)
    before = sorted(newsroom.iterdir())
    bulletin("rundown", "check", "r.toml")

    assert sorted(newsroom.iterdir()) == before
    assert [path for path in (newsroom.parent / "cache").rglob("*") if path.is_file()] == []


def test_a_check_asks_no_service_for_a_voice(
    bulletin: Bulletin, newsroom: Path, google: GoogleStandIn
) -> None:
    rundown(newsroom, RUNDOWN.replace('main = "tone"', 'main = "auto"'))
    document = checked(bulletin)

    assert {story["voice"] for story in document["stories"]} == {"gtts:hi"}
    assert google.connections == 0


def test_a_check_says_what_a_slot_leaves_out(bulletin: Bulletin, newsroom: Path) -> None:
    rundown(newsroom)
    length = checked(bulletin, "--slot", "9:00")["length"]
    document = checked(bulletin, "--slot", f"{length * 0.75:.0f}s")

    assert document["slot"]["fits"]
    assert document["slot"]["dropped"] == ["टीम ने फाइनल जीता"]
    assert sum(story["goes"] for story in document["stories"]) == document["slot"]["paragraphs"]


def test_a_check_says_which_reserve_a_slot_adds(bulletin: Bulletin, newsroom: Path) -> None:
    rundown(newsroom, RUNDOWN + SILENT)
    length = checked(bulletin)["length"]

    assert checked(bulletin, "--slot", f"{length * 1.35:.0f}s")["slot"]["added"] == ["मेला समाप्त हुआ"]


def test_a_slot_that_cannot_be_met_is_told_after_the_list(bulletin: Bulletin, newsroom: Path) -> None:
    rundown(newsroom)
    result = bulletin("rundown", "check", "r.toml", "--slot", "9:00")
    as_json = bulletin("rundown", "check", "r.toml", "--slot", "9:00", "--json")

    assert (result.returncode, as_json.returncode) == (65, 65)
    assert "story 3: " in result.stdout
    assert "there is too little for 9:00" in result.stderr
    assert json.loads(as_json.stdout)["slot"]["fits"] is False
    assert "slot.short" in as_json.stderr


def test_a_source_that_is_missing_is_told_with_its_story_and_line(bulletin: Bulletin, newsroom: Path) -> None:
    rundown(newsroom)
    (newsroom / "b.txt").unlink()
    for command in (("rundown", "check"), ("make",), ("script",)):
        result = bulletin(*command, "r.toml")
        assert result.returncode == 66
        assert len(result.stderr.splitlines()[-3:]) == 3
        assert "  input: r.toml line 13, story 2: b.txt\n" in result.stderr


@pytest.mark.parametrize(("name", "code", "error_id"), [("a.txt", 65, "rundown.kind"), ("none.toml", 66, "")])
def test_what_is_no_rundown_is_told_what_to_do(
    bulletin: Bulletin, newsroom: Path, name: str, code: int, error_id: str
) -> None:
    result = bulletin("rundown", "check", name)

    assert (result.returncode, error_id in result.stderr) == (code, True)


def test_a_script_shows_who_reads_and_what_the_station_says(bulletin: Bulletin, newsroom: Path) -> None:
    (newsroom / "radio.toml").write_text(
        'name = "नगर"\n[lines]\nopening = "{reader} से {station} पर सुनिए।"\n', encoding="utf-8"
    )
    shown = bulletin(
        "script",
        "a.txt",
        "b.txt",
        "--station",
        "radio.toml",
        "--headlines",
        "1",
        "--reader",
        "अनीता",
        "--reader",
        "रवि",
    ).stdout

    assert shown.startswith("opening (अनीता):\n  अनीता और रवि से नगर पर सुनिए।\nheadlines (अनीता):\n")
    assert "transition (अनीता):\n  आगे के समाचार रवि से।\nheadline (रवि):\n  मेट्रो का किराया बढ़ा\n" in shown


def test_several_articles_are_a_bulletin_without_a_rundown(bulletin: Bulletin, newsroom: Path) -> None:
    made = bulletin(
        "make", *STORIES, "--headlines", "2", "--recap", "--reader", "अनीता=espeak:hi+f3", "--reader", "रवि=espeak:hi+m3",
        *QUICK, "--json",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    record = json.loads(Path(json.loads(made.stdout)["files"]["episode"]).read_text(encoding="utf-8"))

    sentences = record["lines"]
    roles = list(dict.fromkeys(sentence["role"] for sentence in sentences))
    assert roles == ["headlines", "headline", "body", "transition", "recap"]
    assert [sentence["written"] for sentence in sentences if sentence["role"] == "recap"] == [
        "एक बार फिर मुख्य समाचार।", "नदी पर नया पुल खुला।", "मेट्रो का किराया बढ़ा।",
    ]  # fmt: skip


def test_a_slot_leaves_out_a_whole_story_and_says_so_before_it_speaks(
    bulletin: Bulletin, newsroom: Path
) -> None:
    rundown(newsroom, RUNDOWN + SILENT)
    length = checked(bulletin)["length"]
    made = bulletin("make", "r.toml", *QUICK, "--slot", f"{length * 0.75:.0f}s", "--plain")

    assert made.returncode == 0, made.stderr
    plan = 'plan: leaves out the story: "टीम ने फाइनल जीता"'
    assert plan in made.stderr
    assert made.stderr.index(plan) < made.stderr.index("speaking")
    assert 'left out, a whole story: "टीम ने फाइनल जीता"' in made.stderr
    assert 'left out, a whole story: "नदी' not in made.stderr


def test_a_slot_adds_a_reserve_and_says_so(bulletin: Bulletin, newsroom: Path) -> None:
    rundown(newsroom, RUNDOWN + SILENT)
    length = checked(bulletin)["length"]
    made = bulletin("make", "r.toml", *QUICK, "--slot", f"{length * 1.2:.0f}s", "--plain")

    assert made.returncode == 0, made.stderr
    assert 'plan: adds the reserve: "मेला समाप्त हुआ"' in made.stderr
    assert 'read from the reserve: "मेला समाप्त हुआ"' in made.stderr


def test_a_story_that_cannot_be_short_enough_is_told(bulletin: Bulletin, newsroom: Path) -> None:
    rundown(newsroom, RUNDOWN.replace('source = "b.txt"\n', 'source = "b.txt"\nlongest = "0:01"\n'))
    result = bulletin("rundown", "check", "r.toml")

    assert 'note: "मेट्रो का किराया बढ़ा" is longer than 0:01' in result.stdout


@dataclass(frozen=True)
class Aired:
    """A bulletin that was made of a rundown, and checks of the rundown before and after it."""

    record: dict[str, Any]
    before: dict[str, Any]
    after: dict[str, Any]
    with_the_station_s_sting: dict[str, Any]


@pytest.fixture(scope="module")
def aired(tmp_path_factory: pytest.TempPathFactory) -> Aired:
    """One bulletin for several tests, whose second story has a sting of its own, and has to be short."""
    folder = tmp_path_factory.mktemp("aired")
    place = {"folder": folder, "environment": {"BULLETIN_CACHE_DIR": str(folder / "cache")}}

    def run(*words: str) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(run_here([*words, "--json"], **place).stdout)  # type: ignore[arg-type]
        return document

    for name, text in STORIES.items():
        (folder / name).write_text(text, encoding="utf-8")
    soundfile.write(folder / "own.wav", 0.1 * np.sin(np.arange(24_000 * 3) / 9), 24_000)
    short = RUNDOWN.replace('"b.txt"\n', '"b.txt"\nlongest = "0:05"\n')
    rundown(folder, short.replace('"b.txt"\n', '"b.txt"\nsting = "own.wav"\n'))
    before = run("rundown", "check", "r.toml")
    made = run("make", "r.toml", "--no-cover", "--format", "wav", "-o", "news.wav")
    record = json.loads((folder / "news.episode.json").read_text(encoding="utf-8"))
    assert record["duration"] == made["duration"]
    after = run("rundown", "check", "r.toml")
    rundown(folder, short)
    return Aired(record, before, after, run("rundown", "check", "r.toml"))


def test_what_was_spoken_is_measured(aired: Aired) -> None:
    assert aired.before["pieces"]["measured"] == 0
    # What is over the story's length is spoken, too, to be measured.
    assert aired.after["pieces"] == {"measured": aired.before["pieces"]["estimated"], "estimated": 0}
    assert aired.after["length"] == pytest.approx(aired.record["duration"], abs=0.1)


def test_a_story_has_a_sting_of_its_own_in_place_of_the_shorter_one(aired: Aired) -> None:
    assert aired.record["duration"] > aired.with_the_station_s_sting["length"] + 1


def test_a_story_is_no_longer_than_its_longest(aired: Aired) -> None:
    own = [
        line for line in aired.record["lines"] if line["story"] == 1 and line["role"] in ("headline", "body")
    ]

    assert aired.before["stories"][1]["longest"] == 5.0
    assert [line["written"] for line in own] == ["मेट्रो का किराया बढ़ा", "किराया सोमवार से बढ़ेगा।"]
    assert own[-1]["end"] - own[0]["start"] <= 5.0
    assert [row["reason"] for row in aired.record["left_out"] if "छूट जारी" in row["written"]] == ["cut"]


def test_a_less_important_story_that_may_go_goes_before_paragraphs_of_others(
    bulletin: Bulletin, newsroom: Path
) -> None:
    (newsroom / "b.txt").write_text(STORIES["b.txt"] + "\nदाम पर बैठक शाम तक चली।\n", encoding="utf-8")
    rundown(newsroom, RUNDOWN + SILENT)
    whole = checked(bulletin)["length"]
    dropped = [story["seconds"] for story in checked(bulletin)["stories"]][2]
    # Shorter than with the shortest pauses, and no shorter than without the last story.
    slot = checked(bulletin, "--slot", f"{whole - dropped:.0f}s")["slot"]

    assert (slot["dropped"], slot["paragraphs"]) == (["टीम ने फाइनल जीता"], 0)


def test_the_same_story_twice_is_warned_of_and_a_reserve_that_is_one_is_never_added(
    bulletin: Bulletin, newsroom: Path
) -> None:
    (newsroom / "copy.txt").write_text(STORIES["c.txt"], encoding="utf-8")
    text = RUNDOWN + SILENT + '[[reserve]]\nsource = "./b.txt"\n[[story]]\nsource = "copy.txt"\n'
    rundown(newsroom, text)
    length = checked(bulletin)["length"]
    for command in (("rundown", "check"), ("make", "-o", "n.wav")):
        result = bulletin(*command, "r.toml", "--slot", f"{length * 1.6:.0f}s")
        assert "warning: stories 3 and 4 have the same text, and it is read twice" in result.stderr
        assert "has the same text as story 2, so it is never added [rundown.twice]" in result.stderr
    slot = checked(bulletin, "--slot", f"{length * 1.3:.0f}s")["slot"]
    assert slot["added"] in ([], ["मेला समाप्त हुआ"])


def test_a_reserve_that_is_added_by_hand_is_no_reserve_any_more(bulletin: Bulletin, newsroom: Path) -> None:
    (newsroom / "d.txt").write_text("मेला समाप्त हुआ\n\nमेले में हजारों लोग आए।", encoding="utf-8")
    rundown(newsroom, RUNDOWN + SILENT + '[[reserve]]\nsource = "e.txt"\n')
    (newsroom / "e.txt").write_text("बाज़ार बंद रहा\n\nदुकानें बंद रहीं।", encoding="utf-8")
    assert bulletin("make", "r.toml", *QUICK, "-o", "n.wav").returncode == 0
    (newsroom / "e.txt").write_text("बाज़ार खुल गया\n\nदुकानें खुल गईं।", encoding="utf-8")
    for source, left in (("d.txt", ["बाज़ार बंद रहा"]), ("e.txt", [])):
        assert bulletin("replace", "n.wav", "--add", source).returncode == 0
        record = json.loads((newsroom / "n.episode.json").read_text(encoding="utf-8"))
        assert [story["title"] for story in record["stories"] if story["reserve"]] == left


def test_a_slot_that_is_too_short_names_the_story_to_leave_out_and_what_that_gains(
    bulletin: Bulletin, newsroom: Path
) -> None:
    rundown(newsroom, RUNDOWN.replace("may_drop = true\n", "") + SILENT)

    def told(seconds: float) -> str:
        result = bulletin("rundown", "check", "r.toml", "--slot", f"{seconds:.1f}s")
        return result.stderr.splitlines()[-1]

    shortest = slot_of(told(2).partition("--slot ")[2].partition(",")[0])
    assert 'or leave out story 3 "टीम ने फाइनल जीता", which gains about 0:0' in told(shortest - 1)
    assert "or leave out stories 2 and 3, which gains about 0:" in told(2)
