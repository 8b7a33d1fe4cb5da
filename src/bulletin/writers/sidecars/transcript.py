"""Transcript: the whole bulletin to read, as plain text and as a page that plays the sound."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from bulletin.schema.edition import Edition
from bulletin.writers.audio.wording import one_line
from bulletin.writers.sidecars.links import address, linked, with_address
from bulletin.writers.sidecars.paragraphs import (
    ALSO_READ,
    CHAPTERS,
    SOURCES,
    TRANSCRIPT,
    credit_lines,
    paragraphs,
)
from bulletin.writers.timestamps import day_in_hindi, to_the_second

_STYLE = """\
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1b1f;--quiet:#4a4a55;--link:#0b4fa8;--rule:#c9c9d2}
@media (prefers-color-scheme:dark){:root{--paper:#15161a;--ink:#f1f1f4;--quiet:#c2c2cc;--link:#9cc4ff;--rule:#44454e}}
body{margin:0;background:var(--paper);color:var(--ink);
font:1.125rem/1.7 "Noto Sans Devanagari","Nirmala UI","Kohinoor Devanagari",Mangal,system-ui,sans-serif}
main{max-width:42rem;margin:0 auto;padding:2rem 1rem 4rem;overflow-wrap:break-word}
h1{font-size:1.9rem;line-height:1.35;margin:0 0 .5rem}
h2{font-size:1.4rem;line-height:1.4;margin:2.5rem 0 .5rem;border-top:1px solid var(--rule);padding-top:1.5rem}
h3{font-size:1.3rem;line-height:1.4;margin:2rem 0 .25rem}
h4{font-size:1.125rem;line-height:1.5;margin:1.75rem 0 .25rem}
p{margin:.5rem 0}
.dek{font-size:1.25rem}
.about{color:var(--quiet)}
audio{width:100%;margin:1.5rem 0 0}
ol,ul{margin:.5rem 0;padding-left:1.5rem}
a{color:var(--link);text-underline-offset:.2em}
a:focus-visible,audio:focus-visible{outline:3px solid var(--link);outline-offset:3px}
li a,a.time{display:inline-block;min-width:24px;min-height:24px;padding:.15rem 0}
a.time{font-size:1rem;font-weight:400;font-variant-numeric:tabular-nums}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:.5rem 0}
dt{color:var(--quiet)}
dd{margin:0}
@media print{audio,a.time{display:none}}"""


def transcript_text(edition: Edition) -> bytes:
    """UTF-8 text: title, station and date, then a line a paragraph; headings have their time before them."""
    parts = [one_line(edition.title), _about(edition)]
    parts += [
        f"[{to_the_second(paragraph.start)}] {paragraph.text}" if paragraph.is_heading else paragraph.text
        for paragraph in paragraphs(edition)
    ]
    parts.append("\n".join(_also_read(edition)))
    parts.append("\n".join(_sources(edition)))
    parts.append(one_line(edition.disclosure))
    return ("\n\n".join(filter(None, parts)) + "\n").encode()


def _about(edition: Edition) -> str:
    parts = (one_line(edition.station), one_line(edition.programme), day_in_hindi(edition.day))
    return " · ".join(filter(None, parts))


def _also_read(edition: Edition) -> Iterator[str]:
    links = [(one_line(link.title), address(link.href or link.title)) for link in edition.links]
    if links:
        yield f"{ALSO_READ}:"
    for title, href in links:
        yield f"- {with_address(title, href)}"


def _sources(edition: Edition) -> Iterator[str]:
    if edition.sources:
        yield f"{SOURCES}:"
    for source in edition.sources:
        yield f"- {one_line(source)}"


def transcript_page(edition: Edition) -> bytes:
    """A self-contained HTML page: no script, no request but for the sound file beside it."""
    title = escape(one_line(edition.title))
    # A file name need not be valid Unicode; its bytes are quoted as they are.
    audio = quote(edition.audio, errors="surrogateescape")
    lines = [
        "<!doctype html>",
        f'<html lang="{escape(edition.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f'<meta name="description" content="{escape(one_line(edition.dek or edition.title))}">',
        f"<style>\n{_STYLE}\n</style>",
        "</head>",
        "<body>",
        "<main>",
        "<header>",
        f"<h1>{title}</h1>",
    ]
    if edition.dek:
        lines.append(f'<p class="dek">{escape(one_line(edition.dek))}</p>')
    lines.append(f'<p class="about">{escape(_about(edition))} · {_length(edition)}</p>')
    if audio:
        lines.append(
            f'<audio controls preload="metadata" src="{audio}" aria-label="{title}">'
            f'<a href="{audio}">{escape(one_line(edition.audio))}</a></audio>'
        )
    lines.append("</header>")
    lines += _contents(edition, audio)
    lines += [f'<section aria-labelledby="text">\n<h2 id="text">{TRANSCRIPT}</h2>']
    lines += _text(edition, audio)
    lines.append("</section>")
    lines += _around(edition)
    lines += ["</main>", "</body>", "</html>", ""]
    return "\n".join(lines).encode()


def _length(edition: Edition) -> str:
    minutes, seconds = divmod(round(edition.duration), 60)
    parts = [f"{minutes} मिनट"] if minutes else []
    parts += [f"{seconds} सेकंड"] if seconds or not minutes else []
    return f"अवधि {' '.join(parts)}"


def _contents(edition: Edition, audio: str) -> Iterator[str]:
    """The chapters, each linked to its place in the text and to its time in the sound."""
    if len(edition.chapters) < 2:
        return
    yield f'<nav aria-labelledby="chapters">\n<h2 id="chapters">{CHAPTERS}</h2>\n<ol>'
    places = _places(edition)
    for number, chapter in enumerate(edition.chapters):
        title = escape(one_line(chapter.title))
        place = places.get(number)
        shown = f'<a href="#s{place}">{title}</a>' if place is not None else title
        yield f"<li>{shown} {_time(chapter.start, audio)}</li>"
    yield "</ol>\n</nav>"


def _places(edition: Edition) -> dict[int, int]:
    """The index of the first paragraph of each chapter, by the chapter's index."""
    found: dict[int, int] = {}
    for place, paragraph in enumerate(paragraphs(edition)):
        # A chapter begins with its jingle: a paragraph belongs to the chapter in which it is heard.
        inside = [
            n for n, chapter in enumerate(edition.chapters) if chapter.start <= paragraph.start < chapter.end
        ]
        if inside:
            found.setdefault(inside[-1], place)
    return found


def _time(seconds: float, audio: str) -> str:
    shown = to_the_second(seconds)
    if not audio:
        return f"<span>{shown}</span>"
    return f'<a class="time" href="{audio}#t={max(seconds, 0):.2f}">{shown} से सुनें</a>'


def _text(edition: Edition, audio: str) -> Iterator[str]:
    under = False  # whether a headline stands above
    for place, paragraph in enumerate(paragraphs(edition)):
        text = escape(paragraph.text)
        under = under or paragraph.role == "headline"
        if paragraph.is_heading:
            level = "h4" if under and paragraph.role == "heading" else "h3"
            yield f'<{level} id="s{place}">{text}</{level}>\n<p>{_time(paragraph.start, audio)}</p>'
        else:
            yield f'<p id="s{place}">{text}</p>'


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
        yield f"<p>{escape(one_line(edition.disclosure))}</p>"
    yield "</footer>"
