"""Articles: any number of short Hindi sentences of our own, each one piece for every engine.

They are as short as sentences are: hundreds of them are spoken, mixed and encoded, and every second of it costs time.
"""

from __future__ import annotations

PLACES = (
    "पटना", "जयपुर", "भोपाल", "नागपुर", "इंदौर", "कोच्चि", "रांची", "शिमला", "सूरत", "वाराणसी",
)  # fmt: skip
TIMES = ("सोमवार को", "आज सुबह", "कल शाम", "बुधवार को", "देर रात", "आज")
NEWS = ("पुल खुला", "मेला लगा", "बारिश हुई", "पेड़ लगे", "बस चली", "स्कूल खुले")
HEADLINE = "राज्यों से आज की बड़ी खबरें"
HEADINGS = ("उत्तर की खबरें", "दक्षिण की खबरें", "पूरब की खबरें", "पश्चिम की खबरें", "शहर की खबरें")

IN_A_PARAGRAPH = 3
IN_A_SECTION = 6


def sentence(number: int) -> str:
    """One of 360 different sentences."""
    place = PLACES[number % len(PLACES)]
    when = TIMES[number // len(PLACES) % len(TIMES)]
    news = NEWS[number // len(PLACES) // len(TIMES) % len(NEWS)]
    return f"{place} में {when} {news}।"


def article(sentences: int, first: int = 0) -> str:
    """An article of so many sentences under a headline, with a heading before every six of them but the first."""
    lines = [HEADLINE]
    for place in range(0, sentences, IN_A_PARAGRAPH):
        if place and place % IN_A_SECTION == 0:
            lines += ["", HEADINGS[place // IN_A_SECTION % len(HEADINGS)]]
        end = min(place + IN_A_PARAGRAPH, sentences)
        lines.append(" ".join(sentence(first + number) for number in range(place, end)))
    return "\n".join(lines) + "\n"
