"""Profile: what is known of one site; and which profile is in use while one of its pages or texts is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

PARTS = ("body", "headline", "dek", "byline", "dateline", "caption", "furniture", "related")
"""Keys of `[page]`: what selectors find."""

WORDS = ("names", "sections", "buttons", "desks")
"""Keys of `[words]`: whole lines; `boxes` stand beside them."""

MARKS = ("site_names", "lines", "classes", "generators")
"""Keys of `[marks]`: what pages and texts of the site have, by which they are known without an address."""


# A plain class, as labels are: a dataclass takes a millisecond at each start.
class Profile:
    """A site's profile. Each word and selector stands with the row of its file that has it, as FILE:LINE WORD."""

    __slots__ = ("boxes", "file", "hosts", "marks", "name", "overrides", "page", "words")

    def __init__(
        self,
        *,
        file: str,
        name: str,
        hosts: tuple[str, ...],
        marks: Mapping[str, tuple[str, ...]],
        page: Mapping[str, Mapping[str, str]],
        words: Mapping[str, Mapping[str, str]],
        boxes: tuple[tuple[str, str, str], ...] = (),
        overrides: bool = False,
    ) -> None:
        self.file = file
        self.name = name
        self.hosts = hosts
        """Names of hosts, perhaps with the first part of a path: `bbc.com/hindi`. Hosts under them count too."""
        self.marks = marks
        self.page = page
        """Selectors by part, in the order in which they are tried."""
        self.words = words
        self.boxes = boxes
        """The first and the last line of each box (`*` is any text), and its row."""
        self.overrides = overrides
        """Whether it stands alone; else what bulletin knows of the same site is used behind it."""

    def over(self, other: Profile) -> Profile:
        """This profile, and behind it what the other one knows."""
        return Profile(
            file=self.file,
            name=self.name,
            hosts=(*self.hosts, *other.hosts),
            marks={key: (*self.marks[key], *other.marks[key]) for key in MARKS},
            page={key: {**self.page[key], **_without(other.page[key], self.page[key])} for key in PARTS},
            words={key: {**self.words[key], **_without(other.words[key], self.words[key])} for key in WORDS},
            boxes=(*self.boxes, *other.boxes),
        )


def _without(these: Mapping[str, str], those: Mapping[str, str]) -> dict[str, str]:
    return {key: row for key, row in these.items() if key not in those}


_in_use: ContextVar[Profile | None] = ContextVar("profile in use", default=None)


def in_use() -> Profile | None:
    """The profile of the page or text that is being read; None for a site that has none."""
    return _in_use.get()


@contextmanager
def using(profile: Profile | None) -> Iterator[None]:
    """Within it, lines are judged by this profile as well."""
    before = _in_use.set(profile)
    try:
        yield
    finally:
        _in_use.reset(before)
