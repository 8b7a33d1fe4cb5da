"""What is typed otherwise than it is called here: other words, units, numbers without one, and what is missing."""

from __future__ import annotations

import importlib
from pathlib import Path

import click
import pytest

from bulletin.apps.cli.main import COMMANDS
from bulletin.apps.cli.tried import TRIED
from bulletin.production.setup.setting import GROUPS
from bulletin.production.setup.synonyms import SYNONYMS, meant
from bulletin.production.setup.table import SETTINGS, TABLES
from tests.cli.test_help import commands
from tests.conftest import Bulletin


def option_names() -> set[str]:
    """Every long option of every command."""
    return {
        name
        for module, _ in COMMANDS.values()
        for command in commands(importlib.import_module(module).command)
        for option in command.params
        if isinstance(option, click.Option)
        for name in option.opts
        if name.startswith("--")
    }


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("make a --speed 2", "--rate"),
        ("make a --volume -16", "--loudness"),
        ("make a --duration 5", "--slot"),
        ("make a --length 5", "--slot"),
        ("make a --music x.mp3", "--bed"),
        ("make a --out x.mp3", "--output"),
        ("make a --speaker espeak", "--voice"),
        ("make a --force", "--again"),
        ("script a --dictionary x.tsv", "--lexicon"),
        ("feed new x --lang en", "--language"),
        ("feed new x --cover y.jpg", "--image"),
        ("feed move x --url y", "--base-url"),
    ],
)
def test_another_word_for_an_option_is_answered_with_the_option(
    bulletin: Bulletin, typed: str, meant: str
) -> None:
    result = bulletin(*typed.split())
    assert result.returncode == 2
    unknown = next(word for word in typed.split() if word.startswith("--"))
    assert result.stderr.splitlines()[0] == f"error: No such option: {unknown}. Did you mean {meant}? [usage]"


@pytest.mark.parametrize(("typed", "told"), [("--loudnes", "--loudness"), ("--slat", "--slot")])
def test_a_misspelt_option_is_answered_with_those_that_are_like_it(
    bulletin: Bulletin, typed: str, told: str
) -> None:
    first = bulletin("make", "a", typed, "1").stderr.splitlines()[0]
    wrong, question = first.split(". Did you mean ")
    assert wrong == f"error: No such option: {typed}"
    assert told in question.removesuffix("? [usage]").split(" or ")


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("[voices]\nspeed = 1.2", 2, 'Did you mean "rate"?'),
        ("[sound]\nvolume = -16", 2, 'Did you mean "loudness"?'),
        ("[sound]\nspeed = 1.2", 2, 'Did you mean "rate" under [voices]?'),
        ("[sound]\nrate = 1.2", 2, "It belongs under [voices]."),
        ("[audio]\nloudness = -16", 1, 'Did you mean "sound"?'),
        ("show = 'x'", 1, 'Did you mean "programme"?'),
    ],
)
def test_another_word_for_a_key_is_answered_with_the_key(
    bulletin: Bulletin, world: Path, text: str, line: int, hint: str
) -> None:
    (world / "radio.toml").write_text(f"{text}\n", encoding="utf-8")
    result = bulletin("station", "check", "radio.toml")
    assert result.returncode == 78
    assert f"radio.toml line {line}" in result.stderr
    assert hint in result.stderr


def test_every_word_that_is_right_is_the_name_of_something() -> None:
    names = {name.lstrip("-") for name in option_names()}
    names |= {row.name.replace("_", "-") for row in SETTINGS.values()} | {table.name for table in TABLES}
    assert set(SYNONYMS) - names == set()


def test_no_option_is_taken_for_another_word() -> None:
    names = sorted(option_names())
    assert [name for name in names if meant(name, [name]) is not None] == []


def test_all_that_is_missing_is_named_at_once(bulletin: Bulletin) -> None:
    line = bulletin("feed", "new", "x", "--author", "y").stderr.splitlines()[0]
    assert line == "error: Missing: --title TEXT, --category TEXT, --image FILE|URL. [usage]"
    assert bulletin("publish").stderr.startswith("error: Missing: EPISODE..., --feed DIR. [usage]\n")
    assert bulletin("publish", "x").stderr.startswith("error: Missing option '--feed'. [usage]\n")


def test_the_help_of_make_has_its_options_in_groups(bulletin: Bulletin) -> None:
    shown = bulletin("make", "--help").stdout
    heads = [line.rstrip(":") for line in shown.splitlines() if line.endswith(":") and line[0] != " "]
    assert heads == ["Voice", "Words", "Sound", "Files", "Bulletin", "Station", "Other options"]
    assert all(row.group in heads for row in SETTINGS.values())
    assert list(dict.fromkeys(GROUPS.values())) == heads[:-1]


def test_a_slot_without_a_unit_is_minutes_and_says_so(bulletin: Bulletin, article: Path) -> None:
    result = bulletin("make", article, "--voice", "tone", "--slot", "5")
    assert result.stderr.startswith("note: taking --slot 5 as 5:00\n")
    assert "there is too little for 5:00:" in result.stderr


def test_a_slot_with_its_unit_needs_no_word(bulletin: Bulletin, article: Path) -> None:
    result = bulletin("make", article, "--voice", "tone", "--slot", "300s")
    assert "note: taking" not in result.stderr
    assert "there is too little for 5:00:" in result.stderr


def test_a_slot_without_a_unit_in_a_station_file_is_minutes_and_says_so(
    bulletin: Bulletin, article: Path, world: Path
) -> None:
    (world / "radio.toml").write_text('[sound]\nslot = "5"\n', encoding="utf-8")
    note = 'note: taking slot = "5" as 5:00, in radio.toml line 2\n'
    checked = bulletin("station", "check", "radio.toml")
    assert (checked.stderr, "slot: 5:00" in checked.stdout) == (note, True)
    assert bulletin("make", article, "--voice", "tone", "--station", "radio.toml").stderr.startswith(note)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("voices.rate", "1.5x", 1.5),
        ("voices.rate", "1.5 ×", 1.5),
        ("voices.rate", "85%", 0.85),
        ("voices.pitch", "-2 st", -2),
        ("voices.pitch", "\N{MINUS SIGN}2 semitones", -2),
        ("sound.loudness", "-16LUFS", -16),
        ("sound.loudness", "-16 lufs", -16),
        ("sound.loudness", "-16dB", -16),
        ("sound.bed_level", "-20LU", -20),
        ("sound.bed_level", "-20 dB", -20),
        ("sound.intro_overlap", "1.5s", 1.5),
        ("sound.slot", "5 min", 300),
        ("output.bit_rate", "128k", "128"),
        ("output.bit_rate", "128 kb/s", "128"),
        ("radio.good_for", "60 min", 60),
    ],
)
def test_a_number_may_have_its_unit_behind_it(key: str, text: str, value: object) -> None:
    assert SETTINGS[key].kind.read(text) == value


@pytest.mark.parametrize(
    ("word", "line"), [("plot", "check --plot"), ("play", "say --play"), ("new", "make"), ("list", "voices")]
)
def test_another_word_for_a_command_is_answered_with_the_command(
    bulletin: Bulletin, word: str, line: str
) -> None:
    result = bulletin(word)
    assert (result.returncode, f'did you mean "bulletin {line}"?' in result.stderr) == (2, True)


def test_every_word_for_a_command_is_none_and_leads_to_one_that_there_is() -> None:
    words = [word for tried in TRIED.values() for word in tried.split()]
    assert len(words) == len(set(words))
    assert [line for line in TRIED if line.split()[0] not in COMMANDS] == []
    for line in TRIED:
        name, *rest = line.split()
        command = importlib.import_module(COMMANDS[name][0]).command
        known = {option for param in command.params for option in param.opts}
        assert all(word in (known if word.startswith("-") else command.commands) for word in rest), line
    assert set(words) & set(COMMANDS) == set()
