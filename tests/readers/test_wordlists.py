"""The tables of readers: each can be read, each kind is explained, and each fact stands once."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

import bulletin.readers
from bulletin.readers.wordlists import rows

TABLES = sorted(Path(bulletin.readers.__file__).with_name("words").glob("*.tsv"))


def test_there_are_tables() -> None:
    assert len(TABLES) > 5


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_has_rows_of_a_word_a_kind_and_a_use(path: Path) -> None:
    for row in rows(path.stem):
        assert len(row) in (2, 3), row
        assert all(cell == cell.strip() != "" for cell in row), row
        assert all(unicodedata.is_normalized("NFC", cell) for cell in row), row


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_no_word_of_a_table_stands_twice_as_the_same_kind(path: Path) -> None:
    known = [(row[0].casefold(), row[1]) for row in rows(path.stem)]
    assert len(known) == len(set(known))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_the_comments_of_a_table_explain_its_kinds_and_uses(path: Path) -> None:
    if path.stem == "kruti_dev":
        pytest.skip("its second column has keys, no kinds; test_kruti_dev holds it")
    comments = [line for line in path.read_text(encoding="utf-8").split("\n") if line.startswith("#")]
    named = {word for row in rows(path.stem) for cell in row[1:] for word in cell.split()}
    unexplained = [word for word in named if not any(word in comment for comment in comments)]
    assert unexplained == []
