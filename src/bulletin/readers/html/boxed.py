"""Boxed: parts of a page that no name tells: embedded posts, the author's life, other news under a title of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from bulletin.readers.html.element import Element
from bulletin.readers.html.pieces import Piece
from bulletin.readers.labels.agencies import names_reporter
from bulletin.readers.labels.chain import line_label
from bulletin.readers.labels.plain import has_any
from bulletin.readers.labels.related import is_related_label
from bulletin.readers.labels.shapes import ends_sentence
from bulletin.readers.labels.site import is_over_others
from bulletin.readers.labels.stamps import is_date
from bulletin.readers.wordlists import verbose

MOST_PIECES = 8
"""Pieces of a post or of an author's box, at most."""

MOST_NAME_WORDS = 5
"""Words of a name over an author's life."""

MOST_ABOVE = 300
"""Pieces at the beginning of a page among which its byline is."""

NAME_WORDS = 2
"""Words of a name with which an author's life begins."""

LONGEST_NAMED = 100
"""Characters of a line that names the author."""

MOST_OF_PAGE = 0.5
"""Share of the page's prose from which on a part is its article, whatever stands over it."""

AUTHOR_PAGE = re.compile(r"/(?:authors?|writer|reporter|profile|lekhak)s?(?:/|-|\.|$)", re.IGNORECASE)
"""Where an author's name leads."""

_POSTS = frozenset(
    ("twitter-tweet", "twitter-video", "instagram-media", "fb-post", "fb-video", "tiktok-embed")
)
_POST_TAGS = frozenset(("amp-twitter", "amp-instagram", "amp-facebook"))
_HANDLE = re.compile(r"@\w{2,30}(?:\s*[·•|]\s*(?P<when>[^·•|]{2,20}))?$")
# Whatever a pattern below matches has one of these in it, as `folded` returns lines: most pages compile none of them.
_ABOUT_AUTHOR_CUES = ("बारे", "परिचय", "author")
_OTHERS_CUES = (
    *("news", "stories", "posts", "articles", "खबर", "समाचार", "विज्ञप्ति"),
    *("पसंद", "रोचक", "पढें", "देखें"),
)
_COMMENTS_CUES = ("comment", "कमेंट", "टिप्पणी", "टिप्पणियां", "टिप्पणियाँ", "प्रतिक्रिया", "राय")


def mark_boxed(pieces: Sequence[Piece], prose: Sequence[Piece], inside: Counter[Element], total: int) -> None:
    """Set the zone of pieces in such parts. `prose` are the page's sentences, `inside` their letters by element."""
    at = {id(piece): index for index, piece in enumerate(pieces)}
    _mark_posts(pieces, prose, at)
    known = {id(piece) for piece in prose}
    for index, piece in enumerate(pieces[:-1]):
        if piece.zone or len(piece.text) > LONGEST_NAMED:
            continue
        if ends_sentence(piece.text) and not is_related_label(piece.text):  # ये खबर भी पढ़ें...
            continue
        zone = _zone_under(pieces, index, known)
        if not zone:
            continue
        box = _common(piece, pieces[index + 1])
        held = _held(pieces, index, box)
        if held[0] is not piece or inside[box] > MOST_OF_PAGE * total:
            continue
        if zone == "related-link":
            # A round-up in the article itself has paragraphs under such a title, not links.
            told = sum(id(other) in known for other in held)
            links = sum(bool(other.href) for other in held)
            fits = links >= max(1, told) or (not told and is_over_others(piece.text))
        else:
            fits = zone == "boilerplate" or len(held) <= MOST_PIECES
        if fits:
            _set(held, zone)


def _zone_under(pieces: Sequence[Piece], index: int, prose: set[int]) -> str:
    """What a box is that a piece stands over, if it is one; empty for what titles none."""
    text = pieces[index].text
    if has_any(text, *_OTHERS_CUES) and (_title_of_others().fullmatch(text) or is_related_label(text)):
        return "related-link"
    if is_over_others(text):
        return "related-link"
    if has_any(text, *_COMMENTS_CUES) and _title_of_comments().fullmatch(text):
        return "boilerplate"
    about = has_any(text, *_ABOUT_AUTHOR_CUES) and _about_author().fullmatch(text) is not None
    return "byline" if about or _is_authors_name(pieces, index, prose) else ""


def _mark_posts(pieces: Sequence[Piece], prose: Sequence[Piece], at: dict[int, int]) -> None:
    """Mark embedded posts, unless the article speaks of posts, or leads up to one: what it quotes is its own."""
    posts: dict[int, list[Piece]] = {}
    known: dict[Element, Element | None] = {}
    for index, piece in enumerate(pieces):
        post = _post_of(piece.element, known)
        if post is not None:
            posts.setdefault(id(post), []).append(piece)
        elif (held := _drawn_post(pieces, index)) is not None:
            posts[id(piece)] = held
    if not posts:
        return
    embedded = {id(piece) for held in posts.values() for piece in held}
    if any(
        _talks_of_posts().search(piece.text) and line_label(piece.text) is None
        for piece in prose
        if id(piece) not in embedded and not piece.zone
    ):
        return
    for held in posts.values():
        first = at[id(held[0])]
        if not (first and not pieces[first - 1].zone and _introduces().search(pieces[first - 1].text)):
            _set(held, "boilerplate")


def _post_of(element: Element, known: dict[Element, Element | None]) -> Element | None:
    """The outermost embedded post around an element; `known` keeps what is found for the elements above."""
    path: list[Element] = []
    post: Element | None = None
    for above in element.ancestors():
        if above in known:
            post = known[above]
            break
        path.append(above)
    for below in reversed(path):
        post = post or (below if _is_post(below) else None)
        known[below] = post
    return post


def _is_post(element: Element) -> bool:
    named = element.attributes.get("class")
    return element.tag in _POST_TAGS or (named is not None and not _POSTS.isdisjoint(named.lower().split()))


def _drawn_post(pieces: Sequence[Piece], index: int) -> list[Piece] | None:
    """A post that the page draws itself: a name with its handle, the words, the counts under them."""
    match = _HANDLE.search(pieces[index].text) if "@" in pieces[index].text else None
    if match is None or (
        match["when"] and not (is_date(f"{match['when']} 2020") or match["when"][0].isdigit())
    ):
        return None
    for end in range(index + 2, min(index + MOST_PIECES, len(pieces))):
        if len(pieces[end].text) <= LONGEST_NAMED and _counts().fullmatch(pieces[end].text):
            held = _held(pieces, index, _common(pieces[index], pieces[end]))
            return held if held[0] is pieces[index] and held[-1] is pieces[end] else None
    return None


def _is_authors_name(pieces: Sequence[Piece], index: int, prose: set[int]) -> bool:
    """Whether a piece is a name, a sentence about that name follows, and a byline above has it too."""
    text, life = pieces[index].text.strip(), pieces[index + 1].text
    if id(pieces[index + 1]) not in prose:
        return False
    # What the author is may stand behind the name.
    first = " ".join(life.split()[:NAME_WORDS])
    name = first if text.startswith(first) else text
    if len(text.split()) > MOST_NAME_WORDS + NAME_WORDS or name not in life[:LONGEST_NAMED]:
        return False
    return names_reporter(name) or any(
        name in piece.text and len(piece.text) <= LONGEST_NAMED and _names_author(piece)
        for piece in pieces[: min(index, MOST_ABOVE)]
    )


def is_author_link(piece: Piece) -> bool:
    """Whether a short piece is a link that says that it leads to the author, or the name that is marked as such."""
    return len(piece.text) <= LONGEST_NAMED and any(
        element.attributes.get("rel") == "author" or element.attributes.get("itemprop") == "author"
        for element in piece.element.elements()
        if element.attributes
    )


def _names_author(piece: Piece) -> bool:
    found = line_label(piece.text)
    return (
        piece.zone == "byline"
        or is_author_link(piece)
        or bool(piece.href and AUTHOR_PAGE.search(piece.href))
        or (found is not None and found.reason == "byline")
    )


def _common(one: Piece, other: Piece) -> Element:
    """The innermost element that holds both."""
    above = set(one.element.ancestors())
    return next(element for element in other.element.ancestors() if element in above)


def _held(pieces: Sequence[Piece], index: int, box: Element) -> list[Piece]:
    """The pieces of an element; they stand side by side round `index`."""
    start, end = index, index + 1
    while start and pieces[start - 1].element.is_in(box):
        start -= 1
    while end < len(pieces) and pieces[end].element.is_in(box):
        end += 1
    return list(pieces[start:end])


def _set(held: Sequence[Piece], zone: str) -> None:
    for piece in held:
        piece.zone = zone


@cache
def _counts() -> re.Pattern[str]:
    """How often a post was liked and shared, between signs."""
    return verbose(
        r"""
        (?:
            [^\w\s]*\s*\d++[\d.,]*+\s?[KM]?\s*  # a sign, a count: ♥ 2.1K
            (?:likes?|comments?|shares?|reposts?|retweets?|views?|लाइक|कमेंट|शेयर|रीट्वीट)?\s*  # of what
        ){2,5}
        """
    )


@cache
def _about_author() -> re.Pattern[str]:
    return verbose(
        r"""
        \s*(?:(?:लेखक|लेखिका|रिपोर्टर|पत्रकार|ऑथर)\s+(?:के\s+बारे\s+में|परिचय)
            | about\s+(?:the\s+)?author | author\s+bio)\s*:?
        """
    )


@cache
def _talks_of_posts() -> re.Pattern[str]:
    return re.compile(
        r"""
        सोशल\sमीडिया | ट्वीट | वायरल | इंस्टाग्राम | फेसबुक | ट्विटर | एक्स\sपर | दावा | दावे | हैंडल
        | पोस्ट(?!\s?(?:मॉर्टम|मार्टम|ऑफिस|आफिस|मास्टर|ग्रेजुएट))  # but no post office
        """,
        re.VERBOSE,
    )


@cache
def _introduces() -> re.Pattern[str]:
    return re.compile(r"(?:[:：ः,\-–—]|लिखा|कहा|बताया)\s*[।\-–—:]*\s*$")


@cache
def _title_of_others() -> re.Pattern[str]:
    """The title of a box with other stories."""
    return verbose(
        r"""
        \s*(?:
            (?:more|other|latest|related|recent|top)\s(?:news|stories|posts|articles)
            | (?:और|अन्य|दूसरी|संबंधित|ताज़?ा|अन्य\sबड़ी|और\sभी)\s(?:बड़ी\s)?(?:ख़?बरें|समाचार|विज्ञप्तियां|विज्ञप्तियाँ)
            | (?:आपको|आपके\sलिए)\s.{0,20}(?:पसंद|रोचक).{0,20}
            | (?:इन्हें|ये|यह)\sभी\s(?:पढ़ें|देखें)
        )\s*[:：]?\s*
        """
    )


@cache
def _title_of_comments() -> re.Pattern[str]:
    """The title of a box with what readers say; a column may be called "टिप्पणी" too."""
    return verbose(
        r"""
        \s*(?:
            \d{1,4}\s(?:कमेंट(?:्?स)?|टिप्पणी|टिप्पणियां|टिप्पणियाँ|प्रतिक्रियाएं|comments?)
            | (?:कमेंट(?:्?स)?|टिप्पणी|टिप्पणियां|comments?)(?:\sकरें)?\s?\(\d{1,4}\)
            | (?:कमेंट|टिप्पणी)\sकरें | (?:पाठकों|आप)\s?की\s(?:राय|प्रतिक्रिया|प्रतिक्रियाएं|टिप्पणियां)
            | reader(?:s|'s|s')?\scomments
        )\s*[:：]?\s*
        """
    )
