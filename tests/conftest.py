"""What all tests share: a world of their own for each test, and the real command."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from bulletin.apps.jobs import processes
from bulletin.engines import workers
from bulletin.production.finish import covers
from bulletin.production.making import running
from tests.command import Completed, run_apart, run_here
from tests.forking import start
from tests.standins.google import GoogleStandIn
from tests.standins.web import WebStandIn
from tests.tiers import LONG, is_listed, long_rows

ARTICLE = """\
Metro News: शहर में नई मेट्रो लाइन शुरू, किराया ₹25 से
City Metro: 12 किमी की लाइन.
Metro News: सोमवार को चली. पहले दिन 9 लोग आए.भीड़ कम है.
किराया और समय
न्यूनतम किराया ₹25 है. 50% की छूट है.
यह भी पढ़ेंः Bus Service: शहर में 100 नई बसें
"""
"""An article with a kicker, a dek, a glued full stop, one heading and an "also read" line: 14 seconds in `tone`.

Dozens of tests read it out, and each second of it costs each of them some hundredths.
"""

BRIEF = f"{ARTICLE.splitlines()[0]}\nमेट्रो आज शुरू हुई.\n"
"""The same headline and one sentence: for whatever does not depend on the text."""

# Examples of a property, where a test does not say how many it needs: hypothesis tries 100 in the long form.
# None has a deadline: a machine with other work to do is no fault.
settings.register_profile("long", deadline=None)
settings.register_profile("short", max_examples=40, deadline=None)
settings.register_profile("quick", max_examples=20, deadline=None)
settings.load_profile("long" if LONG else "short")

PURE_ROOMS = ("containers", "language", "readers", "schema", "script", "sound")
"""Folders of tests whose subjects keep no files and read no settings: they need no world of their own.

`scripts/test quick` runs all of them, and what else tests/quick.txt lists.
"""

# Port 9 (discard) answers nowhere: no test can reach a real service by mistake.
NOWHERE = {
    "BULLETIN_GTTS_URL": "http://127.0.0.1:9",
    "BULLETIN_PIPER_URL": "http://127.0.0.1:9",
    "BULLETIN_KOKORO_URL": "http://127.0.0.1:9",
    "BULLETIN_EDGE_URL": "ws://127.0.0.1:9",
}
UNSET = (
    "BULLETIN_ALLOW_HOSTS",
    "BULLETIN_CLIPS",
    "BULLETIN_LEXICON",
    "NO_COLOR",
    "ACCESSIBLE",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "http_proxy",
    "https_proxy",
    "ALL_PROXY",
)

Bulletin = Callable[..., Completed]


def pytest_configure(config: pytest.Config) -> None:
    """Collect the thousands of tests without garbage collection, which would find nothing."""
    gc.disable()
    for plugin in config.pluginmanager.get_plugins():
        if type(plugin).__name__ == "WorkerInteractor":
            _say_less(plugin)


def _say_less(worker: Any) -> None:
    """Let a process of pytest-xdist tell of a test how it went, and of what is around it only what did not pass.

    Six messages a test cost both sides more time than half of the tests take; three are enough.
    """
    send = worker.sendevent

    def send_some(name: str, **told: Any) -> None:
        report = told.get("data", {})
        passed_around = report.get("when") in ("setup", "teardown") and report.get("outcome") == "passed"
        if name != "logstart" and not passed_around:
            send(name, **told)

    worker.sendevent = send_some


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only `scripts/test long` runs (see `tests.tiers`)."""
    if LONG:
        return
    rows: dict[str, list[str]] = {}
    for test, case in long_rows():
        rows.setdefault(test, []).append(case)
    kept: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    for item in items:
        long = item.get_closest_marker("long") or is_listed(item.nodeid, rows)
        (left_out if long else kept).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


def pytest_collection_finish() -> None:
    """Leave the thousands of collected tests out of garbage collection, which would go through them again and again."""
    gc.enable()
    gc.collect()
    gc.freeze()
    # What tests leave behind is mostly free of cycles: one look for each 20,000 new objects is enough.
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def shared_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Tests work in an empty folder, without the settings of this machine, and with no way to a service."""
    folder = tmp_path_factory.mktemp("shared")
    here = folder / "here"
    here.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        for name in UNSET:
            patch.delenv(name, raising=False)
        for name, address in NOWHERE.items():
            patch.setenv(name, address)
        patch.setenv("BULLETIN_CACHE_DIR", str(folder / "cache"))
        patch.setenv("BULLETIN_VOICES_DIR", str(folder / "voices"))
        patch.setenv("BULLETIN_CONFIG_DIR", str(folder / "config"))
        patch.chdir(here)
        yield here


@pytest.fixture(scope="session", autouse=True)
def _workers_begin_warm(shared_world: Path) -> Iterator[None]:
    """Fork workers, of voices, of batches and of the studio, from processes that have imported what they need."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "Popen", start)
        patch.setattr(processes, "Popen", start)
        patch.setattr(running, "Popen", start)
        yield


@pytest.fixture(scope="session", autouse=True)
def _covers_drawn_once(shared_world: Path) -> Iterator[None]:
    """Draw each cover once: it takes a quarter of a second, and most tests ask for the same few.

    The same words give the same picture, to the byte: tests/writers/test_cover.py holds it to that.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(covers, "_drawn", lru_cache(16)(covers._drawn))
        yield


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A test works in an empty folder of its own, with an empty cache and no voices."""
    monkeypatch.setenv("BULLETIN_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("BULLETIN_VOICES_DIR", str(tmp_path / "voices"))
    monkeypatch.setenv("BULLETIN_CONFIG_DIR", str(tmp_path / "config"))
    # Set anew, so that whatever a test or a fixture does to them ends with it.
    for name, address in NOWHERE.items():
        monkeypatch.setenv(name, address)
    folder = tmp_path / "world"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(autouse=True)
def _own_world(request: pytest.FixtureRequest, shared_world: Path) -> Iterator[None]:
    """Each test has a world of its own, except in pure rooms, where making it would take longer than most tests."""
    if request.path.parent.name not in PURE_ROOMS:
        request.getfixturevalue("world")
    yield
    if request.path.parent.name in PURE_ROOMS and "world" not in request.fixturenames:
        assert Path.cwd() == shared_world, "a test that goes to another folder needs the fixture world"
        left = list(shared_world.iterdir())
        for path in left:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        assert left == [], "a test that writes into the current folder needs the fixture world"


@pytest.fixture
def article(world: Path) -> Path:
    """A short article in a file."""
    path = world / "metro.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def brief(world: Path) -> Path:
    """An article that takes a few seconds to read out, in a file."""
    path = world / "metro.txt"
    path.write_text(BRIEF, encoding="utf-8")
    return path


@pytest.fixture
def google() -> Iterator[GoogleStandIn]:
    """A stand-in for Google's speech service on 127.0.0.1, set as the one to use."""
    with GoogleStandIn() as stand_in:
        os.environ["BULLETIN_GTTS_URL"] = stand_in.address
        yield stand_in


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebStandIn]:
    """A stand-in for the web on 127.0.0.1, whose host is allowed."""
    with WebStandIn() as stand_in:
        monkeypatch.setenv("BULLETIN_ALLOW_HOSTS", stand_in.host)
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
