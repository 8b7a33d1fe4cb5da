"""Articles: the chapters of a book, made from an edition."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from bulletin.schema.book import Article
from bulletin.schema.edition import Edition
from bulletin.writers.packages.articles import AHEAD, articles_of
from tests.writers.editions import DIRTY, RAVI, SMALL, WHOLE, line, with_lines

ONLY_A_HEADLINE = replace(SMALL, sentences=SMALL.sentences[:1], chapters=())
NO_MUSIC = replace(WHOLE, sentences=tuple(replace(each, start=each.start - 0.5) for each in WHOLE.sentences))
EDITIONS = {"one story": SMALL, "two stories": WHOLE, "a headline": ONLY_A_HEADLINE, "no music": NO_MUSIC}


@pytest.fixture(params=list(EDITIONS.values()), ids=list(EDITIONS))
def edition(request: pytest.FixtureRequest) -> Edition:
    found: Edition = request.param
    return found


def articles(edition: Edition, top: int = 1) -> tuple[Article, ...]:
    return articles_of(edition, "e1a", top)


def test_all_of_the_sound_is_in_some_phrase_and_none_of_it_twice(edition: Edition) -> None:
    phrases = [phrase for article in articles(edition) for phrase in article.phrases]
    assert (phrases[0].begin, phrases[-1].end) == (0, edition.duration * 1000)
    assert [one.end for one, _ in pairwise(phrases)] == [other.begin for _, other in pairwise(phrases)]
    assert min(phrase.length for phrase in phrases) > 0


def test_a_sentence_begins_when_it_is_said(edition: Edition) -> None:
    added = {article.title for article in articles(edition)} - {each.written for each in edition.sentences}
    starts = iter([round(each.start * 1000) for each in edition.sentences])
    for article in articles(edition):
        said = [phrase for phrase in article.phrases if phrase.text and phrase.text not in added]
        differences = [phrase.begin - next(starts) for phrase in said]
        # A heading that is not said may have taken a moment of the first one.
        assert -AHEAD <= differences[0] <= AHEAD
        assert set(differences[1:]) <= {0}


def test_every_sentence_is_there_once_and_in_order(edition: Edition) -> None:
    found = [phrase.text for article in articles(edition) for phrase in article.phrases if phrase.text]
    written = [each.written for each in edition.sentences]
    added = {article.title for article in articles(edition)} - set(written)
    assert [text for text in found if text not in added] == written


def test_every_article_has_one_heading_of_its_own_and_no_level_is_skipped(edition: Edition) -> None:
    for article in articles(edition):
        levels = [block.level for block in article.blocks if block.level]
        assert levels.count(article.level) == 1
        assert set(levels) <= {article.level, article.level + 1}


def test_stories_are_articles_below_what_opens_the_bulletin() -> None:
    assert [(each.level, each.title) for each in articles(WHOLE)] == [
        (1, "सुबह के समाचार"),
        (2, "मुख्य समाचार"),
        (2, "नदी पर नया पुल खुला"),
        (2, "मेट्रो का किराया बढ़ा"),
        (2, "एक बार फिर मुख्य समाचार"),
    ]


def test_one_story_is_one_article_whose_headings_are_its_sections() -> None:
    (article,) = articles(SMALL, top=2)
    assert [(each.level, each.text) for each in article.blocks if each.level] == [
        (2, SMALL.title),
        (3, "किराया & <समय>"),
        (3, "आगे की योजना"),
    ]


def test_sentences_of_a_paragraph_stay_together() -> None:
    (article,) = articles(SMALL)
    assert [len(block.phrases) for block in article.blocks if block.text] == [1, 1, 2, 1, 1, 1, 1]


def test_music_at_the_ends_is_a_phrase_without_words() -> None:
    (article,) = articles(with_lines(line("शीर्षक", start=3.0, end=4.0, role="headline")))
    assert [(each.text, each.begin, each.end) for each in article.phrases] == [
        ("", 0, 3000),
        ("शीर्षक", 3000, 4000),
        ("", 4000, 6000),
    ]


def test_a_heading_that_is_not_said_takes_the_music_before_the_first_sentence() -> None:
    first = articles(WHOLE)[0].phrases[0]
    assert (first.text, first.begin, first.end) == (WHOLE.title, 0, 500)


def test_a_heading_that_is_not_said_takes_only_a_moment_where_nothing_is_heard_before() -> None:
    first = articles(NO_MUSIC)[0].phrases[0]
    assert (first.begin, first.end) == (0, AHEAD)


def test_an_article_begins_with_the_sting_of_its_chapter() -> None:
    *others, first, second = SMALL.sentences
    stung = replace(
        SMALL, sentences=(*others, replace(first, role="headline", story=1), replace(second, story=1))
    )
    story = articles(stung)[-1]
    assert (story.begin, [each.text for each in story.phrases][:2]) == (28_500, ["", "आगे की योजना"])


def test_a_story_without_a_headline_has_the_title_of_its_chapter() -> None:
    said = tuple(
        replace(each, role="body") if each.role == "headline" and each.story else each
        for each in WHOLE.sentences
    )
    named = tuple(replace(each, title=each.title.replace("(रवि)", f"({RAVI})")) for each in WHOLE.chapters)
    found = articles(replace(WHOLE, sentences=said, chapters=named))[3]
    assert (found.title, found.blocks[0].level, found.blocks[0].text) == (
        "मेट्रो का किराया बढ़ा", 2, "मेट्रो का किराया बढ़ा",
    )  # fmt: skip


def test_who_reads_is_named_where_another_begins() -> None:
    story = articles(WHOLE)[3]
    assert [block.reader for block in story.blocks] == ["रवि <&> साथी", "", "", "अनीता"]


@pytest.mark.parametrize(("dirty", "clean"), DIRTY.values(), ids=DIRTY)
def test_what_no_file_may_hold_is_taken_out(dirty: str, clean: str) -> None:
    (article,) = articles(with_lines(line(dirty, role="headline")))
    assert article.title == clean


def test_an_edition_that_says_nothing_has_no_articles() -> None:
    with pytest.raises(ValueError, match="nothing is said"):
        articles(replace(SMALL, sentences=()))
