"""One bulletin from end to end: the real command, in a process of its own, from the article to the checked file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import soundfile

from tests.conftest import Bulletin


def test_an_article_becomes_a_bulletin_that_is_as_it_says(
    article: Path, process: Bulletin, world: Path
) -> None:
    made = process("make", article, "--voice", "tone", "-o", "news.mp3", "--json")
    assert made.returncode == 0, made.stderr
    document = json.loads(made.stdout)
    info = soundfile.info(world / "news.mp3")
    assert (document["audio"], document["segments"]) == ("news.mp3", 5)
    assert info.frames / info.samplerate == pytest.approx(document["duration"], abs=0.05)
    assert {path.name for path in world.glob("news*")} == set(document["files"].values())

    checked = process("check", "news.mp3")
    assert checked.returncode == 0, checked.stdout + checked.stderr
