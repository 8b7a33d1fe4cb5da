"""Help and version: complete, true, and there at once."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bulletin import __version__, errors
from bulletin.apps.cli.main import COMMANDS
from tests.conftest import Bulletin

HEAVY = ("numpy", "pydub", "requests", "soundfile", "soxr", "mutagen", "gtts", "lameenc", "rich")
"""Libraries that take their time to load."""


ROOT = Path(__file__).parents[2]


def commands(command: click.Command) -> Iterator[click.Command]:
    """A command, and all below it."""
    yield command
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from commands(inner)


def test_every_option_stands_in_what_people_read() -> None:
    told = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "README.md", ROOT / "docs/publishing.md")
    )
    options = {
        option.opts[0]
        for module, _ in COMMANDS.values()
        for command in commands(importlib.import_module(module).command)
        for option in command.params
        if isinstance(option, click.Option)
    }
    assert {option for option in options if not re.search(rf"{option}(?![a-z-])", told)} == set()


def test_every_variable_of_the_environment_stands_in_the_readme() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    read = set(re.findall(r'"(BULLETIN_[A-Z_]+|SOURCE_DATE_EPOCH|NO_COLOR|ACCESSIBLE)"', source)) - {
        "BULLETIN_VERSION"  # a tag of the files
    }
    told = set(re.findall(r"`([A-Z_]{6,})`", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert read - told == set()


def test_every_exit_code_stands_in_the_readme() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    told = (ROOT / "README.md").read_text(encoding="utf-8").partition("### Exit codes")[2].partition("###")[0]
    codes = {kind.code for kind in kinds if issubclass(kind, errors.BulletinError)}
    assert codes - {int(number) for number in re.findall(r"\b\d+\b", told)} == set()


def loaded(*arguments: str) -> set[str]:
    """The heavy libraries that a run of `bulletin` with these arguments has loaded."""
    code = (
        "import os, sys\n"
        "os._exit = sys.exit\n"
        f"sys.argv = ['bulletin', *{list(arguments)!r}]\n"
        "from bulletin.apps.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print(*(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stderr.decode()
    return set(said.splitlines()[-1].split())


def test_the_help_lists_every_command(bulletin: Bulletin) -> None:
    result = bulletin("--help")
    assert result.returncode == 0
    listed = [line.split()[0] for line in result.stdout.partition("Commands:\n")[2].splitlines()]
    assert listed == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_of_its_own(bulletin: Bulletin, command: str) -> None:
    result = bulletin(command, "--help")
    assert result.returncode == 0
    assert result.stdout.startswith(f"Usage: bulletin {command} ")


def test_the_short_option_is_the_same_help(bulletin: Bulletin) -> None:
    assert bulletin("-h").stdout == bulletin("--help").stdout


def test_the_version_is_told(bulletin: Bulletin) -> None:
    assert bulletin("--version").stdout == f"bulletin {__version__}\n"


def test_the_installed_command_and_the_module_are_the_same(bulletin: Bulletin) -> None:
    installed = shutil.which("bulletin", path=Path(sys.executable).parent)
    assert installed is not None
    told = subprocess.run([installed, "--help"], capture_output=True, check=True).stdout.decode()
    assert told == bulletin("--help").stdout


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["make", "--help"], ["spoken", "₹25"]])
def test_nothing_heavy_is_loaded_for_a_word(arguments: list[str]) -> None:
    assert loaded(*arguments) == set()


def test_nothing_heavy_is_loaded_for_a_bulletin_that_is_up_to_date(bulletin: Bulletin, brief: Path) -> None:
    station = brief.with_name("station.toml")
    station.write_text('name = "Radio"\n[sound]\njingles = false\n', encoding="utf-8")
    asked = [
        "make",
        brief.name,
        "--voice",
        "tone",
        "--station",
        station.name,
        "--loudness",
        "broadcast",
        "-o",
        "n.mp3",
    ]
    assert bulletin(*asked).returncode == 0
    assert loaded(*asked) == set()


@pytest.mark.parametrize("group", ["feed", "lexicon", "station", "voices", "cache"])
def test_no_line_of_a_list_of_commands_breaks_off(bulletin: Bulletin, group: str) -> None:
    assert "..." not in bulletin(group, "--help").stdout.partition("Commands:\n")[2]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("mak", '"bulletin make"'), ("xyz", "there are: make, "), ("a.txt", "bulletin make a.txt")],
)
def test_a_command_that_is_none_is_answered_with_what_was_meant(
    bulletin: Bulletin, world: Path, typed: str, meant: str
) -> None:
    (world / "a.txt").write_text("शहर", encoding="utf-8")
    result = bulletin(typed)
    assert result.returncode == 2
    assert meant in result.stderr


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("bulletin make ar", {"file"}),
        ("bulletin make --station ra", {"file"}),
        ("bulletin check out", {"file"}),
        ("bulletin publish a.mp3 --feed po", {"file"}),
        ("bulletin make --format w", {"plain"}),
    ],
)
def test_a_shell_completes_names_of_files_and_of_what_there_is(words: str, kinds: set[str]) -> None:
    asked = {
        "_BULLETIN_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1),
    }  # fmt: skip
    command = [
        sys.executable, "-c",
        "import sys; sys.argv[0] = 'bulletin'; from bulletin.apps.cli.main import main; main()",
    ]  # fmt: skip
    said = subprocess.run(
        command, env={**os.environ, **asked}, capture_output=True, check=False
    ).stdout.decode()
    assert {line.partition(",")[0] for line in said.splitlines()} == kinds
