"""Plain lines: what every command prints on a terminal, as a screen reader says it: line by line, signs by chance."""

from __future__ import annotations

import importlib
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from bulletin.apps.cli.main import COMMANDS
from bulletin.apps.cli.plain import PLAIN
from bulletin.apps.cli.voices import _Lines
from bulletin.production.doctor import Diagnosis
from bulletin.production.voice.fetching import Fetching
from tests.command import Completed, run_here
from tests.conftest import ARTICLE, BRIEF
from tests.production.episodes import BASE, cover, episode, feed
from tests.standins.tiny_voice import make_voice
from tests.tiers import by_tier

ON = ("--voice", "tone", "--no-jingles", "--no-cover")
SHOW = ("--title", "समाचार", "--link", "https://example.org/", "--author", "रेडियो", "--category", "News")

RUNDOWN = """\
[bulletin]
title = "सुबह के समाचार"
[[story]]
source = "a.txt"
[[story]]
source = "b.txt"
priority = 8
may_drop = true
"""

LINES: dict[str, list[tuple[str, ...]]] = {
    "make": [("a.txt", *ON, "--slot", "0:11", "-o", "n.mp3"), ("b.txt", *ON, "--format", "wav", "--format", "mp3")],
    "replace": [("two.mp3", "--drop", "2")],
    "script": [("a.txt",), ("a.txt", "--why"), ("a.txt", "--changes"), ("b.txt", "--why"), ("a.txt", "-o", "s.md")],
    "rundown new": [("a.txt", "b.txt", "-o", "new.toml")],
    "rundown check": [("r.toml",), ("r.toml", "--slot", "0:20")],
    "say": [("किराया ₹25 है।", "--voice", "tone", "-o", "s.wav")],
    "voices": [(), ("--all",)],
    "voices install": [("stick",), ("nosuch",)],
    "voices try": [("tone", "-o", "t.wav")],
    "station new": [("new.toml",)],
    "station check": [("radio.toml",)],
    "station cover": [("radio.toml",)],
    "lexicon check": [("good.tsv", "bad.tsv"), ("good.tsv",)],
    "lexicon add": [("अब", "तभी", "--to", "bad.tsv"), ("मेट्रो", "मैट्रो", "--remake", "two.mp3")],
    "lexicon unknown": [("a.txt", "latin.txt"), ("b.txt",)],
    "check": [("two.mp3",), ("metro.mp3", "two.mp3", "nosuch.mp3"), ("two.mp3", "--faults")],
    "export": [("two.mp3", "--as", "m3u")],
    "publish": [("metro", "nosuch.mp3", "--feed", "podcast")],
    "feed new": [("another", *SHOW, "--image", "cover.jpg")],
    "feed move": [("podcast", "--base-url", "https://example.org/new/")],
    "feed check": [("podcast",), ("broken",)],
    "feed repair": [("podcast",), ("broken",)],
    "feed withdraw": [("podcast", "metro.mp3")],
    "feed prune": [("podcast",), ("podcast", "--keep-days", "0", "--dry-run")],
    "feed serve": [("podcast", "--port", "0")],
    "studio": [("--no-open", "--port", "0"), ("--no-open", "--host", "192.0.2.1")],
    "lexicon impact": [("good.tsv", "--in", ".")],
    "watch": [("b.txt", "--out", "many", "--voice", "tone", "--no-cover", "--once"), ("--out", "many", "--status")],
    "run": [("--new", "show.toml"), ("r.toml",)],
    "batch": [("b.txt", "nowhere", "--out", "many", "--voice", "tone", "--no-cover")],
    "cache info": [()],
    "cache verify": [()],
    "cache prune": [("--to", "0")],
    "doctor": [()],
}  # fmt: skip
"""What each command is called with. `spoken` prints for programs: a line for a line, whatever is in it."""

SAME = (
    "script",
    "rundown check",
    "voices",
    "lexicon check",
    "lexicon unknown",
    "check",
    "feed check",
    "cache info",
)
"""Commands that change nothing and differ on a terminal: called again, they print the same."""


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that the commands are called with."""
    folder = tmp_path_factory.mktemp("stock")
    for name, text in {
        "a.txt": ARTICLE, "b.txt": BRIEF, "latin.txt": "शहर में मेला\nZorblatt और Qwzx मिले।\n", "r.toml": RUNDOWN,
        "radio.toml": 'name = "रेडियो"\n', "good.tsv": "अब\tतब\n", "bad.tsv": "अब\tतब\nNATO नाटो\nBJP\t\n",
    }.items():  # fmt: skip
        (folder / name).write_text(text, encoding="utf-8")
    cover(folder / "cover.jpg")
    make_voice(folder / "stick", "one")
    episode(folder)
    for name in ("podcast", "broken"):
        feed(folder / name)
        assert not run_here(
            ["publish", "metro", "--feed", name, "--base-url", BASE], folder=folder
        ).returncode
    next((folder / "broken" / "episodes").rglob("*.mp3")).unlink()
    made = run_here(["make", "b.txt", "b.txt", *ON, "-o", "two.mp3"], folder=folder)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture
def here(stock: Path, world: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder with all of it; what takes long or does not end is done by others."""
    shutil.copytree(stock, world, dirs_exist_ok=True)
    parts = [
        Diagnosis(part="python", works=True, needed=True, what="Python"),
        Diagnosis(part="voice gtts", works=False, needed=False, what="no network.", remedy="Try again."),
        Diagnosis(part="cover", works=True, needed=False, what="drawn"),
        Diagnosis(part="kept clips", works=False, needed=True, what="no room.", remedy="Make room."),
    ]
    monkeypatch.setattr("bulletin.production.doctor.diagnose", lambda: iter(parts))

    @contextmanager
    def serving(folder: Path, port: int) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(address="http://127.0.0.1:8000/", serve_forever=lambda **_: None)

    monkeypatch.setattr("bulletin.production.feeds.serving.serving", serving)
    monkeypatch.setattr(
        "bulletin.apps.studio.serve.serve",
        lambda *_, ready, **__: ready(
            SimpleNamespace(
                plain="http://127.0.0.1:8765/", with_token="http://127.0.0.1:8765/?token=a", token="a"
            )
        ),
    )
    return world


def on_a_terminal(*arguments: str, **environment: str) -> Completed:
    return run_here(arguments, terminal=True, environment={"TERM": "xterm-256color", **environment})


def commands(command: click.Command, path: str) -> Iterator[str]:
    """The names of a command and of all below it."""
    yield path
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from commands(inner, f"{path} {name}")


EVERY = [
    path
    for name, (module, _) in COMMANDS.items()
    for path in commands(importlib.import_module(module).command, name)
]


def hard_to_hear(line: str) -> str:
    """What a screen reader would not say, or say wrongly; empty where all is well."""
    if line != line.rstrip():
        return "ends in a space"
    if re.search(r"\S {2,}\S", line) or "\t" in line:
        return "has a column"
    if re.search(r"[\u2190-\u21ff\u2500-\u27bf\x1b\r·]", line):
        return "has a sign or a box"
    if line and not any(map(str.isalnum, line.split()[0])):
        return "begins with a sign"
    return ""


def test_every_command_is_in_the_table() -> None:
    groups = {path.rpartition(" ")[0] for path in EVERY}
    assert set(LINES) - {"voices"} == set(EVERY) - groups - {"spoken"}


@pytest.mark.parametrize(
    "arguments",
    [(*name.split(), *line) for name, lines in LINES.items() for line in lines[: by_tier(1, 9)]],
    ids=" ".join,
)
def test_each_plain_line_can_be_heard(here: Path, arguments: tuple[str, ...]) -> None:
    said = on_a_terminal(*arguments, "--plain")
    lines = [*said.stdout.splitlines(), *said.stderr.splitlines()]
    assert said.returncode != 70, said.stderr
    assert lines
    assert [(line, fault) for line in lines if (fault := hard_to_hear(line))] == []


@pytest.mark.parametrize("path", ["", *EVERY])
def test_each_line_of_the_help_can_be_heard(path: str) -> None:
    lines = on_a_terminal(*path.split(), "--help", "--plain").stdout.splitlines()
    assert "  --plain: " + (PLAIN.help or "") in lines
    assert [(line, fault) for line in lines if (fault := hard_to_hear(line))] == []


@pytest.mark.parametrize("arguments", [(*name.split(), *LINES[name][0]) for name in SAME], ids=" ".join)
def test_the_variable_accessible_does_what_plain_does(here: Path, arguments: tuple[str, ...]) -> None:
    asked, always = on_a_terminal(*arguments, "--plain"), on_a_terminal(*arguments, ACCESSIBLE="1")
    assert (asked.stdout, asked.stderr) == (always.stdout, always.stderr)


def test_without_being_asked_for_a_terminal_has_columns(here: Path) -> None:
    drawn = on_a_terminal("lexicon", "unknown", "latin.txt").stdout
    assert "has a column" in {hard_to_hear(line) for line in drawn.splitlines()}


def test_an_option_that_is_wrong_is_told_plainly_too(here: Path) -> None:
    assert on_a_terminal("make", "--nosuch", "--plain").stderr.splitlines()[2].startswith("  next: See")


def test_doctor_says_first_whether_a_bulletin_can_be_made_and_what_does_not_work(here: Path) -> None:
    said = on_a_terminal("doctor", "--plain")
    assert (said.returncode, said.stdout.splitlines()) == (
        69,
        [
            "A bulletin cannot be made here yet; 2 of 4 parts do not work.",
            "kept clips: missing, no room.",
            "  remedy: Make room.",
            "voice gtts: not here, no network.",
            "  remedy: Try again.",
            "python: ok, Python",
            "cover: ok, drawn",
        ],
    )


def test_doctor_tells_a_terminal_each_part_as_it_was_tried(here: Path) -> None:
    lines = on_a_terminal("doctor").stdout.splitlines()
    assert (lines[0], lines[1]) == ("python: ok, Python", "voice gtts: not here, no network.")


def test_a_check_says_its_verdict_first_and_then_the_faults(here: Path) -> None:
    lines = on_a_terminal("check", "metro.mp3", "--plain").stdout.splitlines()
    states = [line.partition(":")[0] for line in lines[1:] if not line.startswith("  ")]
    assert re.fullmatch(r"\d+ faults", lines[0])
    assert states.index("ok") == states.count("fault") > 0


def test_a_check_says_what_is_unknown_before_what_is_right(here: Path) -> None:
    lines = on_a_terminal("check", "two.mp3", "--plain").stdout.splitlines()
    assert [line.partition(":")[0] for line in lines[:3]] == ["all is as claimed; 1 unknown", "unknown", "ok"]


def test_a_slot_that_is_not_met_is_the_first_thing_said_of_a_rundown(here: Path) -> None:
    said = on_a_terminal("rundown", "check", "r.toml", "--slot", "0:20", "--plain").stdout
    assert said.startswith("fault: there is too much for 0:20")


def test_where_something_is_left_to_repair_it_is_not_said_that_there_is_nothing(here: Path) -> None:
    assert "nothing to repair" not in on_a_terminal("feed", "repair", "broken", "--plain").stderr
    assert on_a_terminal("feed", "repair", "podcast", "--plain").stderr == "nothing to repair\n"


def test_the_errors_of_all_lexicons_come_before_what_is_right(here: Path) -> None:
    lines = on_a_terminal("lexicon", "check", "good.tsv", "bad.tsv", "--plain").stdout.splitlines()
    assert [line.partition(" line")[0] for line in lines] == [
        "error: bad.tsv", "error: bad.tsv", "good.tsv: 1 entry, 0 errors", "bad.tsv: 1 entry, 2 errors",
    ]  # fmt: skip


def test_voices_say_first_what_auto_takes_and_how_many_work(here: Path) -> None:
    lines = on_a_terminal("voices", "--plain").stdout.splitlines()
    assert lines[0] == "auto takes gtts:hi, and without a network espeak:hi"
    assert re.fullmatch(r"voices: \d+ work, \d+ not tried, \d+ do not work", lines[2])
    assert "espeak:hi: works; Hindi, offline" in lines


def test_what_was_set_aside_is_the_first_thing_said_of_the_cache(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert on_a_terminal("cache", "info", "--plain").stdout.startswith("folder: ")
    monkeypatch.setattr(
        "bulletin.production.cache.upkeep.contents",
        lambda _: SimpleNamespace(clips=1, size=1, limit=2, bad=3),
    )
    assert on_a_terminal("cache", "info", "--plain").stdout.startswith("damaged and set aside: 3\nfolder: ")


def test_a_mark_that_is_silent_is_called_by_its_name(here: Path) -> None:
    (here / "mark.txt").write_text("शहर\nछोटी-बड़ी बसें चलीं।\n", encoding="utf-8")
    assert on_a_terminal("script", "mark.txt", "--changes", "--plain").stdout == (
        "written: hyphen-minus; line: 2; sentence: 1; at: 4; rule: punctuation\n"
    )


def test_of_a_file_that_is_soon_there_only_beginning_and_end_are_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    time = [0.0]
    lines = _Lines(clock=lambda: time[0])
    for tenth in range(11):
        time[0] += 1.0
        lines.show(Fetching(name="f", done=tenth * 10**6, size=10**7))
    told = capsys.readouterr().err.splitlines()
    assert [line.partition(" of")[0] for line in told] == [
        "fetched: 0 %",
        "fetched: 50 %",
        "fetched: 100 %",
    ]
