"""Refusals: pages without an article, and what they are instead: a list of links, an error, a paywall."""

from __future__ import annotations

from bulletin.errors import InputError
from bulletin.language.characters import letters_and_digits
from bulletin.readers.html.claims import Claims
from bulletin.readers.html.finding import LONG_LINK, Found
from bulletin.readers.html.pieces import Piece
from bulletin.readers.html.titles import is_same
from bulletin.readers.labels.plain import has_any, without_nuktas
from bulletin.readers.looks.unreadable import is_8_bit_font, is_english, is_kruti_dev, is_mojibake
from bulletin.readers.wordlists import words

SHORTEST_ARTICLE = 40
"""Letters of an article's prose, without vowel signs as they are counted everywhere; fewer if nothing else is on the page."""

STUB = 350
"""Letters of prose from which on an article behind a paywall is read: all of it may be there."""

SHORT_PAGE = 280
"""Letters of prose up to which a page may be an error page, or a list."""

LOOKED_AT = 60
"""Pieces by which the language is told."""

LONGEST_CALL = 200
"""Characters of a call to follow a channel."""

_CHANNELS = (
    "चैनल",
    "यूट्यूब",
    "व्हाट्सएप",
    "वॉट्सऐप",
    "व्हाट्सऐप",
    "टेलीग्राम",
    "youtube",
    "whatsapp",
    "telegram",
    "channel",
)
FEWEST_LINKS = 8

MOST_LINKED = 3
"""Letters of links to a letter of prose on the front of a section, at least."""

_COPY = "Open the article's own page in a browser, save it, and give that file or its address."


def refuse_others(found: Found, claims: Claims, source: str) -> None:
    """Raise InputError (65) for a page without an article, with what it is instead."""
    what = _what(found, claims)
    if what:
        raise InputError(
            f"no article was found: {what}.", error_id="page.no_article", source=source, remedy=_COPY
        )
    text = "\n".join(piece.text for piece in found.pieces[:LOOKED_AT])
    for is_kind, called in (
        (is_mojibake, "is Hindi that was read in a wrong encoding"),
        (is_kruti_dev, "is in a legacy font (Kruti Dev or DevLys)"),
        (is_8_bit_font, "is in a legacy font (Chanakya or another)"),
        (is_english, "is in English"),
    ):
        if is_kind(text):
            raise InputError(
                f"this page's text {called}, not Hindi in Unicode.", error_id="page.language", source=source,
                remedy="Give a page in Hindi, or its text converted to Unicode: bulletin make article.txt",
            )  # fmt: skip


def _what(found: Found, claims: Claims) -> str:
    """What the page is instead of an article; empty if it has one."""
    everything = [*found.pieces, *found.outside]
    # Only what stands above the prose, and the article itself, may say so: a footer speaks of cookies on every page.
    if found.prose < SHORT_PAGE and _has("error", _titles(found, claims)):
        return "an error page stands in its place"
    if found.prose < STUB and (_paid(found, claims) or _has("paywall", _said(found, claims))):
        return f"only its beginning ({found.prose:,} letters) stands before a paywall"
    links = [piece for piece in everything if piece.linked and piece.letters >= LONG_LINK]
    around = sum(piece.letters for piece in found.outside)
    if found.prose >= SHORTEST_ARTICLE or found.prose > around:
        return f"a list of {len(links)} links" if _is_list(found, claims, links) else ""
    said = _said(found, claims)
    for kind, called in (
        ("robot", "a page that asks for a human"),
        ("script", "a page whose text is loaded by a script"),
    ):
        if _has(kind, said) or _has(kind, " ".join(piece.text for piece in everything[:20])):
            return called
    if len(links) >= FEWEST_LINKS:
        return f"a list of {len(links)} links"
    if _has("consent", " ".join(piece.text for piece in everything)):
        return "a notice about cookies"
    letters = sum(piece.letters for piece in everything)
    return (
        f"{letters:,} letters, and no paragraph among them"
        if letters
        else "a page without text, which a script may load"
    )


def _titles(found: Found, claims: Claims) -> str:
    return " ".join([*(piece.text for piece in _top(found)), *claims.titles])


def _top(found: Found) -> list[Piece]:
    return [found.headline] if found.headline is not None else found.pieces[:2]


def _said(found: Found, claims: Claims) -> str:
    own = (piece.text for piece in found.pieces if not _is_about_channel(piece.text))
    return " ".join([_titles(found, claims), *own, *_after(found)])


def _is_about_channel(text: str) -> bool:
    """Whether a site asks to subscribe to its channel: that is free, and no paywall."""
    return len(text) <= LONGEST_CALL and has_any(text, *_CHANNELS)


def _after(found: Found) -> list[str]:
    """What boxes of a paywall say; they stand outside the article or are marked as such."""
    return [
        piece.text
        for piece in found.outside
        if any(
            "paywall" in element.attributes.get("class", "").lower() for element in piece.element.ancestors()
        )
    ]


def _is_list(found: Found, claims: Claims, links: list[Piece]) -> bool:
    """Whether a page is the front of a section, which may open with some lines about it."""
    text = found.headline.text if found.headline is not None else ""
    if found.prose >= SHORT_PAGE or len(links) < FEWEST_LINKS:
        return False
    claimed = claims.is_article or any(is_same(text, story.headline) for story in claims.stories)
    return not (text and claimed) and sum(piece.letters for piece in links) > MOST_LINKED * found.prose


def _paid(found: Found, claims: Claims) -> bool:
    text = found.headline.text if found.headline is not None else ""
    stories = [story for story in claims.stories if story.paid and is_same(text, story.headline)]
    return any(not story.body or len(letters_and_digits(story.body)) > 2 * found.prose for story in stories)


def _has(kind: str, text: str) -> bool:
    folded = without_nuktas(text).casefold()
    return any(without_nuktas(word).casefold() in folded for word in words("refusals", kind))
