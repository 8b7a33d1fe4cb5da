"""Why: the row of a word list by which a rule may have known a line, for people who look into it."""

from __future__ import annotations

from functools import cache

from bulletin.readers.labels.plain import folded
from bulletin.readers.sites.known import indexed, ours
from bulletin.readers.sites.profile import Profile
from bulletin.readers.wordlists import rows_with_lines

_LISTS: dict[str, tuple[str, ...]] = {
    "source-credit": ("labels source", "agencies agency"),
    "picture-words": ("labels picture stock picture-by",),
    "agency-picture": ("agencies agency",),
    "writer-byline": ("labels writer role by", "agencies bureau", "weekdays name"),
    "stamp-label": ("stamps label order unit",),
    "path-to-page": ("furniture root",),
    "known-words": ("labels tags notice",),
    "outlet-byline": ("furniture outlet", "agencies team"),
    "outlet-picture": ("furniture outlet",),
    "button": ("furniture button",),
    "button-beside-button": ("furniture ambiguous",),
    "labelled-stamp": ("stamps label",),
    "picture-of-site": ("furniture outlet",),
    "caption-over-source": ("labels picture",),
    "call-to-action": ("calls_to_action deed platform own news",),
    "site-notice": ("agencies agency",),
    "agency-sign-off": ("agencies agency",),
    "names-over-agency": ("agencies agency",),
    "wire-slug-on-top": ("agencies agency",),
    "labelled-name": ("labels writer role by",),
    "label-of-stamp": ("stamps label",),
    "tag-under-label": ("labels tags",),
    "listed-tags": ("labels tags",),
    "section-over-stamp": ("furniture crumb outlet", "offices ministry office"),
    "section-on-top": ("furniture crumb outlet", "offices ministry office"),
    "between-furniture": ("furniture crumb outlet",),
    "film-link": ("labels film",),
    "headline-kicker": ("kickers genre adjective",),
    "title-of-points": ("labels points",),
    "paragraph-kicker": ("kickers summary",),
    "paragraph-dateline": ("agencies agency bureau",),
    "reporter-dateline": ("agencies agency bureau",),
    "credit-tail": ("labels source", "agencies agency"),
}
"""By the rule: the lists that its patterns are made of, each with the kinds of words that count."""


def row_of(rule: str, text: str, site: Profile | None = None) -> str:
    """The row with the longest word of the rule's lists that the text has, as FILE:LINE WORD; "" for none.

    A rule that goes by the shape of a line or by its neighbours has no list. `site` is the profile of the text's site:
    its sections count as well.
    """
    line = folded(text)
    words = list(_words(rule))
    if site is not None and any("crumb" in entry for entry in _LISTS.get(rule, ())):
        words += [(folded(section), row) for section, row in site.words["sections"].items()]
    found = [(len(word), place) for word, place in words if word in line]
    return max(found, default=(0, ""), key=lambda each: each[0])[1]


@cache
def _words(rule: str) -> tuple[tuple[str, str], ...]:
    """The words of a rule's lists as `folded` returns lines, each with its row."""
    found: list[tuple[str, str]] = []
    for entry in _LISTS.get(rule, ()):
        name, *kinds = entry.split()
        for number, row in rows_with_lines(name):
            if row[1] in kinds:
                found.append((folded(row[0]), f"{name}.tsv:{number} {row[0]}"))
        if "outlet" in kinds:
            for file in sorted(set(indexed("name").values())):
                found += [(folded(site), row) for site, row in ours(file).words["names"].items()]
    return tuple(found)
