"""Coverage: the check that no text of an article is missing from its script."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.errors import BugError, first_words
from bulletin.language.characters import letters_and_digits
from bulletin.schema.article import NO_TEXT, Article
from bulletin.schema.script import Script


def check_coverage(articles: Sequence[Article], script: Script) -> None:
    """Check that the segments and left-out passages have all letters and digits of the articles, in order.

    Raises BugError (70), which names the first place where text is missing or repeated.
    """
    for story, article in enumerate(articles):
        places: list[tuple[int, int, int, str]] = []
        for order, segment in enumerate(script.segments):
            if segment.story == story and segment.line:
                places.append((segment.line, 1, order, segment.written))
                _check_sentences(segment.written, [sentence.written for sentence in segment.sentences])
        for order, item in enumerate(script.left_out):
            if item.story == story and item.passage.reason not in NO_TEXT:
                rank = 2 if item.passage.after else 0
                places.append((item.passage.line, rank, order, item.passage.text))
        said = "".join(text for *_, text in sorted(places))
        if _on_no_row(said) == _on_no_row(article.text):
            continue
        found, wanted = letters_and_digits(said), letters_and_digits(article.text)
        if found != wanted:
            at = next(
                (
                    index
                    for index, (one, other) in enumerate(zip(found, wanted, strict=False))
                    if one != other
                ),
                min(len(found), len(wanted)),
            )
            raise BugError(
                f"a part of the article is neither spoken nor left out, after {at:,} letters.",
                error_id="script.coverage",
                source=f"{article.source}, near {first_words(wanted[max(0, at - 10) : at + 30])}",
                remedy="Please report this article; it shows a fault in bulletin.",
            )


def _check_sentences(written: str, sentences: list[str]) -> None:
    said = "".join(sentences)
    if _on_no_row(said) != _on_no_row(written) and letters_and_digits(said) != letters_and_digits(written):
        raise BugError(
            "a sentence was lost between a paragraph and its script.",
            error_id="script.sentences",
            source=first_words(written),
            remedy="Please report this article; it shows a fault in bulletin.",
        )


def _on_no_row(text: str) -> str:
    """The text without white space: in most articles nothing else differs, and it takes a tenth of the time to compare."""
    return "".join(text.split())
