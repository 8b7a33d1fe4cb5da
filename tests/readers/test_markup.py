from __future__ import annotations

import pytest

from bulletin.readers import read_text
from bulletin.readers.labels.markup import without_markup


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("## किराया", "किराया"),
        ("> उन्होंने कहा", "उन्होंने कहा"),
        ("**किराया**", "किराया"),
        ("समय 00:00:01.000 --> 00:00:02.000 है।", "समय 00:00:01.000 --> 00:00:02.000 है।"),
        ("अ > ब हो तो ब < अ", "अ > ब हो तो ब < अ"),
        ("भाषा C# में लिखा गया", "भाषा C# में लिखा गया"),
    ],
)
def test_only_signs_at_the_beginning_of_a_line_are_its_markup(line: str, bare: str) -> None:
    assert without_markup(line) == bare


def test_signs_within_a_first_paragraph_stay() -> None:
    text = "सवाल पर चर्चा हुई\n\nअगर क > ख हो तो C# में भी ख < क होगा। फिर सबने अभ्यास किया।\n"
    assert (
        "अगर क > ख हो तो C# में भी ख < क होगा।"
        in read_text(text.encode(), "x.txt").sections[0].paragraphs[0].text
    )
