"""Options that several commands share: how text is turned into spoken form."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import Any

import click

from bulletin.apps.cli.paths import PATH


def diction_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--lexicon FILE` and `--without RULE` to a command."""
    command = click.option(
        "--without", multiple=True, metavar="RULE", callback=_rules,
        help="Switch a rule of the language off. Can be given again. See: bulletin script --changes",
    )(command)  # fmt: skip
    return click.option(
        "--lexicon", "lexicons", type=PATH, multiple=True, metavar="FILE",
        help="Your own words, written<TAB>spoken a line. Can be given again; of two entries the later wins.",
    )(command)  # fmt: skip


def _rules(_context: click.Context, _parameter: click.Parameter, value: tuple[str, ...]) -> frozenset[str]:
    if not value:
        return frozenset()
    from bulletin.language.hindi import rule_names

    names = rule_names()
    for name in value:
        if name not in names:
            close = difflib.get_close_matches(name, names, n=1)
            meant = f'did you mean "{close[0]}"?' if close else f"the rules are: {', '.join(names)}"
            raise click.BadParameter(f'there is no rule "{name}"; {meant}')
    return frozenset(value)
