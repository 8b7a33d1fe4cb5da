"""What all tests share: a world of their own for each test, and the real command."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.command import Completed, run_apart, run_here
from tests.standins.google import GoogleStandIn

ARTICLE = """\
Metro News: शहर में नई मेट्रो लाइन शुरू, किराया ₹25 से
City Metro: 12 किमी लंबी लाइन पर रोज 2 लाख लोग सफर करेंगे.
Metro News: शहर की नई मेट्रो लाइन सोमवार को शुरू हो गई. पहले दिन 45,000 लोगों ने सफर किया.मेट्रो सुबह 6:30 बजे से चलेगी.
किराया और समय
न्यूनतम किराया ₹25 है. बुजुर्गों को 50% की छूट मिलेगी.
यह भी पढ़ेंः Bus Service: शहर में 100 नई बसें
"""
"""A short article with a kicker, a dek, a glued full stop, one heading and an "also read" line."""

# Hundreds of commands are started: with this set, each would compile every module that it loads anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

Bulletin = Callable[..., Completed]


@pytest.fixture(autouse=True)
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test works in an empty folder, with an empty cache and no way to Google."""
    monkeypatch.setenv("BULLETIN_CACHE_DIR", str(tmp_path / "cache"))
    # Port 9 (discard) answers nowhere: no test can reach the real service by mistake.
    monkeypatch.setenv("BULLETIN_GTTS_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("BULLETIN_VOICES_DIR", str(tmp_path / "voices"))
    monkeypatch.setenv("BULLETIN_PIPER_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("BULLETIN_EDGE_URL", "ws://127.0.0.1:9")
    for name in (
        "BULLETIN_LEXICON",
        "NO_COLOR",
        "ACCESSIBLE",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "http_proxy",
        "https_proxy",
        "ALL_PROXY",
    ):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "world"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def article(world: Path) -> Path:
    """A short article in a file."""
    path = world / "metro.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def google() -> Iterator[GoogleStandIn]:
    """A stand-in for Google's speech service on 127.0.0.1, set as the one to use."""
    with GoogleStandIn() as stand_in:
        os.environ["BULLETIN_GTTS_URL"] = stand_in.address
        yield stand_in


@pytest.fixture
def bulletin() -> Bulletin:
    """The command, in this process: `bulletin("make", path, …)`. See `tests.command`."""

    def run(*arguments: object, stdin: bytes | None = None, timeout: float = 100) -> Completed:
        return run_here(arguments, stdin=stdin)

    return run


@pytest.fixture
def process() -> Bulletin:
    """The command, in a process of its own."""

    def run(*arguments: object, stdin: bytes | None = None, timeout: float = 100) -> Completed:
        return run_apart(arguments, stdin=stdin, timeout=timeout)

    return run
