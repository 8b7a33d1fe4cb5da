"""Plain: `--plain` on every command, and the help as a list of sentences where it is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

import click

from bulletin.apps.cli.terminal import is_plain

PLAIN = click.Option(
    ["--plain"], is_flag=True, expose_value=False,
    help="Plain lines for screen readers and logs: what is wrong first, words in place of signs, no columns.",
)  # fmt: skip
"""It has no value: `terminal.is_plain` knows of it, also where a command line is wrong and none is read."""

NEVER_WRAPPED = 100_000


def listen_friendly(command: click.Command) -> click.Command:
    """Add `--plain`, and help without columns, to a command and to all below it."""
    if PLAIN not in command.params:
        command.params.append(PLAIN)
        command.context_class = _Context
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            listen_friendly(inner)
    return command


class _Help(click.HelpFormatter):
    """Click's help; plainly, each option is a line with its name and what it does, and no sentence is broken."""

    def __init__(
        self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None
    ) -> None:
        super().__init__(indent_increment, NEVER_WRAPPED if is_plain() else width, max_width)

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write names with what is said of each."""
        if not is_plain():
            super().write_dl(rows, col_max, col_spacing)
            return
        for name, text in rows:
            said = re.sub(r"([\d.]+)<=x<=([\d.]+)", r"\1 to \2", " ".join(text.split()))
            self.write(f"{'':{self.current_indent}}{name}: {said}\n")


class _Context(click.Context):
    formatter_class = _Help
