"""Remake: a record → the command that makes its episode again, with what is needed first, or that there is none.

The command names what `make` was given: the edited script and not its article. It comes behind a sentence where it would
not do as it stands: for standard input, and where a file is not here or has other words by now.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from bulletin.errors import BulletinError
from bulletin.language.characters import letters_and_digits
from bulletin.production.audit.sources import articles_at_hand
from bulletin.production.audit.wording import shortened
from bulletin.production.episode.identity import is_address
from bulletin.production.episode.record import EpisodeRecord
from bulletin.production.episode.rows import SentenceRow
from bulletin.production.setup.table import SETTINGS
from bulletin.readers import without_inline
from bulletin.schema.formats import FORMATS
from bulletin.script import is_sheet

STANDARD_INPUT = "-"

UNKNOWN = "What it was made from is not known. Make it again from its article or script, under the same name."

_FROM_THE_ARTICLE = ("headline", "dek", "heading", "body")
"""Roles of sentences that stand in a source; the others are written by bulletin or the station."""


def remake(record: EpisodeRecord, sources: Sequence[str], output: Path | str) -> str:
    """How to make the episode of a record again from `sources`, as `output`."""
    if not sources or not all(map(str.isprintable, sources)):
        return UNKNOWN
    asked = _asked(record)
    target = f"./{output}" if str(output).startswith("-") else str(output)
    options = ["--again", *asked, "-o", target]
    dashed = any(source.startswith("-") and source != STANDARD_INPUT for source in sources)
    words = [*options, "--", *sources] if dashed else [*sources, *options]
    return _condition(record, sources, asked) + shlex.join(["bulletin", "make", *words])


def _asked(record: EpisodeRecord) -> list[str]:
    """The options it was made with; of an older record, those that it gives a reason for."""
    asked = [*record.asked] if all(map(str.isprintable, record.asked)) else []
    if record.given:
        return asked
    voice = record.voice.strip()
    if voice and not any("=" not in after for word, after in pairwise(asked) if word == "--voice"):
        asked += ["--voice", voice]
    loudness = record.loudness.target_lufs
    if loudness is not None and "--loudness" not in asked:
        asked += ["--loudness", f"{loudness:g}"]
    slot = record.slot.asked if record.slot else None
    if slot is not None and "--slot" not in asked:
        asked += ["--slot", f"{slot:g}s"]
    formats = [kind for kind in record.files if kind in FORMATS]
    if len(formats) > 1 and "--format" not in asked:
        asked += [word for kind in formats for word in ("--format", kind)]
    return asked


def _condition(record: EpisodeRecord, sources: Sequence[str], asked: Sequence[str]) -> str:
    """What is to be seen to before the command; empty if nothing is."""
    if STANDARD_INPUT in sources:
        return "It was made from standard input; with the same text there: "
    here = [name for name in sources if not is_address(name)]
    missing = [name for name in (*here, *_files(asked)) if not Path(name).is_file()]
    if missing:
        names = ", ".join(shortened(name) for name in missing)
        return f"With {names} in this folder, as {'it was' if len(missing) == 1 else 'they were'}: "
    if len(here) < len(sources):
        return "With the pages as they were: "
    if not _has_the_words(record.sentences or (), sources):
        names = ", ".join(shortened(name) for name in sources)
        return f"{names} {'has' if len(sources) == 1 else 'have'} other words by now; as it was made: "
    return ""


def _files(asked: Sequence[str]) -> Iterable[str]:
    """Names of the files that options name."""
    options = {row.option.split()[-1]: row.kind for row in SETTINGS.values() if row.option}
    for option, name in pairwise(asked):
        kind = options.get(option)
        if option == "--station" or (kind is not None and kind.names_file and name not in kind.choices):
            yield name


def _has_the_words(sentences: Sequence[SentenceRow], sources: Sequence[str]) -> bool:
    """Whether every sentence that stood in the sources stands there still."""
    try:
        texts = (_text(data.decode("utf-8", "replace")) for _, data in articles_at_hand(sources))
        text = letters_and_digits("\n".join(texts))
    except BulletinError:
        return False
    return all(
        letters_and_digits(each.written) in text for each in sentences if each.role in _FROM_THE_ARTICLE
    )


def _text(text: str) -> str:
    """The text of an article or script, as its reader has it."""
    return text if is_sheet(text) else without_inline(text)[0]
