"""No command prints a control character of a source."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from bulletin.apps import cli
from tests.conftest import Bulletin

TEXT = (
    "नगर निगम ने नई बस सेवा शुरू की\n\nनगर\x00 निगम ने\x07 APMC\x1b[31m बसें\x1b[0m \x9b2Jचलाईं।\n\n"
    "बसें सुबह 6 बजे से \x1b]0;title\x07चलेंगी। हर 15 मिनट में एक बस \u202eमिलेगी\u202c।\n"
)
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


@pytest.mark.parametrize(
    "words",
    [
        ("script", "a.txt"),
        ("script", "a.txt", "--changes"),
        ("script", "a.txt", "--json"),
        ("lexicon", "unknown", "a.txt"),
        ("lexicon", "unknown", "a.txt", "--tsv"),
        ("lexicon", "check", "a.txt"),
        ("spoken", TEXT.replace("\x00", "")),
        ("check", "a.txt"),
        ("make", "\x1b[31m.txt"),
        ("script", "a.txt", "--\x1b[31m"),
    ],
    ids=lambda words: ascii(" ".join(words[:3]))[:40],
)
def test_no_command_prints_a_control_character(
    bulletin: Bulletin, world: Path, words: tuple[str, ...]
) -> None:
    (world / "a.txt").write_text(TEXT, encoding="utf-8")

    result = bulletin(*words)

    assert not CONTROLS.findall(result.stdout + result.stderr)
    assert "इकतीस" not in result.stdout


def test_what_was_dropped_is_left_out(bulletin: Bulletin, world: Path) -> None:
    (world / "a.txt").write_text(TEXT, encoding="utf-8")

    document = json.loads(bulletin("script", "a.txt", "--json").stdout)

    assert [row["written"] for row in document["left_out"]] == ["␀␇␛␛\ufffd", "␛"]
    assert document["segments"][1]["written"] == "नगर निगम ने APMC बसें चलाईं।"


WRITES = {
    "print",
    "click.echo",
    "click.secho",
    "click.echo_via_pager",
    "sys.stdout.write",
    "sys.stderr.write",
    "input",
}


def test_the_command_line_prints_by_its_terminal_alone() -> None:
    folder = Path(cli.__file__).parent
    found = [
        f"{path.name}:{node.lineno} {ast.unparse(node.func)}"
        for path in sorted(folder.glob("*.py"))
        if path.name != "terminal.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ((called := ast.unparse(node.func)) in WRITES or called.endswith((".print", ".buffer.write")))
    ]
    assert found == []
