"""How a sentence passes through the chain: which rules are applied, and what is loaded for them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin.language.hindi import RULES, chain, speak
from bulletin.language.hindi.abbreviations import expand_abbreviations
from bulletin.language.hindi.rule import Replacement, Rule
from bulletin.language.sentences import split
from bulletin.language.tables import words
from tests.tiers import by_tier

CASES = [
    line.split(" ~ ")[0]
    for path in sorted(Path(__file__).with_name("cases").glob("*.txt"))
    for line in path.read_text(encoding="utf-8").split("\n")
    if line and not line.startswith("#")
]
TABLES = ("abbreviations", "acronyms", "codes", "currencies", "models", "months", "scales", "signs", "units")
FRAMES = ("{} 5", "5 {}", "5{}", "{}5", "वह {}", "15 {} 2024 को")


def texts_of(name: str) -> list[str]:
    """Return all cases, or sentences with each row of a table."""
    if name == "cases":
        return CASES
    rows = [row[0] for row in words(f"hindi/words/{name}.tsv")]
    if name == "acronyms":
        # Hundreds of rows are alike to all rules: letters in capitals. Each frame gets a third of them.
        return [
            frame.format(row)
            for number, row in enumerate(rows)
            for frame in (FRAMES[number % 6], FRAMES[(number + 3) % 6])
        ]
    return [frame.format(row) for row in rows for frame in FRAMES]


@pytest.mark.parametrize("name", by_tier(["cases", "currencies", "months"], ["cases", *TABLES]))
def test_a_rule_finds_nothing_in_a_sentence_without_its_cues(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # If this fails because a rule learned to find more, its row in RULES needs a wider cue.
    missed: list[tuple[str, str]] = []

    def watched(rule: Rule) -> Rule:
        def apply(text: str) -> Iterator[Replacement]:
            tried = chain.may_apply(rule, text)
            for replacement in rule.apply(text):
                if not tried:
                    missed.append((rule.name, text))
                yield replacement

        return Rule(rule.name, apply, rule.needs)

    monkeypatch.setattr(chain, "RULES", tuple(watched(rule) for rule in RULES))
    for written in texts_of(name):
        for sentence in split(written):
            speak(sentence)
    assert missed == []


@pytest.mark.parametrize("sentence", ["आज {} आए.", "{} राम आए."])
def test_every_abbreviation_is_found_wherever_it_stands(sentence: str) -> None:
    missed = []
    for row in words("hindi/words/abbreviations.tsv"):
        start = sentence.index("{")
        # Some stand only before a number.
        written = f"{row[0]} 5" if row[2:] == ("number",) else row[0]
        if not any(
            replacement.start == start for replacement in expand_abbreviations(sentence.format(written))
        ):
            missed.append(row[0])
    assert missed == []


def test_most_rules_have_cues() -> None:
    assert sum(bool(rule.cues or rule.patterns) for rule in RULES) >= len(RULES) / 2


@pytest.mark.parametrize(
    ("sentence", "absent"),
    [
        ("मंत्री ने कहा कि सड़क बन गई है।", ("latin", "numbers", "dates", "money", "abbreviations")),
        ("मंत्री ने कहा कि 25 लोग आए।", ("latin", "dates", "times", "abbreviations", "codes")),
        ("मंत्री Modi ने कहा।", ("numbers", "dates", "money")),
    ],
    ids=["plain", "a count", "a name"],
)
def test_a_sentence_loads_only_what_it_needs(sentence: str, absent: tuple[str, ...]) -> None:
    script = (
        "import sys; from bulletin.language.hindi import speak; speak(sys.argv[1]);"
        "print(*(name for name in sys.modules if name.startswith('bulletin.language.hindi.')))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, sentence], capture_output=True, check=True, encoding="utf-8"
    )
    loaded = {name.removeprefix("bulletin.language.hindi.") for name in run.stdout.split()}
    assert "chain" in loaded
    assert loaded.isdisjoint(absent)


def test_a_sentence_without_latin_letters_reads_no_lexicon() -> None:
    script = (
        "import sys; from bulletin.language import tables; from bulletin.language.hindi import speak;"
        "read = tables.text; names = []; tables.text = lambda name: (names.append(name), read(name))[1];"
        "speak(sys.argv[1]); print(*names)"
    )
    sentences = {
        "15 अगस्त 1947 को 10:30 बजे डॉ. सिंह ने 12% यानी ₹3.5 लाख करोड़ दिए, जी-20 में 5 किमी दूर।": False,
        "प्रधानमंत्री Modi आए।": True,
    }
    for sentence, expected in sentences.items():
        run = subprocess.run(
            [sys.executable, "-c", script, sentence], capture_output=True, check=True, encoding="utf-8"
        )
        assert run.stdout.split()
        assert any("lexicon" in name for name in run.stdout.split()) is expected
