"""Write: articles → a script. One story is the case of many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.language.hindi import speak
from bulletin.language.sentences import split
from bulletin.schema.article import Article, Passage
from bulletin.schema.script import Role, Script, Segment, Sentence, StoryLeftOut
from bulletin.schema.units import Milliseconds
from bulletin.script.pauses import AFTER_SEGMENT, pause_after_sentence


def write_script(articles: Sequence[Article], *, voice: str = "") -> Script:
    """The script of a bulletin of `articles`, in their order: headline, dek, then the sections of each.

    `voice` is `engine:name` for all segments, or empty while it is not decided. Raises ValueError
    without any article.
    """
    if not articles:
        raise ValueError("a bulletin needs an article")
    segments = tuple(
        segment for story, article in enumerate(articles) for segment in _story(story, article, voice)
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
        segments=segments,
        left_out=left_out,
    )


LONGEST_TITLE = 150


def _title(article: Article) -> str:
    if article.headline is not None:
        return " ".join(article.headline.text.split())
    first = split(article.title)
    title = " ".join((first[0] if first else article.source).split())
    if len(title) > LONGEST_TITLE:
        title = title[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    return title.rstrip(".।|")


def _story(story: int, article: Article, voice: str) -> Iterator[Segment]:
    if article.headline is not None:
        yield _segment(f"s{story}-headline", "headline", story, article.headline, voice)
    if article.dek is not None:
        yield _segment(f"s{story}-dek", "dek", story, article.dek, voice)
    for number, section in enumerate(article.sections):
        if section.heading is not None:
            yield _segment(f"s{story}-{number}-heading", "heading", story, section.heading, voice)
        for index, paragraph in enumerate(section.paragraphs, start=1):
            yield _segment(f"s{story}-{number}-body-{index}", "body", story, paragraph, voice)


def _segment(segment_id: str, role: Role, story: int, passage: Passage, voice: str) -> Segment:
    written = split(passage.text)
    sentences = []
    for index, text in enumerate(written):
        spoken = speak(text)
        last = index == len(written) - 1
        pause = Milliseconds(0) if last else pause_after_sentence(spoken.text)
        sentences.append(
            Sentence(written=text, spoken=spoken.text, pause_after=pause, changes=spoken.changes)
        )
    return Segment(
        id=segment_id,
        role=role,
        story=story,
        written=passage.text,
        voice=voice,
        sentences=tuple(sentences),
        pause_after=AFTER_SEGMENT[role],
        line=passage.line,
    )
