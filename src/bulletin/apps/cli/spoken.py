"""`bulletin spoken`: text as it is written → text as it is said."""

from __future__ import annotations

import sys

import click


@click.command("spoken")
@click.argument("texts", nargs=-1, metavar="[TEXT...]")
def command(texts: tuple[str, ...]) -> None:
    """Show how each TEXT, or each line of standard input, is said aloud: one line each.

    \b
    Example:
      bulletin spoken "₹3.5 लाख करोड़"
      साढ़े तीन लाख करोड़ रुपये
    """
    from bulletin.language.hindi import speak
    from bulletin.language.sentences import split

    def said(text: str) -> str:
        return " ".join(spoken for sentence in split(text) if (spoken := speak(sentence).text))

    if texts:
        for text in texts:
            click.echo(said(text))
        return
    for raw in sys.stdin.buffer:
        click.echo(said(raw.decode("utf-8", errors="replace").rstrip("\r\n")))
