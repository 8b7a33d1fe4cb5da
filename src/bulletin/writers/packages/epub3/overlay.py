"""Overlay of an EPUB: which part of the sound says which phrase of an article (EPUB 3.3, media overlays)."""

from __future__ import annotations

from bulletin.schema.book import Article
from bulletin.schema.units import Milliseconds
from bulletin.writers.packages.epub3.names import document_name


def overlay(article: Article, sound: str) -> str:
    """The SMIL document of an article; `sound` is the name of the sound file."""
    name = document_name(article)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">',
        f'<body epub:textref="{name}" epub:type="chapter">',
    ]
    lines += [
        f'<par id="s-{phrase.id}"><text src="{name}#{phrase.id}"/>'
        f'<audio src="{sound}" clipBegin="{clock(phrase.begin)}" clipEnd="{clock(phrase.end)}"/></par>'
        for phrase in article.phrases
    ]
    return "\n".join([*lines, "</body>", "</smil>", ""])


def clock(time: Milliseconds) -> str:
    """A full clock value of SMIL: h:mm:ss.mmm."""
    seconds, thousandths = divmod(time, 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}.{thousandths:03d}"
