"""Registry: ours and other people's engines by name, and what a broken one may do: nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.engines import find_engine, find_engines
from bulletin.engines.registry import GROUP, engine_names
from bulletin.errors import ConfigurationError, EngineError

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Installs someone else's engine: `install("name", "module:Class", source="…")`."""
    site = tmp_path / "site"
    site.mkdir()

    def install(name: str, target: str, source: str | None = None) -> None:
        record = site / f"bulletin_{name}-1.0.dist-info"
        record.mkdir()
        (record / "METADATA").write_text(f"Metadata-Version: 2.1\nName: bulletin-{name}\nVersion: 1.0\n")
        (record / "entry_points.txt").write_text(f"[{GROUP}]\n{name} = {target}\n")
        if source is not None:
            (site / f"{target.partition(':')[0]}.py").write_text(source)
        monkeypatch.syspath_prepend(site)

    return install


def test_our_own_engines_are_installed() -> None:
    assert {"espeak", "gtts", "tone"} <= set(engine_names())


def test_an_unknown_engine_names_the_nearest_one() -> None:
    with pytest.raises(ConfigurationError) as caught:
        find_engine("espeek")
    assert 'Did you mean "espeak"?' in caught.value.remedy
    assert (caught.value.code, caught.value.error_id) == (78, "voice.engine")


def test_an_engine_unlike_any_names_those_there_are() -> None:
    with pytest.raises(ConfigurationError, match="qqq") as caught:
        find_engine("qqq")
    assert "Did you mean" not in caught.value.remedy
    assert all(name in caught.value.remedy for name in engine_names())


def test_an_engine_of_someone_elses_is_found_by_its_name(install: Install) -> None:
    install("hum", "bulletin.engines.tone:ToneEngine")
    assert find_engine("hum").default_voice == "hum"


BROKEN = {
    "module that is not there": ("no_such_module_of_ours:Engine", None),
    "class that is not there": ("broken_empty:Engine", ""),
    "module that fails": ("broken_import:Engine", "raise RuntimeError('no licence')\n"),
    "class that fails": (
        "broken_class:Engine",
        "class Engine:\n    def __init__(self):\n        raise OSError('no GPU')\n",
    ),
    "class that is no engine": ("broken_shape:Engine", "class Engine:\n    name = 'broken'\n"),
}


@pytest.mark.parametrize(("target", "source"), BROKEN.values(), ids=BROKEN)
def test_a_broken_engine_is_reported_beside_the_others(
    install: Install, target: str, source: str | None
) -> None:
    before = [name for name, _ in find_engines()]
    install("broken", target, source)
    found = dict(find_engines())
    assert sorted(found) == sorted([*before, "broken"])
    error = found["broken"]
    assert isinstance(error, EngineError)
    assert (error.code, error.error_id) == (69, "engine.load")


@pytest.mark.parametrize(("target", "source"), BROKEN.values(), ids=BROKEN)
def test_a_broken_engine_asked_for_by_name_is_an_engine_error(
    install: Install, target: str, source: str | None
) -> None:
    install("broken", target, source)
    with pytest.raises(EngineError, match="broken"):
        find_engine("broken")
