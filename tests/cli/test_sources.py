"""What people have besides bare texts, as the commands take it: told by its bytes, whatever its name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import ARTICLE, Bulletin
from tests.readers.word_documents import docx, p, run

KRUTI = 'eq[;ea=h us dgk fd fdlkuksa dks jkgr feysxh\n\nljdkj us lkseokj dks ubZ ;kstuk dh ?kks"k.kk dhA blls fdlkuksa dks jkgr feysxhA\n'


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE.encode("utf-16"),
        docx(*(p(row) for row in ARTICLE.split("\n"))),
        f"---\nlayout: post\n---\n\n{ARTICLE}".encode(),
    ],
    ids=["UTF-16", "Word", "Markdown"],
)
def test_a_source_of_any_kind_is_said_as_the_text_would_be(
    world: Path, bulletin: Bulletin, data: bytes
) -> None:
    (world / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (world / "a").write_bytes(data)

    texts = [json.loads(bulletin("script", world / name, "--json").stdout) for name in ("a.txt", "a")]

    said = [[segment["spoken"] for segment in text["segments"]] for text in texts]
    assert said[0] == said[1] != []


def test_a_script_that_an_editor_saved_in_utf_16_is_read_back(world: Path, bulletin: Bulletin) -> None:
    (world / "a.txt").write_text(ARTICLE, encoding="utf-8")
    bulletin("script", world / "a.txt", "-o", world / "b.md")
    (world / "c.md").write_text((world / "b.md").read_text(encoding="utf-8"), encoding="utf-16")

    assert bulletin("script", world / "c.md").stdout == bulletin("script", world / "b.md").stdout


def test_text_that_was_converted_is_marked_where_it_is_looked_at(world: Path, bulletin: Bulletin) -> None:
    (world / "a.txt").write_text(KRUTI, encoding="utf-8")

    assert "  font: Kruti Dev\n" in bulletin("script", world / "a.txt").stdout


def test_a_bulletin_of_text_that_was_converted_says_so_and_its_record_too(
    world: Path, bulletin: Bulletin
) -> None:
    (world / "a.docx").write_bytes(docx(*(p(run(row, "DevLys 010")) for row in KRUTI.split("\n"))))

    made = bulletin(
        "make", world / "a.docx", "--voice", "tone", "--no-jingles", "--no-cover", "-o", world / "a.wav"
    )

    assert (
        "warning: text in DevLys 010 was converted to Unicode; read it before it is aired [source.converted]"
        in made.stderr
    )
    record = json.loads((world / "a.episode.json").read_text(encoding="utf-8"))
    assert {"written": "DevLys 010", "reason": "font"}.items() <= record["left_out"][0].items()
    assert bulletin("check", world / "a.wav").returncode == 0
