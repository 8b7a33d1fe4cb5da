"""Write: articles → a script. A single story is a bulletin of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from bulletin.language.hindi import Spoken, speak
from bulletin.language.hindi.marks import mark_changes
from bulletin.language.hindi.rule import Rule
from bulletin.language.sentences import split
from bulletin.schema.article import Article, Passage
from bulletin.schema.rundown import Item
from bulletin.schema.script import Change, Role, Script, Segment, Sentence, Story, StoryLeftOut
from bulletin.schema.units import Milliseconds
from bulletin.script.pauses import AFTER_SEGMENT, pause_after_sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Diction:
    """What shapes the spoken form of sentences besides the built-in rules."""

    lexicon: Rule | None = None
    """A newsroom's own words, applied before all rules."""
    without: frozenset[str] = frozenset()
    """Names of the rules that are switched off."""

    def say(self, written: str) -> Spoken:
        """Return the spoken form of a sentence, with every change on its ledger."""
        spoken = speak(written, without=self.without, lexicon=self.lexicon)
        marks = mark_changes(written, spoken.text, spoken.changes)
        if not marks:
            return spoken
        changes = sorted((*spoken.changes, *marks), key=lambda change: change.start)
        return Spoken(text=spoken.text, changes=tuple(changes))


PLAIN = Diction()

EDITED = "edited"
"""On the ledger: a person wrote the spoken form."""


def write_script(
    articles: Sequence[Article],
    *,
    voice: str = "",
    diction: Diction = PLAIN,
    items: Sequence[Item] = (),
) -> Script:
    """Return the script of the stories of `articles`, in their order: headline, dek, then the sections of each.

    `items` are what a rundown says of each. `voice` is `engine:name` for all segments, or empty if not decided yet. Raises ValueError without articles.
    """
    if not articles:
        raise ValueError("a bulletin needs an article")
    segments = tuple(
        segment
        for story, article in enumerate(articles)
        for segment in _story(story, article, voice, diction)
    )
    left_out = tuple(
        StoryLeftOut(story=story, passage=passage)
        for story, article in enumerate(articles)
        for passage in article.left_out
    )
    first = articles[0]
    return Script(
        title=_title(first),
        language=first.language,
        published=first.published,
        sources=tuple(article.source for article in articles),
        outside=tuple(article.outside for article in articles)
        if any(article.outside for article in articles)
        else (),
        segments=segments,
        left_out=left_out,
        stories=listed(
            [
                Story(
                    title=_title(article),
                    source=article.source,
                    published=article.published,
                    site=article.site,
                    overruled=article.overruled,
                )
                for article in articles
            ],
            items,
        ),
        identities=_identities(articles),
    )


def listed(stories: Sequence[Story], items: Sequence[Item]) -> tuple[Story, ...]:
    """Return stories with what a rundown says of each; its lead loses no paragraphs unless it may.

    Without a rundown the lead is cut last of all, as the first of equals (see `cuts`).
    """
    if not items:
        return tuple(stories)
    return tuple(
        replace(
            story,
            reader=item.reader or None,
            headline=item.headline,
            before=item.before,
            after=item.after,
            sting=item.sting,
            priority=item.priority,
            longest=item.longest,
            may_cut=number > 0 if item.may_cut is None else item.may_cut,
            may_drop=item.may_drop and number > 0,
            reserve=item.reserve,
            on_air=not item.reserve,
        )
        for number, (story, item) in enumerate(zip_longest(stories, items, fillvalue=Item()))
        if isinstance(story, Story)
    )


def _identities(articles: Sequence[Article]) -> tuple[str, ...]:
    if not any(article.identity for article in articles):
        return ()
    return tuple(article.identity or article.source for article in articles)


LONGEST_TITLE = 150
"""Characters."""


def _title(article: Article) -> str:
    if article.headline is not None:
        return " ".join(article.headline.text.split())
    first = split(article.title)
    title = " ".join((first[0] if first else article.source).split())
    if len(title) > LONGEST_TITLE:
        title = title[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    return title.rstrip(".।|")


def _story(story: int, article: Article, voice: str, diction: Diction) -> Iterator[Segment]:
    if article.headline is not None:
        yield _segment(f"s{story}-headline", "headline", story, article.headline, voice, diction)
    if article.dek is not None:
        yield _segment(f"s{story}-dek", "dek", story, article.dek, voice, diction)
    for number, section in enumerate(article.sections):
        if section.heading is not None:
            yield _segment(f"s{story}-{number}-heading", "heading", story, section.heading, voice, diction)
        for index, paragraph in enumerate(section.paragraphs, start=1):
            yield _segment(f"s{story}-{number}-body-{index}", "body", story, paragraph, voice, diction)


def _segment(
    segment_id: str, role: Role, story: int, passage: Passage, voice: str, diction: Diction
) -> Segment:
    sentences: list[tuple[str, str | None]] = [(text, None) for text in split(passage.text)]
    return segment_of(segment_id, role, story, passage, voice, sentences, diction)


def segment_of(
    segment_id: str,
    role: Role,
    story: int,
    passage: Passage,
    voice: str,
    sentences: Sequence[tuple[str, str | None]],
    diction: Diction,
) -> Segment:
    """Return a segment of written sentences, each with its spoken form, or None to make it by `diction`."""
    found: list[Sentence] = []
    for index, (written, wanted) in enumerate(sentences):
        spoken = diction.say(written)
        if wanted is not None:
            # Keep what a person wrote, but without digits and signs, as engines must never get those.
            edited = diction.say(wanted).text
            if edited != spoken.text:
                change = Change(rule=EDITED, written=written, spoken=edited, start=0)
                spoken = Spoken(text=edited, changes=(change,))
        last = index == len(sentences) - 1
        pause = Milliseconds(0) if last else pause_after_sentence(spoken.text)
        found.append(Sentence(written=written, spoken=spoken.text, pause_after=pause, changes=spoken.changes))
    return Segment(
        id=segment_id,
        role=role,
        story=story,
        written=passage.text,
        voice=voice,
        sentences=tuple(found),
        pause_after=AFTER_SEGMENT[role],
        line=passage.line,
    )
