"""Index: editions → a page that lists them, with a queue that plays all of them, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from bulletin.schema.edition import Edition
from bulletin.writers.audio.wording import one_line
from bulletin.writers.sidecars.page.font import embedded_font
from bulletin.writers.sidecars.page.languages import marked
from bulletin.writers.sidecars.page.player import part
from bulletin.writers.sidecars.page.wording import LISTED, length_in_hindi
from bulletin.writers.sidecars.transcript_text import about_line

INDEX = "index.html"
"""The page's name, which web servers show for its folder."""

ALL = "सब सुनें"
LISTEN = "सुनें"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An edition of the list."""

    edition: Edition
    """Its `audio` is the sound file's name, beside the page."""
    page: str
    """The name of its own page."""


def index_page(title: str, entries: Sequence[Listed]) -> bytes:
    """A self-contained HTML page of editions in order. Without scripts each is a link to its page and one to its sound."""
    name = escape(one_line(title))
    lines = [
        "<!doctype html>",
        '<html lang="hi">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{name}</title>",
        "<style>",
        part("page.css").rstrip(),
        "</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{marked(one_line(title))}</h1>",
        '<section id="queue" aria-label="प्लेयर" hidden>',
        f'<button type="button" class="all">{ALL}</button>',
        '<p role="status"></p>',
        f'<audio controls preload="none" aria-label="{name}"></audio>',
        "</section>",
        f'<h2 id="list">{LISTED}</h2>',
        '<ol class="listed" aria-labelledby="list">',
    ]
    for entry in entries:
        lines += _entry(entry)
    # Without it the player stays hidden.
    script = [f"<script>\n{part('queue.js')}</script>"] if entries else []
    lines += ["</ol>", "</main>", *script, "</body>", "</html>", ""]
    font = embedded_font("".join(lines))
    if font:
        lines.insert(lines.index("</style>"), font)
    return "\n".join(lines).encode()


def _entry(entry: Listed) -> list[str]:
    edition = entry.edition
    audio = quote(edition.audio, errors="surrogateescape")
    title = one_line(edition.title)
    about = f"{about_line(edition)} · {length_in_hindi(edition.duration)}"
    lines = [
        f'<li data-src="{audio}">',
        f'<h3><a href="{quote(entry.page, errors="surrogateescape")}">{marked(title)}</a></h3>',
        f'<p class="about">{marked(about)}</p>',
    ]
    if edition.dek:
        lines.append(f"<p>{marked(one_line(edition.dek))}</p>")
    name = f'{LISTEN}<span class="unseen">: {marked(title)}</span>'
    lines += [f'<p><a class="time" href="{audio}">{name}</a></p>', "</li>"]
    return lines
