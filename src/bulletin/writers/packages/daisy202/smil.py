"""SMIL of a DAISY book: a file an article, and `master.smil`, which lists them in order (SMIL 1.0)."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.schema.book import Book
from bulletin.schema.units import Milliseconds
from bulletin.writers.packages.daisy202.events import Chapter, Event
from bulletin.writers.packages.daisy202.names import FORMAT, SMIL, TEXT, smil_name, sound_name
from bulletin.writers.packages.markup import attribute

_LAYOUT = '<layout><region id="txtView"/></layout>'


def meta(name: str, content: str, scheme: str = "") -> str:
    """A row of metadata."""
    kind = f' scheme="{scheme}"' if scheme else ""
    return f'<meta name="{name}" content="{attribute(content)}"{kind}/>'


def clock(time: Milliseconds) -> str:
    """hh:mm:ss, to the nearest second."""
    minutes, seconds = divmod((time + 500) // 1000, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"


def seconds(time: Milliseconds) -> str:
    """Seconds with thousandths: 12.345s."""
    return f"{time // 1000}.{time % 1000:03d}s"


def smil_document(book: Book, chapters: Sequence[Chapter], number: int) -> str:
    """The SMIL file of a chapter, counted from 0."""
    chapter = chapters[number]
    elapsed = Milliseconds(sum(each.length for each in chapters[:number]))
    lines = [
        f"{SMIL}<smil>",
        "<head>",
        meta("dc:format", FORMAT),
        meta("dc:identifier", book.identifier),
        meta("dc:title", book.title),
        meta("ncc:generator", book.generator),
        meta("ncc:timeInThisSmil", clock(chapter.length), ""),
        meta("ncc:totalElapsedTime", clock(elapsed), ""),
        meta("title", chapter.title),
        _LAYOUT,
        "</head>",
        "<body>",
        f'<seq dur="{seconds(chapter.length)}">',
    ]
    for event in chapter.events:
        lines += _par(event, sound_name(chapter.part))
    return "\n".join([*lines, "</seq>", "</body>", "</smil>", ""])


def _par(event: Event, sound: str) -> list[str]:
    clips = [
        f'<audio src="{sound}" clip-begin="npt={seconds(clip.begin)}" clip-end="npt={seconds(clip.end)}"'
        f' id="a-{clip.id}"/>'
        for clip in event.clips
    ]
    return [
        f'<par endsync="last" id="{event.id}">',
        f'<text src="{TEXT}#{event.id}" id="t-{event.id}"/>',
        "<seq>",
        *clips,
        "</seq>",
        "</par>",
    ]


def master_smil(book: Book, chapters: Sequence[Chapter]) -> str:
    """The list of all SMIL files, in order."""
    lines = [
        f"{SMIL}<smil>",
        "<head>",
        meta("dc:format", FORMAT),
        meta("dc:identifier", book.identifier),
        meta("dc:title", book.title),
        meta("ncc:generator", book.generator),
        meta("ncc:timeInThisSmil", clock(book.length)),
        _LAYOUT,
        "</head>",
        "<body>",
        *(
            f'<ref title="{attribute(chapter.title)}" src="{smil_name(number)}" id="smil{number + 1:04d}"/>'
            for number, chapter in enumerate(chapters)
        ),
        "</body>",
        "</smil>",
        "",
    ]
    return "\n".join(lines)
