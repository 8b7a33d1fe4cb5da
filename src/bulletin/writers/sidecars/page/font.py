"""Font: a page's text → a style that embeds what it needs of a Devanagari font, for machines that have none."""

from __future__ import annotations

import base64

NAME = "NotoSansDevanagari-Regular"


def embedded_font(text: str) -> str:
    """A `@font-face` named Bulletin with the signs of `text`, as WebFont data in the page; "" where none can be made.

    It stands first among the page's fonts, and only for Devanagari: so every machine shows the same, and none shows boxes.
    """
    wanted = {ord(sign) for sign in text if "\u0900" <= sign <= "\u097f"} | set(
        map(ord, "\u200c\u200d\u25cc")
    )
    if len(wanted) == 3:
        return ""
    from bulletin.writers.lettering.subset import subset

    try:
        kept = base64.b64encode(subset(NAME, wanted)).decode()
    except ImportError:
        return ""
    source = f'url("data:font/ttf;base64,{kept}")'
    return (
        f"@font-face{{font-family:Bulletin;src:{source};font-display:block;"
        "unicode-range:U+900-97F,U+200C-200D,U+25CC}"
    )
