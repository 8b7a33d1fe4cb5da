#!/usr/bin/env python3
"""Measures the readers over all role files: precision and recall of each label, precision of each rule, and what was lost or read in vain.

scripts/bench readers            all role files of tests/readers
scripts/bench readers pages      those of one folder
scripts/bench readers --shown    every line that is wrong
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bulletin.errors import BulletinError
from bulletin.language.characters import letters_and_digits
from bulletin.readers import read_article
from bulletin.readers.labels.chain import RULES
from bulletin.schema.article import Article

READERS = Path(__file__).parents[1] / "tests" / "readers"
SHORT = 25
"""Characters of a text outside the article that is looked for as a whole part only."""

SPOKEN = ("headline", "dek", "heading", "body")


def parts_of(article: Article) -> list[tuple[str, str]]:
    """Every part of an article with its label."""
    spoken = [("headline", article.headline), ("dek", article.dek)]
    for section in article.sections:
        spoken += [("heading", section.heading), *(("body", passage) for passage in section.paragraphs)]
    found = [(label, passage.text) for label, passage in spoken if passage is not None]
    return found + [(item.reason, item.text) for item in article.left_out]


def rules_of(article: Article, wanted: list[tuple[str, str]]) -> Iterator[tuple[str, bool]]:
    """The rule of each passage that is left out, and whether the role file has the passage under the rule's reason."""
    known = {(label, letters_and_digits(text)) for label, text in wanted}
    for item in article.left_out:
        yield item.rule, (item.reason, letters_and_digits(item.text)) in known


def expected(path: Path) -> list[tuple[str, str]]:
    """The rows of a role file: label and text."""
    rows = path.read_text(encoding="utf-8").split("\n")
    return [(row.split("\t")[0], row.split("\t")[1]) for row in rows if row.strip()]


def compare(
    path: Path, rules: Counter[tuple[str, bool]]
) -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
    """Each row of a role file with the label it should have and the one it got, and what was read beyond them."""
    wanted = expected(path)
    source = next(
        path.with_suffix(suffix) for suffix in (".txt", ".md", ".html") if path.with_suffix(suffix).exists()
    )
    try:
        article = read_article(source.read_bytes(), source.name)
        got = parts_of(article)
        rules.update(rules_of(article, wanted))
    except BulletinError as error:
        got = [("refused", str(error))]
        if wanted[0][0] == "refused":
            right = wanted[0][1] in str(error)
            return [("refused", "refused" if right else "wrong refusal", wanted[0][1])], []
        return [(label, "refused", text) for label, text in wanted], []
    by_text: dict[str, list[str]] = {}
    for label, text in got:
        by_text.setdefault(letters_and_digits(text), []).append(label)
    rows: list[tuple[str, str, str]] = []
    for label, text in wanted:
        labels = by_text.get(letters_and_digits(text))
        if labels:
            found = labels.pop(labels.index(label) if label in labels else 0)
        elif label == "outside" and len(text) < SHORT:
            found = label  # a word of a menu may stand in the text as well
        else:
            found = _inside(letters_and_digits(text), got)
        rows.append((label, found, text))
    known = "".join(letters_and_digits(text) for _, text in wanted)
    extra = [
        (label, text) for label, text in got if label in SPOKEN and letters_and_digits(text) not in known
    ]
    return rows, extra


def _inside(letters: str, got: list[tuple[str, str]]) -> str:
    """The label of a part that has this text and more in it; `outside` if none has."""
    return next((f"in {label}" for label, text in got if letters in letters_and_digits(text)), "outside")


def main() -> None:
    """Compare, count, print."""
    folders = [word for word in sys.argv[1:] if not word.startswith("-")] or ["articles", "pages"]
    shown = "--shown" in sys.argv
    labels: Counter[tuple[str, str]] = Counter()
    rules: Counter[tuple[str, bool]] = Counter()
    lost = aloud = beyond = files = 0
    begun = time.perf_counter()
    for path in sorted(path for folder in folders for path in (READERS / folder).glob("*.roles")):
        rows, extra = compare(path, rules)
        files += 1
        for label, found, text in rows:
            labels[label, found] += 1
            said = found.removeprefix("in ") in SPOKEN
            lost += label in SPOKEN and not said
            aloud += label not in SPOKEN and label != "refused" and said
            if shown and label != found:
                print(f"{path.stem}: {label} → {found}: {text[:90]}")
        beyond += len(extra)
        if shown:
            for label, text in extra:
                print(f"{path.stem}: read beyond the role file, {label}: {text[:90]}")
    seconds = time.perf_counter() - begun
    total = sum(labels.values())
    right = sum(count for (label, found), count in labels.items() if label == found)
    heard = 1 - (lost + aloud) / total
    print(f"{files} files, {total} rows: {right / total:.1%} right, {heard:.1%} rightly read or left out, {lost} lost, {aloud + beyond} read in vain "
          f"({(aloud + beyond) / total:.1%}), {1000 * seconds / files:.1f} ms a file")  # fmt: skip
    for label in sorted({label for label, _ in labels}):
        of_label = sum(count for (one, _), count in labels.items() if one == label)
        as_label = sum(count for (_, other), count in labels.items() if other == label)
        hit = labels[label, label]
        print(
            f"  {label:13} recall {hit / of_label:6.1%} of {of_label:4}   precision {hit / max(1, as_label):6.1%} of {as_label:4}"
        )

    print("\nrules: passages found, and how many of them the role files have under the same reason")
    for name in RULES:
        count = rules[name, True] + rules[name, False]
        if count:
            print(f"  {name:22} {count:4}   precision {rules[name, True] / count:6.1%}")
    print(
        f"  no role file has: {', '.join(name for name in RULES if not rules[name, True] + rules[name, False])}"
    )


if __name__ == "__main__":
    main()
