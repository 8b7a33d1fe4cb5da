"""Item: one episode as RSS."""

from __future__ import annotations

from collections.abc import Mapping

from bulletin.schema.feed import Enclosure, Item, Mark
from bulletin.writers.feed import spaces
from bulletin.writers.feed.dates import hindi, read_moment, rfc2822
from bulletin.writers.feed.text import (
    DESCRIPTION_BYTES,
    attribute,
    cdata,
    clean,
    content,
    one_line,
    paragraphs_html,
)

OWN = frozenset(
    [
        *("title", "link", "guid", "pubDate", "description", "enclosure"),
        *(f"{spaces.ITUNES} {name}" for name in ("duration", "explicit", "episodeType", "image")),
        *(f"{spaces.PODCAST} {name}" for name in ("transcript", "chapters", "alternateEnclosure")),
        f"{spaces.CONTENT} encoded",
        f"{spaces.BULLETIN} mark",
    ]
)
"""The elements of an item that bulletin writes and may replace. All others are kept."""

_CAPTIONS = ' rel="captions"'
_USED = ("itunes", "podcast", "content", "bulletin")


def item_bytes(
    item: Item,
    declared: Mapping[str, str],
    kept: tuple[bytes, ...] = (),
    own_prefixes: Mapping[str, str] | None = None,
) -> bytes:
    """The bytes of an item for a feed that declares the prefixes `declared`.

    Prefixes that the feed does not declare with our meaning are declared at the item. `kept` are elements that others
    wrote into the item, `own_prefixes` the prefixes that were declared for them there.
    """
    lines = [
        f"<title>{content(one_line(item.title))}</title>",
        *([f"<link>{content(one_line(item.link))}</link>"] if item.link else []),
        f'<guid isPermaLink="false">{content(item.guid)}</guid>',
        f"<pubDate>{rfc2822(item.published)}</pubDate>",
        f"<description>{cdata(_description(item))}</description>",
        f"<content:encoded>{cdata(_notes(item))}</content:encoded>",
        _enclosure(item.enclosure),
        f"<itunes:duration>{max(1, round(item.duration))}</itunes:duration>",
        "<itunes:explicit>false</itunes:explicit>",
        "<itunes:episodeType>full</itunes:episodeType>",
        *([f"<itunes:image href={attribute(item.image)}/>"] if item.image else []),
        *(
            f"<podcast:transcript url={attribute(each.url)} type={attribute(each.media_type)}"
            f" language={attribute(item.language)}{_CAPTIONS if each.captions else ''}/>"
            for each in item.transcripts
        ),
    ]
    if item.chapters:
        kind = "application/json+chapters"
        lines.append(f"<podcast:chapters url={attribute(item.chapters)} type={attribute(kind)}/>")
    lines.extend(
        f'<podcast:person role="host" group="cast">{content(one_line(reader))}</podcast:person>'
        for reader in item.readers
    )
    lines.extend(_alternate(each) for each in item.alternates)
    lines.append(_mark(item.mark))
    own = {**(own_prefixes or {}), **{name: spaces.PREFIXES[name] for name in _USED}}
    missing = "".join(
        f" xmlns:{name}={attribute(uri)}" for name, uri in own.items() if name and declared.get(name) != uri
    )
    body = [line.encode() for line in lines] + list(kept)
    return f"<item{missing}>".encode() + b"".join(b"\n      " + line for line in body) + b"\n    </item>"


def correction_line(item: Item) -> str:
    """The line of the notes about a correction: when, and what, if they do not say it themselves; empty if there was none."""
    mark = item.mark
    if not mark.corrected:
        return ""
    try:
        line = f"संशोधित: {hindi(read_moment(mark.corrected))}"
    except ValueError:
        # The mark was edited by hand, without a date.
        line = "संशोधित"
    told = one_line(mark.correction)
    if not told or any(told in paragraph for paragraph in item.paragraphs):
        return line
    return f"{line}। {told}"


def _description(item: Item) -> str:
    """The notes if directories take them whole, else as many plain paragraphs as fit."""
    notes = _notes(item)
    if len(clean(notes).encode()) <= DESCRIPTION_BYTES:
        return notes
    line = correction_line(item)
    return paragraphs_html((line, *item.paragraphs) if line else item.paragraphs)


def _notes(item: Item) -> str:
    line = correction_line(item)
    return (f"<p>{content(line)}</p>\n" if line else "") + item.notes


def _enclosure(found: Enclosure) -> str:
    return (
        f'<enclosure url={attribute(found.url)} length="{found.length}" type={attribute(found.media_type)}/>'
    )


def _alternate(found: Enclosure) -> str:
    return (
        f'<podcast:alternateEnclosure type={attribute(found.media_type)} length="{found.length}">'
        f"<podcast:source uri={attribute(found.url)}/></podcast:alternateEnclosure>"
    )


def _mark(mark: Mark) -> str:
    values = (
        ("source", mark.source), ("day", mark.day), ("audio", mark.audio), ("words", mark.words),
        ("corrected", mark.corrected), ("correction", mark.correction), ("article", mark.article),
    )  # fmt: skip
    return "<bulletin:mark" + "".join(f" {name}={attribute(value)}" for name, value in values if value) + "/>"
