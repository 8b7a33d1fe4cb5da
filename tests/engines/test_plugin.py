"""An engine of someone else's: a package of its own, built, installed, listed, heard and tested; and a broken one."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bulletin.errors import EngineError
from bulletin.sound.decode import listen
from bulletin.testing import SENTENCE
from tests.conftest import Bulletin

PLUGIN = Path(__file__).with_name("plugin")
PAGE = Path(__file__).parents[2] / "docs" / "adding-an-engine.md"

FILES = ("pyproject.toml", "bulletin_whistle.py", "test_whistle.py")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plug-in's folder, as its author has it."""
    folder = tmp_path_factory.mktemp("project")
    for name in FILES:
        shutil.copy(PLUGIN / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plug-in installed in a folder of its own: built as a wheel, without the network, and unpacked."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(project / "dist")],
        cwd=project,
        check=True,
        capture_output=True,
    )
    (wheel,) = (project / "dist").iterdir()
    site = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return site


@pytest.fixture
def installed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plug-in, where this process and programs that a test starts find it."""
    monkeypatch.setenv("PYTHONPATH", _path(site))
    monkeypatch.syspath_prepend(site)


def _path(*folders: Path) -> str:
    before = os.environ.get("PYTHONPATH")
    return os.pathsep.join([*map(str, folders), *([before] if before else [])])


def _pytest(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rA", *arguments],
        cwd=folder,
        # Whoever writes a plug-in has pytest alone.
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.usefixtures("installed")
def test_its_voice_is_listed(process: Bulletin) -> None:
    result = process("voices")
    assert "whistle:kettle: whistles each word; works" in result.stdout.splitlines()


def test_its_voice_is_not_listed_where_it_is_not_installed(bulletin: Bulletin) -> None:
    assert "whistle" not in bulletin("voices").stdout


@pytest.mark.usefixtures("installed")
def test_it_reads_a_bulletin(bulletin: Bulletin, article: Path, world: Path) -> None:
    result = bulletin(
        "make", article, "--voice", "whistle", "--no-jingles", "--no-cover", "-o", "news.mp3", "--json"
    )
    assert result.returncode == 0, result.stderr
    episode = json.loads(result.stdout)
    assert (episode["voice"], episode["fallback"]) == ("whistle:kettle", [])
    heard = listen((world / "news.mp3").read_bytes())
    assert heard.length / heard.rate == pytest.approx(episode["duration"], abs=0.1)


@pytest.mark.usefixtures("installed")
def test_its_refusal_is_told_in_its_own_words(bulletin: Bulletin, article: Path) -> None:
    result = bulletin("make", article, "--voice", "whistle", "--pitch", "2")
    assert result.returncode == 78
    assert "a kettle has one pitch. [voice.manner]" in result.stderr
    assert "--voice espeak" in result.stderr


@pytest.mark.usefixtures("installed")
def test_it_passes_its_own_test(project: Path) -> None:
    result = _pytest(project, "test_whistle.py")
    assert result.returncode == 0, result.stdout
    assert result.stdout.count("PASSED test_whistle.py::TestWhistle::test_") > 40
    assert "SKIPPED" not in result.stdout


@pytest.mark.usefixtures("installed")
def test_a_promise_that_it_breaks_is_shown_with_what_was_seen(tmp_path: Path) -> None:
    (tmp_path / "test_flat.py").write_text(
        "from bulletin_whistle import WhistleEngine\n"
        "from bulletin.testing import EngineContract\n\n\n"
        "class Flat(WhistleEngine):\n"
        "    title = ''\n\n\n"
        "class TestFlat(EngineContract):\n"
        "    engine = Flat()\n"
    )
    result = _pytest(tmp_path, "test_flat.py", "-k", "title")
    assert result.returncode == 1
    assert "assert '' != ''" in result.stdout


BROKEN = {
    "raises": "raise RuntimeError('no licence')\n",
    "is no Python": "class\n",
    "ends the program": "raise SystemExit('no licence')\n",
    "misses a library": "import a_library_that_is_not_there\n",
}


@pytest.fixture
def broken(
    request: pytest.FixtureRequest, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second plug-in, which fails when it is imported, beside the one that works."""
    record = tmp_path / "broken" / "bulletin_broken-1.0.dist-info"
    record.mkdir(parents=True)
    (record / "METADATA").write_text("Metadata-Version: 2.1\nName: bulletin-broken\nVersion: 1.0\n")
    (record / "entry_points.txt").write_text("[bulletin.engines]\nbroken = broken_engine:Engine\n")
    (record.parent / "broken_engine.py").write_text(getattr(request, "param", BROKEN["raises"]))
    monkeypatch.setenv("PYTHONPATH", _path(record.parent, site))
    monkeypatch.syspath_prepend(site)
    monkeypatch.syspath_prepend(record.parent)
    monkeypatch.setitem(sys.modules, "broken_engine", ModuleType("broken_engine"))
    del sys.modules["broken_engine"]


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN, indirect=True)
@pytest.mark.usefixtures("broken")
def test_a_broken_one_is_listed_with_its_remedy_beside_the_others(bulletin: Bulletin) -> None:
    result = bulletin("voices")
    lines = {line.partition(": ")[0]: line for line in result.stdout.splitlines()}
    assert result.returncode == 0
    assert 'the voice engine "broken" cannot be loaded' in lines["broken"]
    assert "does not work; Update or remove the package it comes from" in lines["broken"]
    assert {"espeak:hi", "whistle:kettle"} <= set(lines)


@pytest.mark.usefixtures("broken")
def test_a_broken_one_does_not_end_the_doctors_visit(bulletin: Bulletin) -> None:
    result = bulletin("doctor")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.endswith("A bulletin can be made here.\n")


@pytest.mark.usefixtures("broken")
def test_the_doctor_names_a_broken_one_with_its_remedy(bulletin: Bulletin) -> None:
    lines = bulletin("doctor").stdout.splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("voice broken: not here, "))
    assert "Update or remove the package" in lines[place + 1]


CANNOT_TELL = """
from bulletin.engines.tone import ToneEngine
class Engine(ToneEngine):
    name = "broken"
    def voices(self):
        raise OSError("no sound card")
"""


@pytest.mark.parametrize("broken", [CANNOT_TELL], ids=[""], indirect=True)
@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("command", ["voices", "doctor"])
def test_one_that_cannot_tell_its_voices_ends_nothing(bulletin: Bulletin, command: str) -> None:
    result = bulletin(command)
    assert (result.returncode, result.stderr) == (0, "")
    assert ("no sound card" in result.stdout) == (command == "voices")


@pytest.mark.usefixtures("broken")
def test_a_bulletin_in_a_broken_ones_voice_ends_with_69(bulletin: Bulletin, article: Path) -> None:
    result = bulletin("make", article, "--voice", "broken")
    assert result.returncode == 69
    assert "[engine.load]" in result.stderr


def _blocks(kind: str) -> list[str]:
    """The fenced blocks of the page."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_the_page_shows_the_engine_as_it_is_tested_here() -> None:
    assert (PLUGIN / "bulletin_whistle.py").read_text(encoding="utf-8") == _blocks("python")[0]


def test_the_page_shows_the_package_as_it_is_built_here() -> None:
    assert (PLUGIN / "pyproject.toml").read_text(encoding="utf-8") == _blocks("toml")[0]


def test_the_engine_on_the_page_speaks() -> None:
    page: dict[str, Any] = {"__name__": "page"}
    exec(compile(_blocks("python")[0], str(PAGE), "exec"), page)
    engine = page["WhistleEngine"]()
    with engine.open(engine.check(""), listen) as session:
        speech = session.speak(SENTENCE)
    assert [SENTENCE[word.start : word.start + word.length] for word in speech.words] == SENTENCE.split()


@pytest.mark.usefixtures("installed")
def test_the_test_on_the_page_passes(tmp_path: Path) -> None:
    (tmp_path / "test_whistle.py").write_text(_blocks("python")[1], encoding="utf-8")
    result = _pytest(tmp_path, "test_whistle.py", "-k", "version or check")
    assert result.returncode == 0, result.stdout


def test_the_worker_on_the_page_answers_and_its_deaths_are_told(world: Path) -> None:
    worker, session = _blocks("python")[2:]
    (world / "worker.py").write_text(worker, encoding="utf-8")
    page: dict[str, Any] = {"__name__": "page"}
    exec(compile(session, str(PAGE), "exec"), page)
    try:
        assert page["spoken"]("नमस्ते") == "नमस्ते".encode("utf-16-le")
        with pytest.raises(EngineError, match="signal 6, tried twice") as caught:
            page["spoken"]("नमस्ते!")
        assert page["spoken"]("नमस्ते") == "नमस्ते".encode("utf-16-le")
    finally:
        page["workers"].close()
    assert caught.value.error_id == "engine.crashed"


def test_the_errors_on_the_page_end_in_the_codes_it_tells() -> None:
    from bulletin import errors

    rows = re.findall(
        r"^\| .*? \| `(\w+Error)` \| .*? \| (\d+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(rows) == 7
    assert all(getattr(errors, name).code == int(code) for name, code in rows)
