"""Pieces: a page's tree → its text in pieces, one a paragraph, heading, item, row or button, in the page's order."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.language.characters import speaks
from bulletin.language.controls import without_controls
from bulletin.readers.html.element import SILENT, Element
from bulletin.readers.html.rows import Row, bare_row, letters_in, on_one_row, with_attributions
from bulletin.readers.html.zones import skips_box
from bulletin.readers.labels.label import Label
from bulletin.readers.labels.shapes import ends_sentence
from bulletin.readers.text.wrapping import unwrapped

INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "nobr",
        "q",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "label",
    ]
)
BOLD = frozenset(("b", "strong"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WITHIN = INLINE | SILENT | {"br"}
"""Elements that may stand within an inline one."""

_OWN = HEADINGS | {"p", "li", "dt", "dd", "blockquote", "figcaption", "tr", "pre"}
"""Elements that say what a piece is, the innermost first."""

LONGEST_LABEL = 100
"""Characters of a row of names, days and buttons that stand side by side."""

LONGEST_CELL = 160
"""Characters of a table's cell that is read within its row."""

LINKED = 0.9
"""Share of a piece's letters that stand in links if it is a link."""

_BETWEEN = " \t\n\r\xa0|•·›»>/,:-–—"


class Piece:
    """A piece of a page's text, and where it stands."""

    __slots__ = (
        "element", "hidden", "href", "letters", "linked", "opens_group", "tag", "text", "told", "zone",
    )  # fmt: skip

    def __init__(
        self,
        text: str,
        element: Element,
        tag: str = "",
        href: str | None = None,
        *,
        linked: bool = False,
        opens_group: bool = True,
    ) -> None:
        self.text = text
        self.element = element
        """The innermost block that holds it."""
        self.tag = tag
        """What its mark-up calls it: h1 … h6, p, li, blockquote, figcaption, tr; `strong` if all is bold; "" for none."""
        self.href = href
        """Where its first link leads."""
        self.linked = linked
        """Whether nearly all of it is one link, or links."""
        self.opens_group = opens_group
        self.letters = letters_in(text)
        self.zone = ""
        self.hidden: Element | None = None
        """The outermost element around it that is not shown."""
        self.told: Label | None = None
        """Why it is left out, as the profile of its site says."""


class _Run:
    """Text that is gathered between two edges of blocks."""

    __slots__ = ("element", "texts")

    def __init__(self, element: Element) -> None:
        self.element = element
        self.texts: list[tuple[str, bool, str | None]] = []
        """Each with whether it is bold, and where it leads."""


def pieces_of(root: Element, *, rows: bool = False) -> list[Piece]:
    """All pieces of a page that have a letter or digit. With `rows`, line ends in the text outside blocks count."""
    found: list[Piece] = []
    run = _Run(root)
    labels: dict[int, bool] = {}
    waiting: list[tuple[Element | str | None, Element, bool, str | None, bool]] = [
        (root, root, False, None, False)
    ]
    while waiting:
        item, block, bold, href, inline = waiting.pop()
        if item is None:  # the end of a block, or the beginning of what follows it
            if run.texts:
                found += _pieces(run)
            run = _Run(block)
        elif isinstance(item, str):
            if not run.texts and item.isspace():
                continue
            text = (
                item if block.tag == "pre" or (rows and block.tag in ("html", "body")) else on_one_row(item)
            )
            run.texts.append((text, bold, href))
        elif item.tag in SILENT:
            continue
        elif item.tag == "br":
            run.texts.append(("\n", bold, None))
        elif item.tag == "table" and (cells := _cells(item)):
            found += _pieces(run)
            run = _Run(block)
            found += _rows(cells)
        else:
            leads = item.attributes.get("href") if item.tag == "a" else None
            bold_now = bold or item.tag in BOLD
            whole = item.tag not in INLINE or _stands_alone(item, inline, labels)
            holder = item if whole else block
            if whole:
                waiting.append((None, block, False, None, False))
            within = inline or (not whole and item.tag in INLINE)
            waiting += [
                (child, holder, bold_now, leads or href, False if whole else within)
                for child in item.children[::-1]
            ]
            if whole:
                waiting.append((None, holder, False, None, False))
    found += _pieces(run)
    return found


def _stands_alone(element: Element, inline: bool, labels: dict[int, bool]) -> bool:
    """Whether an inline element is a piece of its own: a name, a day, a button beside others; or it holds blocks."""
    if element.tag == "label":
        return True
    if (
        element.tag == "a"
        and (href := element.attributes.get("href", ""))[:1] == "#"
        and skips_box(href, element.text())
    ):
        return True
    for child in element.children:
        if isinstance(child, Element) and child.tag not in _WITHIN:
            return True
    attributes = element.attributes
    if "hidden" in attributes or "display:none" in attributes.get("style", "").replace(" ", ""):
        return True
    parent = element.parent
    if inline or parent is None or parent.tag in HEADINGS or parent.tag == "a":
        return False
    # Asked once a parent: it may have thousands of children.
    if id(parent) not in labels:
        labels[id(parent)] = _is_row_of_labels(parent)
    return labels[id(parent)]


def _is_row_of_labels(parent: Element) -> bool:
    """Whether a block holds nothing but short inline elements side by side, no sentence."""
    inner = [child for child in parent.children if isinstance(child, Element) and child.tag != "br"]
    if len(inner) < 2:
        return False
    bare = "".join(child for child in parent.children if isinstance(child, str)).strip(_BETWEEN)
    if bare or any(child.tag in BOLD for child in inner):
        return False
    text = " ".join(parent.text(seen=True).split())
    links = all(child.tag == "a" for child in inner)
    return links or (len(text) <= LONGEST_LABEL and not ends_sentence(text))


def _pieces(run: _Run) -> Iterator[Piece]:
    """The pieces of a run: paragraphs between breaks, and lines that stand for themselves."""
    text = "".join(text for text, _, _ in run.texts)
    if not speaks(text):
        return
    tag = _tag_of(run.element)
    if "\n" not in text:  # as in nearly all
        row = Row()
        for each in run.texts:
            row.add(*each)
        yield _piece(run, bare_row(text), [row], tag, opens=True)
        return
    rows = [Row()]
    for part, bold, href in run.texts:
        for number, text in enumerate(part.split("\n")):
            if number:
                rows.append(Row())
            rows[-1].add(text, bold, href)
    rows = with_attributions(rows)
    bare = [bare_row("".join(row.texts)) for row in rows]
    if len(rows) == 1:
        yield _piece(run, bare[0], rows, tag, opens=True)
        return
    for line in unwrapped("\n".join(bare)):
        end = line.number - 1 + line.text.count("\n") + 1
        if speaks(line.text):
            yield _piece(
                run,
                " ".join(line.text.split()),
                rows[line.number - 1 : end],
                "" if tag == "p" else tag,
                line.opens_block,
            )


def _piece(run: _Run, text: str, rows: list[Row], tag: str, opens: bool) -> Piece:
    letters = max(1, letters_in(text))
    bold, linked = sum(row.bold for row in rows), sum(row.linked for row in rows)
    if tag in ("", "p") and bold >= LINKED * letters:
        tag = "strong"
    return Piece(
        text=text,
        element=run.element,
        tag=tag,
        href=next((row.href for row in rows if row.href), None),
        linked=linked >= LINKED * letters,
        opens_group=opens and not (tag == "li" and _first_item(run.element) is not run.element),
    )


def _first_item(item: Element) -> Element:
    for child in item.parent.children if item.parent else ():
        if isinstance(child, Element):
            return child
    return item


def _tag_of(element: Element) -> str:
    """What the innermost element around that says something calls a piece."""
    for above in element.ancestors():
        if above.tag in _OWN:
            quoted = above.tag == "p" and any(outer.tag == "blockquote" for outer in above.ancestors())
            return "blockquote" if quoted else above.tag
        if above.tag in ("td", "article", "section", "body", "figure", "table"):
            break
    return ""


def _cells(table: Element) -> list[tuple[Element, list[str]]]:
    """The rows of a table of facts with the texts of their cells; empty for one that only lays out the page."""
    rows = [element for element in table.elements() if element.tag == "tr"]
    nested = sum(element.tag == "table" for element in table.elements()) > 1
    if nested or len(rows) < 2:
        return []
    found: list[tuple[Element, list[str]]] = []
    for row in rows:
        cells = [child for child in row.children if isinstance(child, Element) and child.tag in ("td", "th")]
        found.append((row, [" ".join(cell.text(seen=True).split()) for cell in cells]))
    several = sum(len(cells) > 1 for _, cells in found)
    longest = max((len(cell) for _, cells in found for cell in cells), default=0)
    return found if 2 * several > len(found) and longest <= LONGEST_CELL else []


def _rows(cells: list[tuple[Element, list[str]]]) -> Iterator[Piece]:
    """Each row of a table as a sentence, its cells apart."""
    for number, (row, texts) in enumerate(cells):
        text = without_controls(", ".join(filter(None, texts)))[0]
        if speaks(text):
            yield Piece(
                text=text if ends_sentence(text) else f"{text}।",
                element=row,
                tag="tr",
                opens_group=number == 0,
            )
