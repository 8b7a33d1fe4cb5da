from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.language.hindi import speak
from bulletin.language.hindi.marks import mark_changes


def ledger(written: str) -> list[tuple[str, str, str, int]]:
    spoken = speak(written)
    changes = mark_changes(written, spoken.text, spoken.changes)
    return [(change.rule, change.written, change.spoken, change.start) for change in changes]


@pytest.mark.parametrize(
    ("written", "changes"),
    [
        ("वह आया।", []),
        ("वह आया.", []),
        ("वह आया |", []),
        ("उन्होंने कहा - “हम आएंगे”", [("punctuation", "-", ",", 13), ("punctuation", "“", "", 15), ("punctuation", "”", "", 24)]),
        ("बैठक (दिल्ली) में", [("punctuation", "(", ",", 5), ("punctuation", ")", ",", 12)]),
        ("लाल-पीला 5 दिन", [("punctuation", "-", "", 3)]),
        ("प्रधान\u200bमंत्री", [("characters", "प्रधान\u200bमंत्री", "प्रधानमंत्री", 0)]),
        ("ज\u200dन ₹5 (लगभग)", [("characters", "ज\u200dन", "जन", 0), ("punctuation", "(", ",", 7), ("punctuation", ")", "", 12)]),
        ("बैठक 😀 हुई", [("symbols", "😀", "", 5)]),
    ],
)  # fmt: skip
def test_changes_outside_the_rules_are_on_the_ledger_too(
    written: str, changes: list[tuple[str, str, str, int]]
) -> None:
    assert ledger(written) == changes


@given(st.text(st.sampled_from("कमिर ा।.?!“”-–()5₹aB\u200d\u200b😀:;, "), max_size=60))
def test_every_entry_has_its_place(written: str) -> None:
    for _, part, _, start in ledger(written):
        assert written[start : start + len(part)] == part


@given(st.text(max_size=60))
def test_no_text_makes_it_fail(written: str) -> None:
    ledger(written)
