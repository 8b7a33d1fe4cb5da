"""`bulletin studio`: the page on this machine."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bulletin.apps.cli.paths import PATH
from bulletin.apps.cli.terminal import say, show

if TYPE_CHECKING:
    from bulletin.apps.studio.serve import Address


@click.command("studio")
@click.option(
    "--folder", type=PATH, default="studio", metavar="DIR", show_default=True,
    help="Where stories, rundowns, settings and finished bulletins are kept.",
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 for any that is free."
)
@click.option(
    "--host", default="127.0.0.1", show_default=True,
    help="Another address of this machine, to use it from others; they are asked for the token. Not encrypted.",
)  # fmt: skip
@click.option("--no-open", is_flag=True, help="Do not open the page in a browser.")
def command(folder: str, port: int, host: str, *, no_open: bool) -> None:
    """Open a page on this machine: paste or fetch a story, read, hear and correct it, order stories, make a bulletin.

    Prints the page's address, which only this machine can open. Ctrl-C ends it; what you did is in --folder, in files that all
    other commands take too.

    \b
    Examples:
      bulletin studio
      bulletin studio --folder newsroom --port 9000
    """
    from bulletin.apps.studio.serve import serve
    from bulletin.production.drafts.folder import StudioFolder

    def ready(address: Address) -> None:
        show(address.with_token)
        sys.stdout.flush()
        if host not in ("127.0.0.1", "localhost", "::1"):
            say(f"other machines: {address.plain} asks for the token {address.token}")
        say(f"studio: {Path(folder).absolute()}; Ctrl-C ends it")
        if not no_open:
            import webbrowser

            webbrowser.open(address.with_token)

    serve(StudioFolder.opened(Path(folder)), host=host, port=port, ready=ready)
