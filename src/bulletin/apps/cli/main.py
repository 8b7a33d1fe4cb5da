"""The `bulletin` command: its sub-commands, loaded when they are called."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys

import click

from bulletin import __version__
from bulletin.apps.cli.exits import run
from bulletin.apps.cli.plain import listen_friendly

COMMANDS = {
    "make": ("bulletin.apps.cli.make", "Make an audio bulletin from articles."),
    "batch": ("bulletin.apps.cli.batch", "Make a bulletin of each of many articles."),
    "watch": (
        "bulletin.apps.cli.watch",
        "Make a bulletin of each article as it comes into a folder or feed.",
    ),
    "run": ("bulletin.apps.cli.run", "Make and publish what is new for a show that stands in one file."),
    "replace": ("bulletin.apps.cli.replace", "Change one story of a finished bulletin."),
    "script": ("bulletin.apps.cli.script", "Show what will be said, and what is left out and why."),
    "rundown": (
        "bulletin.apps.cli.rundown",
        "List the stories of a bulletin in a file, and see what it will be.",
    ),
    "spoken": ("bulletin.apps.cli.spoken", "Show how text is said aloud."),
    "studio": (
        "bulletin.apps.cli.studio",
        "Open a page on this machine to read, hear, correct, order and make.",
    ),
    "say": ("bulletin.apps.cli.say", "Say a sentence as a bulletin would: to a file, or aloud."),
    "voices": ("bulletin.apps.cli.voices", "List the voices, install one, or try it."),
    "station": (
        "bulletin.apps.cli.station",
        "Write a station's settings file, check it, and draw its cover.",
    ),
    "lexicon": ("bulletin.apps.cli.lexicon", "Check your own word list, and find the words it should have."),
    "check": ("bulletin.apps.cli.check", "Check whether finished bulletins are what they claim to be."),
    "export": ("bulletin.apps.cli.export", "Make an EPUB, a DAISY book or a playlist of bulletins."),
    "publish": ("bulletin.apps.cli.publish", "Put finished episodes into a podcast feed."),
    "feed": ("bulletin.apps.cli.feed", "Make a podcast feed; check, repair, move it, or try it out."),
    "cache": ("bulletin.apps.cli.cache", "See, check and prune the clips that are kept."),
    "doctor": (
        "bulletin.apps.cli.doctor",
        "Check what works on this machine, and how to mend what does not.",
    ),
}
"""By name: the module, which has a `command`, and its line in the help. In the order of the help."""


class _Lazy(click.Group):
    """A group that imports a command's module only when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        if name not in COMMANDS:
            return None
        module, _ = COMMANDS[name]
        command: click.Command = importlib.import_module(module).command
        return listen_friendly(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but an unknown command is answered with the one that is meant, or most like it."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib
            from pathlib import Path

            from bulletin.apps.cli.tried import command_for

            known = command_for(args[0])
            close = [known] if known else difflib.get_close_matches(args[0], COMMANDS, n=1)
            meant = f'did you mean "bulletin {close[0]}"?' if close else f"there are: {', '.join(COMMANDS)}"
            if not close and Path(args[0]).is_file():
                meant = f"to make a bulletin of that file: bulletin make {args[0]}"
            ctx.fail(f'there is no command "{args[0]}"; {meant}')
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.command(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="bulletin", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn Hindi news articles into an audio bulletin.

    The shortest way: bulletin make article.txt
    """


listen_friendly(cli)


def main() -> None:
    """Run the command line and end the process with an exit code of the surface."""
    # Modules and tables stay to the end: looking through them for garbage takes a tenth of a start.
    gc.set_threshold(100_000, 50, 50)
    code = run(cli)
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stderr.flush()
    # End at once: threads that wait for a slow service would hold it up, and nothing is left to be cleaned up.
    os._exit(code)
