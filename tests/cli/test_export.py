"""`bulletin export`, and `make --also`, as they are called."""

from __future__ import annotations

import base64
import json
from pathlib import Path

from tests.conftest import BRIEF, Bulletin
from tests.production.exports import finished
from tests.writers.editions import HARD, SMALL, WHOLE


def test_a_book_is_made_and_its_path_printed(bulletin: Bulletin, world: Path) -> None:
    finished(world / "output", WHOLE)
    made = bulletin("export", "output/news.mp3", "--as", "epub3")
    assert (made.returncode, made.stdout) == (0, f"{Path('output', 'news.epub')}\n")
    assert made.stderr == 'done: "सुबह के समाचार", 2 articles, 1:00 long\n'


def test_what_was_made_is_told_as_json(bulletin: Bulletin, world: Path) -> None:
    for stem in ("a", "b"):
        finished(world, SMALL, stem)
    made = bulletin("export", "a", "b", "--as", "page", "-o", "web", "--json")
    told = json.loads(made.stdout)
    assert (told["schema"], told["as"]) == ("bulletin.export/1", "page")
    assert [(row["path"], row["duration"]) for row in told["made"]] == [
        (str(Path("web", "index.html")), 68.0),
        (str(Path("web", "a.html")), 34.0),
        (str(Path("web", "b.html")), 34.0),
    ]


def test_a_page_may_have_its_sound_within(bulletin: Bulletin, world: Path) -> None:
    finished(world, SMALL, "a")
    made = bulletin("export", "a", "--as", "page", "-o", "sent/a.html")
    page = (world / "sent" / "a.html").read_text(encoding="utf-8")
    sound = base64.b64encode((world / "a.mp3").read_bytes()).decode()

    assert (made.returncode, made.stdout) == (0, f"{Path('sent', 'a.html')}\n")
    assert f'src="data:audio/mpeg;base64,{sound}"' in page
    assert 'class="time" data-t="0.00" href="#sound"' in page
    assert [path.name for path in (world / "sent").iterdir()] == ["a.html"]


def test_a_folder_is_all_of_its_episodes_and_its_page_lists_them(bulletin: Bulletin, world: Path) -> None:
    for stem in ("a", "b"):
        finished(world / "day", SMALL, stem)
    made = bulletin("export", "day", "--as", "page", "-o", "web")
    page = (world / "web" / "index.html").read_text(encoding="utf-8")

    assert made.stdout.splitlines()[0] == str(Path("web", "index.html"))
    assert page.index('<a href="a.html">') < page.index('<a href="b.html">')
    assert {path.name for path in (world / "web").iterdir()} == {
        "a.html",
        "b.html",
        "a.mp3",
        "b.mp3",
        "index.html",
    }
    assert '<a class="up" href="index.html">' in (world / "web" / "b.html").read_text(encoding="utf-8")
    empty = bulletin("export", "web", "--as", "page", "-o", "other")
    assert (empty.returncode, "no .episode.json is in this folder" in empty.stderr) == (66, True)


def test_a_long_title_is_told_by_its_first_words(bulletin: Bulletin, world: Path) -> None:
    finished(world, SMALL, title=HARD["very long"])
    assert len(bulletin("export", "news", "--as", "daisy202").stderr) < 150


def test_what_cannot_be_exported_is_told_in_three_lines(bulletin: Bulletin, world: Path) -> None:
    finished(world, SMALL, form="wav")
    refused = bulletin("export", "news.wav", "--as", "daisy202")
    assert refused.returncode == 65
    assert refused.stderr.splitlines() == [
        "error: a DAISY book takes sound as mp3, and this episode has wav. [export.format]",
        "  input: news.episode.json",
        "  next:  Make it with --format mp3 as well: bulletin make … --format mp3 --format wav",
    ]


def test_a_bulletin_is_exported_as_soon_as_it_is_made(bulletin: Bulletin, world: Path) -> None:
    (world / "brief.txt").write_text(BRIEF, encoding="utf-8")
    words = (
        "make",
        "brief.txt",
        "--voice",
        "tone",
        "-o",
        "out/brief.mp3",
        "--also",
        "epub3",
        "--also",
        "m3u",
    )
    made = bulletin(*words)
    assert (made.returncode, made.stdout) == (0, f"{Path('out', 'brief.mp3')}\n")
    lines = [line for line in made.stderr.splitlines() if line.startswith("also: ")]
    assert lines[0] == f"also: {Path('out', 'brief.epub')}"
    assert lines[1].endswith(".m3u")
    (world / "out" / "brief.epub").unlink()
    again = bulletin(*words)
    assert "already up to date" in again.stderr
    assert (world / "out" / "brief.epub").is_file()


def test_a_package_that_the_sound_does_not_suit_is_refused_before_anything_is_spoken(
    bulletin: Bulletin, world: Path
) -> None:
    (world / "brief.txt").write_text(BRIEF, encoding="utf-8")
    refused = bulletin("make", "brief.txt", "--voice", "tone", "-o", "brief.wav", "--also", "daisy202")
    assert refused.returncode == 78
    assert "[export.format]\n  input: --also daisy202\n" in refused.stderr
    assert "speaking" not in refused.stderr
