"""The container file: what it is built from is sent, and it makes a show where there is a builder with its first image."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "packaging" / "Containerfile"
NAME = "bulletin-under-test"

ARTICLE = "शहर में नई मेट्रो शुरू\n\nशहर की नई मेट्रो लाइन सोमवार को शुरू हो गई।\n"
SHOW = 'sources = ["articles"]\nout = "episodes"\nworkers = 1\n'


def lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def builder() -> str:
    """A program that builds containers and has the image that the file begins with; skips the test without one."""
    first = next(line.split()[1] for line in lines(FILE) if line.startswith("FROM "))
    for program in ("podman", "docker"):
        if shutil.which(program) is None:
            continue
        if (
            subprocess.run([program, "image", "inspect", first], capture_output=True, check=False).returncode
            == 0
        ):
            return program
    pytest.skip(f"no podman or docker here that has the image {first}")


def test_all_that_is_installed_in_a_container_is_sent_to_its_builder_and_nothing_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    first, *sent = lines(ROOT / ".dockerignore")

    assert first == "*"
    assert sorted(name.removeprefix("!") for name in sent) == sorted(
        ["src", "pyproject.toml", "constraints.txt", project["readme"], *project["license-files"]]
    )


@pytest.mark.long
def test_a_container_makes_the_show_in_its_folder(tmp_path: Path) -> None:
    program = builder()
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "metro.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "show.toml").write_text(SHOW, encoding="utf-8")

    built = subprocess.run(
        [program, "build", "--network", "host", "-f", str(FILE), "-t", NAME, str(ROOT)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr[-2000:]
    made = subprocess.run(
        [program, "run", "--rm", "--user", f"{os.getuid()}:{os.getgid()}", "-v", f"{tmp_path}:/show", NAME,
         "run", "/show/show.toml"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert made.returncode == 0, made.stderr[-2000:]
    assert [path.suffix for path in (tmp_path / "episodes").glob("*.mp3")] == [".mp3"]
