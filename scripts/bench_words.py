"""Measure how Latin words are read that no table has: two lists held out from the lexicon, and the lexicon as truth.

    scripts/bench words [--misses] [--lexicon]

A word is exact if it is read as one of the spellings beside it, and near if it differs from one only in a nukta, the
length or openness of vowels, a doubled consonant, or the sign of a nasal. Names are read with a capital, as written.
`--misses` lists what is not exact. `--lexicon` reads the entries of the built-in lexicon, too, as if it lacked them:
rules may be tuned to those, never to the lists.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

LISTS = Path(__file__).with_name("words")
FOLDED = str.maketrans("ीूैौॉईऊऐऔऑण", "िुेोोइउएओओन", "़")
NASAL = re.compile("[ङञणनम]्(?=[क-ह])|ँ")
DOUBLED = re.compile("([क-ह])्(?=\\1)")


def folded(spoken: str) -> str:
    """Return a word without what a listener hardly hears."""
    plain = unicodedata.normalize("NFD", spoken).translate(FOLDED)
    return DOUBLED.sub("", NASAL.sub("ं", plain)).replace(" ", "")


def rows(path: Path) -> list[tuple[str, list[str]]]:
    """Return the words of a list, each with its accepted spellings."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(written, spellings.split("||")) for written, spellings in pairs]


def measure(
    name: str, words: list[tuple[str, list[str]]], read: Callable[[str], str], *, misses: bool
) -> None:
    """Print how many words of a list are read exactly, and how many nearly."""
    exact = near = 0
    for written, accepted in words:
        spoken = read(written)
        if spoken in accepted:
            exact += 1
            continue
        nearly = folded(spoken) in {folded(spelling) for spelling in accepted}
        near += nearly
        if misses:
            print(f"  {'~' if nearly else '!'} {written}\t{spoken}\t{accepted[0]}")
    share = 100 / len(words)
    print(
        f"{name:24} {len(words):5} words   exact {exact:5} ({exact * share:4.1f} %)   "
        f"near {near:5} ({near * share:4.1f} %)   wrong {(len(words) - exact - near) * share:4.1f} %"
    )


def lexicon_words(table: str) -> list[tuple[str, list[str]]]:
    """Return the single words of a table of the lexicon."""
    from bulletin.language.tables import words

    return [
        (row[0], [row[1]])
        for row in words(f"hindi/words/{table}.tsv")
        if re.fullmatch("[A-Za-z]{3,}", row[0])
    ]


def main() -> None:
    """Measure the lists that are asked for."""
    parser = argparse.ArgumentParser(
        prog="scripts/bench words", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--misses", action="store_true", help="list the words that are not exact")
    parser.add_argument(
        "--lexicon", action="store_true", help="the lexicon's entries, too, as if it lacked them"
    )
    arguments = parser.parse_args()
    from bulletin.language.hindi import speak
    from bulletin.language.hindi.latin import fall_back

    for path in sorted(LISTS.glob("*.tsv")):
        measure(path.stem, rows(path), lambda written: speak(written).text, misses=arguments.misses)
    if arguments.lexicon:
        for table in ("lexicon_words", "lexicon_people", "lexicon_places"):
            measure(table, lexicon_words(table), fall_back, misses=arguments.misses)


if __name__ == "__main__":
    main()
