"""A stand-in for the reader of pages: of a page it takes the headline and the paragraphs, by their tags alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from bulletin.errors import InputError
from bulletin.readers.text import read_text
from bulletin.schema.article import Article


def read_page(data: bytes, source: str, *, content_type: str = "") -> Article:
    text = "\n\n".join(_parts(data.decode("utf-8")))
    if not text:
        raise InputError("no article.", error_id="page.no_article", source=source, remedy="Name another.")
    return read_text(text.encode(), source)


def _parts(page: str) -> Iterator[str]:
    for part in re.findall(r"<(?:h1|p)>(.*?)</(?:h1|p)>", page, re.DOTALL):
        if words := " ".join(unescape(re.sub(r"<[^>]*>", "", part)).split()):
            yield words


def story(number: int, more: str = "") -> str:
    """A page with an article that no other number has."""
    return (
        f"<!DOCTYPE html><html><body><article><h1>शहर में मेट्रो की {number} नई लाइनें शुरू</h1>"
        f"<p>शहर में सोमवार को {number} नई लाइनें शुरू हो गईं। पहले दिन हजारों लोगों ने सफर किया।{more}</p></article></body></html>"
    )
