from __future__ import annotations

import pytest

from bulletin.readers.labels.related import without_label


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("यह भी पढ़ेंः Bus Service: शहर में 100 नई बसें", "Bus Service: शहर में 100 नई बसें"),
        ("ये भी पढ़ें - खबर", "खबर"),
        ("[यह भी देखें] खबर", "खबर"),
        ("Also Read | News of the day", "News of the day"),
        ("यह भी पढ़ें:", ""),
        ("खबर, जो यह भी पढ़ें: कहती है", "खबर, जो यह भी पढ़ें: कहती है"),
        ("https://news.example/a", "https://news.example/a"),
    ],
)
def test_a_related_link_is_shown_without_its_also_read(line: str, expected: str) -> None:
    assert without_label(line) == expected
