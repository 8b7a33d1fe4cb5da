"""Help and version: complete, true, and there at once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin import __version__
from bulletin.apps.cli.main import COMMANDS
from tests.conftest import Bulletin

HEAVY = ("numpy", "pydub", "requests", "soundfile", "mutagen", "gtts", "lameenc", "rich")
"""Libraries that take their time to load."""


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
    return set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stderr.decode().split()
    )


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
