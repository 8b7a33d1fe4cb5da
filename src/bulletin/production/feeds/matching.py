"""Matching: which item of a feed an episode is, and what its publication makes of that item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bulletin.errors import MissingInputError
from bulletin.production.episode.corrections import corrections_of
from bulletin.production.feeds.copying import checksum_of
from bulletin.production.feeds.episodes import PublishableEpisode
from bulletin.production.feeds.items import render_again
from bulletin.production.feeds.options import PublishOptions
from bulletin.production.feeds.plan import KnownItem
from bulletin.schema.feed import Item, Mark
from bulletin.writers.feed.dates import read_rfc2822


def same_episode(
    known: Sequence[KnownItem], episode: PublishableEpisode, options: PublishOptions
) -> KnownItem | None:
    """The item of this episode in the feed, if there is one. Raises MissingInputError (66) for an unknown guid."""
    if options.restored:
        return next((each for each in known if each.place.guid == options.restored), None)
    if options.guid:
        found = next((each for each in known if each.place.guid == options.guid), None)
        if found is None:
            raise MissingInputError(
                "there is no episode of this identity in the feed.",
                error_id="feed.no_such_guid",
                source=f"--as {options.guid}",
                remedy="Copy the <guid> of the item to replace.",
            )
        return found
    checksum = checksum_of(episode)
    by_source: KnownItem | None = None
    by_article: KnownItem | None = None
    for each in known:
        mark = each.place.mark
        if mark is not None and mark.audio == checksum:
            return each
        if mark is None or mark.day != episode.day:
            continue
        if mark.source == episode.source:
            by_source = by_source or each
        elif episode.record.article and mark.article == episode.record.article:
            # The same file in another folder.
            by_article = by_article or each
    return None if options.new else by_source or by_article


def is_twin(found: KnownItem, episode: PublishableEpisode) -> bool:
    """Whether the same sound is published already from another source: the same article in two files."""
    mark = found.place.mark
    return mark is not None and mark.audio == checksum_of(episode) and mark.source != episode.source


def _told(episode: PublishableEpisode) -> str:
    """What the episode's own record says was corrected last."""
    told = corrections_of(episode.record.corrections)
    return told[-1].text if told else ""


def mark_of(
    episode: PublishableEpisode, found: KnownItem | None, options: PublishOptions, today: datetime
) -> Mark:
    """The mark by which the episode will be recognised."""
    checksum = checksum_of(episode)
    old = found.place.mark if found else None
    day = old.day if old and old.audio == checksum else episode.day
    corrected = today.replace(microsecond=0).isoformat() if options.correction and found else ""
    return Mark(
        source=episode.source, day=day, audio=checksum, words=episode.record.words, corrected=corrected,
        correction=options.correction if corrected else "", article=episode.record.article,
    )  # fmt: skip


def replaced(
    found: KnownItem, item: Item, episode: PublishableEpisode, moment: datetime | None, today: datetime
) -> tuple[str, bytes, Item]:
    """What becomes of an item: an action (replaced, corrected or unchanged), its new bytes, and the item."""
    old = found.place.mark
    published = moment or read_rfc2822(found.place.published) or item.published
    corrected, correction = item.mark.corrected, item.mark.correction
    action = "corrected" if corrected else "replaced"
    if not corrected and old is not None:
        corrected, correction = old.corrected, old.correction
        if old.words and episode.record.words and old.words != episode.record.words:
            action, corrected, correction = (
                "corrected",
                today.replace(microsecond=0).isoformat(),
                _told(episode),
            )
    item = replace(item, mark=replace(item.mark, corrected=corrected, correction=correction))
    raw, item = render_again(found, item, published)
    return ("unchanged" if raw == found.raw else action), raw, item
