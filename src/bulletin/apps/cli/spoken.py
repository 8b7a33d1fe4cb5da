"""`bulletin spoken`: text as it is written → text as it is said."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from bulletin.apps.cli.options import in_plain_words, usage_errors, words_options
from bulletin.apps.cli.terminal import say, show

if TYPE_CHECKING:
    from bulletin.language.hindi.rule import Rule


@click.command("spoken")
@click.argument("texts", nargs=-1, metavar="[TEXT...]")
@words_options
def command(texts: tuple[str, ...], **given: Any) -> None:
    """Show how each TEXT, or each line of standard input (or -), is said aloud: one line each.

    \b
    Example:
      bulletin spoken "₹3.5 लाख करोड़"
      साढ़े तीन लाख करोड़ रुपये
    """
    from bulletin.language.hindi import speak
    from bulletin.language.sentences import split

    lexicon, without = _words(in_plain_words(given))

    def said(text: str) -> str:
        spoken = (speak(sentence, without=without, lexicon=lexicon).text for sentence in split(text))
        return " ".join(filter(None, spoken))

    if texts and texts != ("-",):
        for text in texts:
            if _is_file(text):
                say(f"note: {text} is a file, and its name was read; what is in it: bulletin script {text}")
            show(said(text))
        return
    for raw in sys.stdin.buffer:
        show(said(raw.decode("utf-8", errors="replace").rstrip("\r\n")))


def _is_file(text: str) -> bool:
    """Whether a text is the name of a file that is here: somebody may mean what is in it."""
    try:
        return "." in text and os.path.isfile(text)  # noqa: PTH113  (pathlib takes a while to load)
    except ValueError:
        return False


def _words(settings: Mapping[str, object]) -> tuple[Rule | None, frozenset[str]]:
    """The rule of the newsroom's lexicons, and the rules switched off; what reads them is loaded only if there are any."""
    if not settings and not os.environ.get("BULLETIN_LEXICON"):
        return None, frozenset()
    from bulletin.production.setup.lexicons import lexicon_rule
    from bulletin.production.setup.settle import with_settings

    with usage_errors():
        words = with_settings(settings)
    return lexicon_rule(words.lexicons), words.without
