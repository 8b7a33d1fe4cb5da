"""`bulletin lexicon`: check a newsroom's word list, add to it, and find the words it should have."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import click

from bulletin.apps.cli.changes import change_options
from bulletin.apps.cli.options import in_plain_words, print_warning, usage_errors, words_options
from bulletin.apps.cli.paths import PATH
from bulletin.apps.cli.tables import show_rows
from bulletin.apps.cli.terminal import is_plain, show

UNKNOWN = ("count", "written", "spoken", "reason")


@click.group("lexicon")
def command() -> None:
    """Your own words: check a lexicon, add a word, or find the words that it should have.

    A lexicon is a text file. Each line is what is written, a tab or two spaces, and what is spoken, in Hindi letters.
    """


@command.command("check", short_help="Say what is wrong with a lexicon, line by line.")
@click.argument("files", type=PATH, nargs=-1, required=True, metavar="FILE...")
def check(files: tuple[str, ...]) -> int:
    """Read each lexicon FILE and say what is wrong with it, line by line, and how to mend it."""
    from bulletin.errors import ConfigurationError
    from bulletin.production.setup.lexicons import read_lexicon

    wrong = 0
    said: dict[str, list[str]] = {"error": [], "warning": [], "count": []}
    for name in files:
        entries, faults = read_lexicon(Path(name))
        for fault in faults:
            kind = "error" if fault.error else "warning"
            place, what = f"{name} line {fault.line}", f"{fault.what} {fault.remedy}"
            if is_plain():
                said[kind].append(f"{kind}: {place}: {what}")
            else:
                show(f"{place}: {kind}: {what}")
        errors = sum(fault.error for fault in faults)
        wrong += errors
        count = f"{name}: {_count(len(entries), 'entry', 'entries')}, {_count(errors, 'error', 'errors')}"
        if is_plain():
            said["count"].append(count)
        else:
            show(count)
    # Plainly, the faults of all files come before what is right.
    for line in itertools.chain.from_iterable(said.values()):
        show(line)
    if wrong:
        raise ConfigurationError(
            f"{_count(wrong, 'line is', 'lines are')} wrong.",
            error_id="lexicon.lines",
            source=", ".join(files),
            remedy="Mend the lines that are named above, and check again.",
        )
    return 0


@command.command("add", short_help="Put a word into a lexicon.")
@click.argument("written", metavar="WORD")
@click.argument("spoken", metavar="SPOKEN")
@click.option("--to", "file", type=PATH, metavar="FILE", help="The lexicon; without it, the usual one.")
@click.option(
    "--remake",
    type=PATH,
    metavar="EPISODE",
    help="Say it so in this finished bulletin at once: only sentences with the word are spoken anew.",
)
@change_options
def add(written: str, spoken: str, file: str | None, remake: str | None, **given: Any) -> int:
    """Put WORD into a lexicon, to be said as SPOKEN, in Hindi letters. An entry of the same word is replaced.

    Without --to it goes into the station's lexicon, the last file that BULLETIN_LEXICON names, or else into words.tsv
    in this folder. All other lines stay as they are.

    \b
      bulletin lexicon add Zorblatt ज़ोरब्लाट
      bulletin make article.txt --lexicon words.tsv
      bulletin lexicon add कीव कीव --remake news.mp3
    """
    from bulletin.errors import BulletinError
    from bulletin.production.setup.new_word import add_word, usual_lexicon

    path = Path(file) if file else usual_lexicon()
    edit = add_word(path, written, spoken)
    entry, before = edit.entry, edit.before
    replaced = f" (replaced, it was {before.spoken})" if before else ""
    show(f"{path} line {entry.line}: {entry.written}: {entry.spoken}{replaced}")
    if edit.faults:
        wrong = _count(len(edit.faults), "other line is", "other lines are")
        show(f"note: {wrong} wrong; see them by: bulletin lexicon check {path}", err=True)
    if remake is not None:
        from bulletin.apps.cli.changes import show_changed
        from bulletin.production.changing import Change

        said = Change(what="words", words=(entry.written,), lexicons=(path,))
        try:
            show_changed(Path(remake), said, **given)
        except BulletinError as error:
            error.remedy = f"{error.remedy} The entry stays in {path}.".lstrip()
            raise
    if not _is_in_use(path, given.get("station")):
        show(
            f"note: bulletins go by it with --lexicon {path}, with BULLETIN_LEXICON={path},"
            f' or with lexicon = ["{path}"] under [words] in the station file',
            err=True,
        )
    return 0


def _is_in_use(path: Path, station: str | None) -> bool:
    """Whether the next bulletin goes by a lexicon: the environment names it, or the station file that is given."""
    from bulletin.production.setup.lexicons import station_lexicons
    from bulletin.production.setup.station import read_station

    named = station_lexicons()
    if station is not None:
        named = (*named, *read_station(Path(station)).lexicons)
    return path.resolve() in {each.resolve() for each in named}


@command.command("unknown", short_help="List the words that a lexicon should have.")
@click.argument("sources", type=PATH, nargs=-1, required=True, metavar="SOURCE...")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@click.option("--tsv", is_flag=True, help="Print lines that can be put into a lexicon as they are.")
@words_options
def unknown(sources: tuple[str, ...], *, as_json: bool, tsv: bool, **given: Any) -> None:
    """List words in SOURCE... that a voice may get wrong, the most frequent first.

    These are Latin words and acronyms that no lexicon or dictionary knows (spelling, letters), and names in Hindi whose
    spelling leaves the reading open (nukta: it is missing; schwa: three bare consonants; cluster: three joined ones).

    Each with how often it stands there, what would be said or is likely right, and why it is listed. Mend what is wrong
    in a lexicon of your own:

    \b
      bulletin lexicon unknown *.txt --tsv > words.tsv
      bulletin make article.txt --lexicon words.tsv
    """
    from bulletin.production.scripts import diction_of, script_of
    from bulletin.production.setup.settle import with_settings
    from bulletin.production.setup.unknown import unknown_words

    with usage_errors():
        words = with_settings(in_plain_words(given))
    diction = diction_of(words.lexicons, words.without)
    found = unknown_words(script_of((source,), diction=diction, notice=print_warning) for source in sources)
    if as_json:
        import json

        show(
            json.dumps(
                [
                    {
                        "written": word.written,
                        "spoken": word.spoken,
                        "count": word.count,
                        "reason": word.reason,
                    }
                    for word in found
                ],
                ensure_ascii=False,
            )
        )
        return
    if tsv:
        for word in found:
            show(f"{word.written}\t{word.spoken}")
        return
    if not found:
        show("no word is in doubt", err=True)
        return
    show_rows(
        UNKNOWN, [(str(word.count), word.written, word.spoken, word.reason) for word in found], titled=False
    )


@command.command("impact", short_help="List the episodes and sentences that a lexicon changes.")
@click.argument("files", type=PATH, nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--in", "folders", type=PATH, multiple=True, required=True, metavar="DIR",
    help="A folder of finished episodes. Can be given again.",
)  # fmt: skip
@click.option(
    "--json", "as_json", is_flag=True, help="Print a JSON object a line: of each episode, and at the end."
)
def impact(files: tuple[str, ...], folders: tuple[str, ...], *, as_json: bool) -> None:
    """List each episode in DIR, and each sentence of it, that would be said differently with the lexicon FILE.

    With how many seconds of speech that is. An index of sentences is kept in DIR, so that ten thousand episodes are
    searched in a moment. Nothing is made; to say just those sentences anew, under the same names and guids:

    \b
      bulletin lexicon impact words.tsv --in episodes
      bulletin batch --remake words.tsv --out episodes
    """
    from bulletin.apps.cli.impact_lines import show_impact

    show_impact([Path(name) for name in files], [Path(name) for name in folders], as_json=as_json)


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
