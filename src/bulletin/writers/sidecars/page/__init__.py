"""Page: an edition → the whole bulletin to read, as a page that plays the sound and follows the voice."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from bulletin.schema.edition import Edition
from bulletin.writers.audio.wording import one_line
from bulletin.writers.sidecars.links import address
from bulletin.writers.sidecars.page.font import embedded_font
from bulletin.writers.sidecars.page.languages import linked, marked
from bulletin.writers.sidecars.page.player import part, player
from bulletin.writers.sidecars.page.wording import LISTED, length_in_hindi
from bulletin.writers.sidecars.paragraphs import (
    ALSO_READ,
    CHAPTERS,
    READ_BY,
    SOURCES,
    TRANSCRIPT,
    Paragraph,
    correction_lines,
    credit_lines,
    paragraphs,
)
from bulletin.writers.sidecars.transcript_text import about_line
from bulletin.writers.timestamps import to_the_second

_ROUNDING = 0.05
"""Seconds by which the times of a chapter and of its first sentence may differ where both begin together."""


def transcript_page(edition: Edition, within: str = "", index: str = "") -> bytes:
    """A self-contained HTML page: no request but for the sound file. Without scripts it is text and a plain player.

    `within` is the media type of sound that is to stand in the page itself, as base64 behind `sound_begins`; then it asks for
    nothing at all. `index` is the name of a page beside it that lists this one among others, to go back to.
    """
    title = escape(one_line(edition.title))
    # A file name need not be valid Unicode; its bytes are quoted as they are.
    audio = quote(edition.audio, errors="surrogateescape")
    source = audio
    if within:
        # Links to a time lead to the player, as the sound has no address of its own.
        audio, source = "#sound", _data(within)
    lines = [
        "<!doctype html>",
        f'<html lang="{escape(edition.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f'<meta name="description" content="{escape(one_line(edition.dek or edition.title))}">',
        "<style>",
        part("page.css").rstrip(),
        "</style>",
        "</head>",
        "<body>",
        "<main>",
        "<header>",
        *([f'<p><a class="up" href="{quote(index)}">{LISTED}</a></p>'] if index else []),
        f"<h1>{marked(one_line(edition.title))}</h1>",
    ]
    if edition.dek:
        lines.append(f'<p class="dek">{marked(one_line(edition.dek))}</p>')
    lines.append(f'<p class="about">{marked(about_line(edition))} · {length_in_hindi(edition.duration)}</p>')
    if audio:
        lines.append(
            f'<audio id="sound" controls preload="metadata" src="{source}" aria-label="{title}">'
            f'<a href="{audio}">{escape(one_line(edition.audio))}</a></audio>'
        )
    lines.append("</header>")
    lines += _contents(edition, audio)
    lines += [f'<section aria-labelledby="text">\n<h2 id="text">{TRANSCRIPT}</h2>']
    lines += _text(edition, audio)
    lines.append("</section>")
    lines += [f"<p>{marked(line)}</p>" for line in correction_lines(edition.corrections)]
    lines += _around(edition)
    lines.append("</main>")
    if audio:
        lines += player(edition)
    lines += ["</body>", "</html>", ""]
    font = embedded_font("".join(lines))
    if font:
        lines.insert(lines.index("</style>"), font)
    return "\n".join(lines).encode()


def sound_begins(within: str) -> bytes:
    """What stands in a page before the sound of this media type; no text of a page has it, as its quotation marks are escaped."""
    return f'src="{_data(within)}'.encode()


def _data(media_type: str) -> str:
    return f"data:{media_type};base64,"


def _contents(edition: Edition, audio: str) -> Iterator[str]:
    """The chapters, each linked to its place in the text and to its time in the sound; sections in lists within."""
    if len(edition.chapters) < 2:
        return
    yield f'<nav aria-labelledby="chapters">\n<h2 id="chapters">{CHAPTERS}</h2>\n<ol>'
    places = _places(edition)
    levels = [int(number > 0 and chapter.level > 0) for number, chapter in enumerate(edition.chapters)]
    for number, (chapter, level, following) in enumerate(
        zip(edition.chapters, levels, [*levels[1:], 0], strict=True)
    ):
        title = marked(one_line(chapter.title))
        place = places.get(number)
        shown = f'<a href="#s{place}">{title}</a>' if place is not None else title
        entry = f"<li>{shown} {_time(chapter.start, audio)}"
        yield f"{entry}\n<ol>" if following > level else f"{entry}</li>"
        if following < level:
            yield "</ol>\n</li>"
    yield "</ol>\n</nav>"


def _places(edition: Edition) -> dict[int, int]:
    """The index of the first paragraph of each chapter, by the chapter's index."""
    found: dict[int, int] = {}
    for place, paragraph in enumerate(paragraphs(edition)):
        # A chapter begins with its jingle: a paragraph belongs to the chapter in which it is heard. Without a jingle both
        # begin together, and either may come first by a rounding.
        at = paragraph.start + _ROUNDING
        inside = [n for n, chapter in enumerate(edition.chapters) if chapter.start <= at < chapter.end]
        if inside:
            found.setdefault(inside[-1], place)
    return found


def _time(seconds: float, audio: str) -> str:
    shown = to_the_second(seconds)
    if not audio:
        return f"<span>{shown}</span>"
    at = f"{max(seconds, 0):.2f}"
    href = audio if audio.startswith("#") else f"{audio}#t={at}"
    return f'<a class="time" data-t="{at}" href="{href}">{shown} से सुनें</a>'


def _text(edition: Edition, audio: str) -> Iterator[str]:
    headed: int | None = None  # the story whose headline stands above
    begins = {
        place: edition.chapters[number].start
        for number, place in _places(edition).items()
        if not (number and edition.chapters[number].level)
    }
    for place, paragraph in enumerate(paragraphs(edition)):
        text = _sentences(paragraph)
        by = f'<p class="about">{READ_BY}: {marked(paragraph.reads_on)}</p>\n' if paragraph.reads_on else ""
        story = f' data-story="{min(begins[place], paragraph.start):.2f}"' if place in begins else ""
        if paragraph.role == "headline":
            headed = paragraph.story
        if paragraph.is_heading:
            level = "h4" if paragraph.role == "heading" and paragraph.story == headed else "h3"
            yield f'<{level} id="s{place}"{story}>{text}</{level}>\n{by}<p>{_time(paragraph.start, audio)}</p>'
        else:
            yield f'{by}<p id="s{place}"{story}>{text}</p>'


def _sentences(paragraph: Paragraph) -> str:
    """The sentences of a paragraph, each with its times; those that are heading for what follows have none."""
    if not paragraph.sentences:
        return marked(paragraph.text)
    return " ".join(
        f'<span data-b="{sentence.start:.3f}" data-e="{sentence.end:.3f}">{marked(written)}</span>'
        for sentence in paragraph.sentences
        if (written := one_line(sentence.written))
    )


def _around(edition: Edition) -> Iterator[str]:
    if edition.links:
        yield f'<section aria-labelledby="more">\n<h2 id="more">{ALSO_READ}</h2>\n<ul>'
        for link in edition.links:
            yield f"<li>{linked(one_line(link.title), address(link.href or link.title))}</li>"
        yield "</ul>\n</section>"
    yield "<footer>\n<h2>जानकारी</h2>\n<dl>"
    for name, text in credit_lines(edition):
        yield f"<dt>{name}</dt><dd>{linked(text, address(text))}</dd>"
    for source in edition.sources:
        yield f"<dt>{SOURCES}</dt><dd>{linked(one_line(source), address(source))}</dd>"
    yield "</dl>"
    if edition.disclosure:
        yield f"<p>{marked(one_line(edition.disclosure))}</p>"
    yield "</footer>"
