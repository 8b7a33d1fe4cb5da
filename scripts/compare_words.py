"""Compare the English words of the lexicon with how the Carnegie Mellon Pronouncing Dictionary has them said.

    scripts/compare_words.py [--folds 3] > list.tsv

Prints each entry whose reading differs in more than the length of vowels, nuktas and signs of nasals: the word, its
entry, the dictionary's reading in Hindi, and its phonemes. A reading is by a model that has not learned from the entry,
so that a wrong one does not confirm itself. The list is to be read by a person: either side may be right.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from bench_words import folded  # noqa: E402
from reading.english import Reader, pronunciations  # noqa: E402
from reading.origin import entries  # noqa: E402


def main() -> None:
    """Print the list, and on standard error how many were compared."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folds", type=int, default=3)
    arguments = parser.parse_args()
    known = pronunciations()
    lexicon = entries("lexicon_words")
    reader = Reader(known, lexicon, random.Random(3).sample(sorted(known), 6_000))
    mixed = [entry for entry in lexicon if entry[0] in reader.examples]
    random.Random(4).shuffle(mixed)
    differ = 0
    for fold in range(arguments.folds):
        others = [word for place, (word, _) in enumerate(mixed) if place % arguments.folds != fold]
        model = reader.model(others)
        for word, spoken in sorted(mixed[fold :: arguments.folds]):
            read = reader.read(model, word)
            if read is not None and folded(read) != folded(spoken):
                differ += 1
                print(f"{word}\t{spoken}\t{read}\t{' '.join(known[word][0])}", flush=True)
    print(f"{len(mixed):,} entries compared, {differ:,} differ", file=sys.stderr)


if __name__ == "__main__":
    main()
