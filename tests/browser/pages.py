"""A bulletin's pages and a browser, for tests of what a listener finds on them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.command import run_here

NODE = Path(os.environ.get("BULLETIN_TEST_NODE", "/tmp/bulletin-test-node")) / "node_modules"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not CHROMIUM, reason="chromium is missing (apt-get install chromium)"),
    pytest.mark.skipif(not shutil.which("node"), reason="node is missing"),
    pytest.mark.skipif(
        not (NODE / "playwright-core").is_dir() or not (NODE / "axe-core").is_dir(),
        reason="playwright-core and axe-core are missing (.ci/run installs them)",
    ),
]

STORIES = {
    "pul.txt": "नदी पर पुल खुला\n\nपुल AI Lab के पास है. लोग खुश हैं. काम दो साल चला. अब राह आसान है.\n\n"
    "आगे क्या\nकाम जारी है. सड़क भी बनेगी. दीये जलेंगे.",
    "mela.txt": "शहर में मेला लगा\n\nमेले में लोग आए. भीड़ बढ़ी. झूले चले. बच्चे हँसे.\n\nशाम को गीत हुए. रात को नाटक हुआ.",
    "khel.txt": "टीम ने मैच जीता & <कप>\n\nदो गोल हुए. खेल तेज़ था. भीड़ ने ताली बजाई.",
}
FORM = (
    *("--headlines", 3, "--recap", "--reader", "अनीता=tone", "--reader", "रवि=tone:hum"),
    *("--no-jingles", "--no-cover"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Two bulletins and their pages."""

    folder: Path
    page: Path
    """Beside the first one's sound."""
    alone: Path
    """With the first one's sound within."""
    index: Path
    """Of both."""


def a_day(folder: Path) -> Day:
    """Make two bulletins of a day, the first of three stories, and all their pages."""
    for name, text in STORIES.items():
        (folder / name).write_text(text, encoding="utf-8")
    for words in (
        ["make", *STORIES, *FORM, "-o", "news.mp3", "--at", "2026-11-29T07:00"],
        ["make", "khel.txt", *FORM, "-o", "later.mp3", "--at", "2026-11-29T08:00"],
        ["export", ".", "--as", "page", "-o", "pages"],
        ["export", "news", "--as", "page", "-o", "alone.html"],
    ):
        ran = run_here(words, folder=folder, environment={"BULLETIN_CACHE_DIR": str(folder / "cache")})
        assert ran.returncode == 0, ran.stderr
    return Day(
        folder=folder,
        page=folder / "news.html",
        alone=folder / "alone.html",
        index=folder / "pages" / "index.html",
    )


def tried(script: str, *files: Path) -> dict[str, Any]:
    """What a script beside this file found in a browser."""
    words = ["node", str(Path(__file__).with_name(script)), str(NODE), CHROMIUM, *map(str, files)]
    ran = subprocess.run(words, capture_output=True, text=True, timeout=500, check=False)
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found
