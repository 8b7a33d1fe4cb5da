"""Told: what transcript and notes say around the words of the bulletin, in Hindi."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from urllib.parse import quote, urlsplit

from bulletin.schema.edition import Edition, TimedSentence
from bulletin.schema.script import Role
from bulletin.writers.audio.wording import one_line
from bulletin.writers.clock import day_in_hindi

ALSO_READ = "यह भी पढ़ें"
SOURCES = "स्रोत"
CHAPTERS = "अध्याय"
TRANSCRIPT = "लिखित पाठ"

HEADINGS: tuple[Role, ...] = ("headline", "heading")
"""The roles that head what follows them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The lines of one segment, which are a heading or a paragraph."""

    start: float
    role: Role
    text: str

    @property
    def is_heading(self) -> bool:
        """Whether it heads what follows."""
        return self.role in HEADINGS


def stretches(edition: Edition) -> Iterator[Stretch]:
    """The whole text as heard, in order; what has no letter to show is passed over."""
    for _, group in groupby(edition.sentences, key=lambda line: line.segment):
        lines: list[TimedSentence] = list(group)
        text = " ".join(filter(None, (one_line(line.written) for line in lines)))
        if text:
            yield Stretch(start=lines[0].start, role=lines[0].role, text=text)


def credit_lines(edition: Edition) -> list[tuple[str, str]]:
    """Who made it, by the words for it; only what is known."""
    told = [
        ("प्रस्तुति", " · ".join(filter(None, (one_line(edition.station), one_line(edition.programme))))),
        ("वाचन", one_line(edition.reader)),
        ("आवाज़", one_line(edition.voice)),
        ("दिनांक", day_in_hindi(edition.day)),
        ("अधिकार", one_line(edition.copyright)),
        ("वेबसाइट", one_line(edition.link)),
    ]
    return [(name, text) for name, text in told if text]


def address(text: str) -> str | None:
    """`text` as an address that a page may link to, in ASCII; None unless it is one of the web's."""
    text = one_line(text)
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc or " " in text:
        return None
    return quote(text, safe="%/:?#[]@!$&'()*+,;=~-._")


def with_address(title: str, href: str | None) -> str:
    """A link in plain text: its title and where it leads, which a title may be itself."""
    return f"{title} {href}" if href and address(title) is None else title


def linked(text: str, link: str | None) -> str:
    """The text as HTML, leading to `link` if there is one."""
    return f'<a href="{escape(link)}">{escape(text)}</a>' if link else escape(text)
