"""Player: the buttons of a bulletin's page, and the script that makes them work. Hidden where there is no script."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from importlib import resources

from bulletin.schema.edition import Edition
from bulletin.writers.audio.wording import one_line

_ICONS = {
    "sentence-back": '<path d="M18 5v14l-9-7zM6 5h2v14H6z"/>',
    "back": '<path d="M12 5V1L5 7l7 6V8a6 6 0 1 1-6 6H4a8 8 0 1 0 8-9z"/>',
    "play": '<path class="start" d="M7 4l13 8-13 8z"/><path class="halt" d="M6 4h4v16H6zM14 4h4v16h-4z"/>',
    "on": '<path d="M12 5V1l7 6-7 6V8a6 6 0 1 0 6 6h2a8 8 0 1 1-8-9z"/>',
    "sentence-on": '<path d="M6 5l9 7-9 7zM16 5h2v14h-2z"/>',
    "more": '<path d="M3 10h4v4H3zm7 0h4v4h-4zm7 0h4v4h-4z"/>',
    "story-back": '<path d="M5 4h3v16H5zM20 4v16L9 12z"/>',
    "story-on": '<path d="M16 4h3v16h-3zM4 4l11 8L4 20z"/>',
    "keys": '<path d="M2 6h20v12H2zM5 9h2v2H5zm4 0h2v2H9zm4 0h2v2h-2zm4 0h2v2h-2zM8 13h8v2H8z" fill-rule="evenodd"/>',
}
"""Of each button by what it does, in their order; 24 by 24."""

_FIRST_ROW = 6
"""Buttons of the first row, with play in the middle; the last of them unfolds the second row on small screens."""

_RATES = ("0.75", "0.9", "1", "1.1", "1.25", "1.5", "1.75", "2")
_SLEEPS = ("0", "story", "10", "20", "30", "60")


def player(edition: Edition) -> Iterator[str]:
    """The player's markup. Its words are put in by the script, in the reader's language."""
    facts = {
        # Another bulletin under the same name is begun anew.
        "key": f"{edition.audio} {edition.day.isoformat()} {edition.duration:.2f}",
        "length": f"{edition.duration:.2f}",
        "station": one_line(edition.station),
        "programme": one_line(edition.programme),
    }
    data = " ".join(f'data-{name}="{escape(value)}"' for name, value in facts.items())
    yield f'<section id="player" {data} hidden>\n<div class="row">'
    for number, (name, icon) in enumerate(_ICONS.items()):
        if number == _FIRST_ROW:
            yield '</div>\n<div class="row">'
        yield (
            f'<button type="button" data-do="{name}"><svg viewBox="0 0 24 24" aria-hidden="true">{icon}</svg>'
            '<span class="label"></span></button>'
        )
    rates = "".join(f"<option{' selected' * (rate == '1')}>{rate}</option>" for rate in _RATES)
    yield f'<label><span></span><select name="rate">{rates}</select></label>'
    sleeps = "".join(f'<option value="{each}">{each}</option>' for each in _SLEEPS)
    yield f'<label><span></span><select name="sleep">{sleeps}</select></label>'
    yield '<span class="clock"></span>\n</div>\n<p id="told" role="status"></p>\n</section>'
    yield '<dialog id="keys"><h2 tabindex="-1" autofocus></h2><dl></dl><p></p><button type="button"></button></dialog>'
    yield f"<script>\n{part('player.js')}</script>"


@cache
def part(name: str) -> str:
    """A file that comes with this room, as text."""
    return (resources.files(__package__) / name).read_text("utf-8")
