"""`bulletin spoken`: text as it is written → text as it is said."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bulletin.apps.cli.diction import diction_options

if TYPE_CHECKING:
    from bulletin.language.hindi.rule import Rule


@click.command("spoken")
@click.argument("texts", nargs=-1, metavar="[TEXT...]")
@diction_options
def command(texts: tuple[str, ...], lexicons: tuple[str, ...], without: frozenset[str]) -> None:
    """Show how each TEXT, or each line of standard input, is said aloud: one line each.

    \b
    Example:
      bulletin spoken "₹3.5 लाख करोड़"
      साढ़े तीन लाख करोड़ रुपये
    """
    from bulletin.language.hindi import speak
    from bulletin.language.sentences import split

    lexicon = _lexicon(lexicons)

    def said(text: str) -> str:
        spoken = (speak(sentence, without=without, lexicon=lexicon).text for sentence in split(text))
        return " ".join(filter(None, spoken))

    if texts:
        for text in texts:
            click.echo(said(text))
        return
    for raw in sys.stdin.buffer:
        click.echo(said(raw.decode("utf-8", errors="replace").rstrip("\r\n")))


def _lexicon(files: tuple[str, ...]) -> Rule | None:
    """The rule of the newsroom's lexicons; the room that reads them is entered only if there are any."""
    if not files and not os.environ.get("BULLETIN_LEXICON"):
        return None
    from bulletin.production.setup.lexicons import lexicon_rule

    return lexicon_rule([Path(name) for name in files])
