"""`bulletin lexicon`: check a newsroom's word list, and find the words it should have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from bulletin.apps.cli.options import in_plain_words, print_warning, usage_errors, words_options
from bulletin.apps.cli.paths import PATH
from bulletin.apps.cli.terminal import show


@click.group("lexicon")
def command() -> None:
    """Your own words: check a lexicon, or find the words that only the fall-back knew.

    A lexicon is a text file. Each line is what is written, a tab or two spaces, and what is spoken, in Hindi letters.
    """


@command.command("check", short_help="Say what is wrong with a lexicon, line by line.")
@click.argument("files", type=PATH, nargs=-1, required=True, metavar="FILE...")
def check(files: tuple[str, ...]) -> int:
    """Read each lexicon FILE and say what is wrong with it, line by line, and how to mend it."""
    from bulletin.errors import ConfigurationError
    from bulletin.production.setup.lexicons import read_lexicon

    wrong = 0
    for name in files:
        entries, faults = read_lexicon(Path(name))
        for fault in faults:
            kind = "error" if fault.error else "warning"
            show(f"{name} line {fault.line}: {kind}: {fault.what} {fault.remedy}")
        errors = sum(fault.error for fault in faults)
        wrong += errors
        show(f"{name}: {_count(len(entries), 'entry', 'entries')}, {_count(errors, 'error', 'errors')}")
    if wrong:
        raise ConfigurationError(
            f"{_count(wrong, 'line is', 'lines are')} wrong.",
            error_id="lexicon.lines",
            source=", ".join(files),
            remedy="Mend the lines that are named above, and check again.",
        )
    return 0


@command.command("unknown", short_help="List the Latin words that no lexicon knows.")
@click.argument("sources", type=PATH, nargs=-1, required=True, metavar="SOURCE...")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@click.option("--tsv", is_flag=True, help="Print lines that can be put into a lexicon as they are.")
@words_options
def unknown(sources: tuple[str, ...], *, as_json: bool, tsv: bool, **given: Any) -> None:
    """List the Latin words and acronyms in SOURCE... that no lexicon knows, the most frequent first.

    Each with how often it stands there and what would be said. Mend what is wrong in a lexicon of your own:

    \b
      bulletin lexicon unknown *.txt --tsv > words.tsv
      bulletin make article.txt --lexicon words.tsv
    """
    from bulletin.production.scripts import diction_of, script_of
    from bulletin.production.setup.lexicons import unknown_words
    from bulletin.production.setup.settle import with_settings

    with usage_errors():
        words = with_settings(in_plain_words(given))
    diction = diction_of(words.lexicons, words.without)
    found = unknown_words(script_of((source,), diction=diction, notice=print_warning) for source in sources)
    if as_json:
        import json

        show(
            json.dumps(
                [{"written": word.written, "spoken": word.spoken, "count": word.count} for word in found],
                ensure_ascii=False,
            )
        )
        return
    if tsv:
        for word in found:
            show(f"{word.written}\t{word.spoken}")
        return
    for word in found:
        show(f"{word.count}\t{word.written}\t{word.spoken}")
    if not found:
        show("Every Latin word is known.", err=True)


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
