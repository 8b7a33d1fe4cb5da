"""The chain: the ordered table of rules that say which lines of an article are not spoken, and how lines pass through it.

Order matters. A line gets the label of the first rule that finds it by its own words; then each rule that goes by the
neighbours looks at the labels that were set before. What the draft finds inside lines comes last (`label`). Where the words
could be the article's own, a rule leaves them alone: they are read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from bulletin.readers.labels import (
    again,
    foot,
    letters,
    live,
    menus,
    names,
    neighbours,
    pictures,
    teasers,
    wire,
)
from bulletin.readers.labels.boilerplate import is_boilerplate, is_notice, is_path, is_promise
from bulletin.readers.labels.boxes import BOX_RULES, boxes
from bulletin.readers.labels.bylines import is_byline, is_outlet_byline
from bulletin.readers.labels.calls_to_action import is_call_to_action
from bulletin.readers.labels.captions import (
    is_agencys_picture,
    is_caption,
    is_doubled,
    is_image,
    is_outlets_picture,
)
from bulletin.readers.labels.credits import is_credit, is_post_credit
from bulletin.readers.labels.label import (
    DRAFT_RULES,
    MARKUP_RULES,
    SITE_RULES,
    SOURCE_RULES,
    Label,
    switched_off,
)
from bulletin.readers.labels.line import DEK, Line
from bulletin.readers.labels.neighbours import Found, Indices
from bulletin.readers.labels.own_words import own_button, own_desk
from bulletin.readers.labels.page_parts import (
    is_click_for_address,
    is_count_of_clicks,
    is_full_story_link,
    is_glued_stamp,
    is_latin_appeal,
    is_latin_promise,
    is_overleaf_notice,
    is_permalink,
    is_share_bar,
    is_short_code,
)
from bulletin.readers.labels.plain import in_figures, plain_line
from bulletin.readers.labels.related import is_address, is_related
from bulletin.readers.labels.site import is_button
from bulletin.readers.labels.stamps import is_labelled_stamp, opens_with_label
from bulletin.readers.labels.tags import are_hashtags
from bulletin.readers.sites.profile import Profile, in_use
from bulletin.schema.article import Reason

LONGEST_FURNITURE = 240
"""Characters from which on a line is the article's text, unless it is a related link."""

LONGEST_PROMISE = 600
"""Characters of a line in English that promises news."""

LONGEST_BYLINE = 120
"""Characters from which on a line is no byline and no stamp."""

ANY_LENGTH = 10**9


# Plain classes: a dataclass takes a millisecond at each start.
class LineRule:
    """A rule that goes by a line's own words; it is not asked about lines of `below` characters and more."""

    __slots__ = ("below", "finds", "label", "name")

    def __init__(
        self, name: str, reason: Reason, finds: Callable[[str], bool], below: int = LONGEST_FURNITURE
    ) -> None:
        self.name = name
        self.label = Label(reason, name)
        self.finds = finds
        self.below = below


class SiteRule(LineRule):
    """A rule that goes by the profile of the site: it gives the row that has the line, or an empty text."""

    __slots__ = ("row",)

    def __init__(self, name: str, reason: Reason, row: Callable[[str], str]) -> None:
        super().__init__(name, reason, lambda line: bool(row(line)), LONGEST_BYLINE)
        self.row = row


class PageRule:
    """A rule that goes by the lines round one, and by their labels."""

    __slots__ = ("finds", "label", "name")

    def __init__(self, name: str, reason: Reason, finds: Callable[[list[Line], Found], Indices]) -> None:
        self.name = name
        self.label = Label(reason, name)
        self.finds = finds


LINE_RULES: tuple[LineRule, ...] = (
    SiteRule("site-button", "boilerplate", own_button),
    SiteRule("site-desk", "byline", own_desk),
    LineRule("also-read", "related-link", is_related, ANY_LENGTH),
    LineRule("web-address", "related-link", is_address, ANY_LENGTH),
    LineRule("permalink", "related-link", is_permalink),
    LineRule("full-story-link", "related-link", is_full_story_link),
    LineRule("click-for-address", "related-link", is_click_for_address, ANY_LENGTH),
    LineRule("latin-promise", "boilerplate", is_latin_promise, LONGEST_PROMISE),
    LineRule("latin-appeal", "boilerplate", is_latin_appeal, LONGEST_PROMISE),
    LineRule("source-credit", "credit", is_credit),
    LineRule("picture-words", "caption", is_caption),
    LineRule("agency-picture", "caption", is_agencys_picture),
    LineRule("writer-byline", "byline", is_byline, LONGEST_BYLINE),
    LineRule("glued-stamp", "byline", is_glued_stamp, LONGEST_BYLINE),
    LineRule("stamp-label", "dateline", opens_with_label, LONGEST_BYLINE),
    LineRule("path-to-page", "boilerplate", is_path),
    LineRule("known-words", "boilerplate", is_boilerplate),
    LineRule("promise-of-news", "boilerplate", is_promise),
    LineRule("image-mark", "caption", is_image),
    LineRule("post-credit", "credit", is_post_credit),
    LineRule("wire-slug", "credit", wire.is_slug, LONGEST_BYLINE),
    LineRule("wire-end", "credit", wire.is_end, LONGEST_BYLINE),
    LineRule("letter-number", "boilerplate", letters.is_number, LONGEST_BYLINE),
    LineRule("outlet-byline", "byline", is_outlet_byline),
    LineRule("doubled-caption", "caption", is_doubled),
    LineRule("outlet-picture", "caption", is_outlets_picture),
    LineRule("short-code", "boilerplate", is_short_code),
    LineRule("count-of-clicks", "boilerplate", is_count_of_clicks),
    LineRule("overleaf-notice", "boilerplate", is_overleaf_notice),
    LineRule("share-bar", "boilerplate", is_share_bar),
    LineRule("hashtags", "boilerplate", are_hashtags),
    LineRule("button", "boilerplate", is_button),
    LineRule("labelled-stamp", "dateline", lambda line: is_labelled_stamp(plain_line(line))),
    LineRule("call-to-action", "boilerplate", is_call_to_action),
    LineRule("site-notice", "boilerplate", is_notice),
)

PAGE_RULES: tuple[PageRule, ...] = (
    PageRule("wire-slug-on-top", "credit", wire.slugs_on_top),
    PageRule("catch-line", "kicker", wire.catch_lines),
    PageRule("office-on-top", "boilerplate", letters.offices_on_top),
    PageRule("ministry-on-top", "boilerplate", letters.ministries_on_top),
    PageRule("letter-foot", "boilerplate", letters.feet),
    PageRule("path-to-headline", "boilerplate", menus.paths_to_headline),
    PageRule("menu-on-top", "boilerplate", menus.menu_on_top),
    PageRule("title-over-headline", "boilerplate", teasers.titles_over_headline),
    PageRule("page-number", "boilerplate", neighbours.page_numbers),
    PageRule("counter", "boilerplate", neighbours.counters),
    PageRule("slide-number", "boilerplate", live.slide_numbers),
    PageRule("time-of-entry", "dateline", live.times_of_entries),
    PageRule("footnote", "footnote", neighbours.notes),
    PageRule("note-of-table", "footnote", again.table_notes),
    PageRule("latin-tags", "boilerplate", neighbours.latin_tags),
    PageRule("latin-tags-in-rows", "boilerplate", foot.latin_rows),
    PageRule("wire-code", "credit", neighbours.wire_codes),
    PageRule("names-over-agency", "credit", wire.names_over_agency),
    PageRule("agency-sign-off", "credit", neighbours.sign_offs),
    PageRule("name-after-sign-off", "credit", neighbours.names_after_sign_off),
    PageRule("life-of-author", "byline", neighbours.authors_life),
    PageRule("life-in-brackets", "byline", neighbours.lives_in_brackets),
    PageRule("name-again", "byline", names.names_again),
    PageRule("name-of-life", "byline", names.names_of_lives),
    PageRule("labelled-name", "byline", neighbours.labelled_names),
    PageRule("label-of-stamp", "boilerplate", neighbours.labels_of_stamps),
    PageRule("stamp-under-label", "dateline", neighbours.labelled_stamps),
    PageRule("tag-under-label", "boilerplate", neighbours.labelled_tags),
    PageRule("page-stamp", "dateline", neighbours.page_stamps),
    PageRule("name-over-stamp", "byline", names.names_over_stamps),
    PageRule("section-over-stamp", "boilerplate", neighbours.sections_over_stamps),
    PageRule("film-link", "related-link", neighbours.films),
    PageRule("caption-again", "caption", again.repeated_captions),
    PageRule("caption-over-source", "caption", pictures.captions_over_source),
    PageRule("picture-of-site", "caption", pictures.pictures_of_site),
    PageRule("between-furniture", "boilerplate", neighbours.between_furniture),
    PageRule("name-in-text", "byline", neighbours.names_in_text),
    PageRule("latin-scrap", "caption", neighbours.latin_scraps),
    PageRule("listed-tags", "boilerplate", neighbours.listed_tags),
    PageRule("links-below", "related-link", neighbours.links_below),
    PageRule("tags-in-rows", "boilerplate", neighbours.tags_in_rows),
    PageRule("tags-at-foot", "boilerplate", foot.tags_at_foot),
    PageRule("foot-of-page", "boilerplate", foot.foot_of_page),
    PageRule("contents-on-top", "duplicate", again.contents),
    PageRule("said-already", "duplicate", again.said_already),
)

RULES: dict[str, Reason] = {
    **SOURCE_RULES,
    **SITE_RULES,
    **MARKUP_RULES,
    **BOX_RULES,
    **{rule.name: rule.label.reason for rule in LINE_RULES},
    **{rule.name: rule.label.reason for rule in PAGE_RULES},
    **DRAFT_RULES,
}
"""All rules in the order in which they are applied, each with its reason. Any can be switched off by its name."""


def rule_names() -> tuple[str, ...]:
    """The names of all rules in order."""
    return tuple(RULES)


def labels(lines: list[Line]) -> Found:
    """The label of each line that is not spoken, and None for those that may be."""
    off = switched_off()
    lines = [
        line if (text := in_figures(line.text)) == line.text else replace(line, text=text) for line in lines
    ]
    marked = [None if line.label is None or line.label.rule in off else line.label for line in lines]
    # What the mark-up leaves out is no edge of a box.
    inside = boxes(["" if mark else line.text for line, mark in zip(lines, marked, strict=True)])
    found = [
        mark or inside.get(index) or (None if line.tag in ("h1", DEK) else line_label(line.text))
        for index, (line, mark) in enumerate(zip(lines, marked, strict=True))
    ]
    for rule in PAGE_RULES:
        if rule.name in off:
            continue
        for index in rule.finds(lines, found):
            found[index] = rule.label
    return found


def line_label(line: str) -> Label | None:
    """The label of a whole line by its own words, or None if it may be spoken."""
    return _line_label(line, switched_off(), in_use())


@lru_cache(maxsize=4096)
def _line_label(line: str, off: frozenset[str], _profile: Profile | None) -> Label | None:
    if line[:1] in "*_" and line[:1] == line[-1:]:
        # Set off by emphasis: *खेल डेस्क, पटना*.
        line = line.strip("*_ ")
    length = len(line)
    if length < LONGEST_FURNITURE and not plain_line(line):
        return None
    for rule in LINE_RULES:
        if length < rule.below and rule.name not in off and rule.finds(line):
            if isinstance(rule, SiteRule):
                return Label(rule.label.reason, rule.name, rule.row(line))
            return rule.label
    return None
