"""`bulletin feed`: a podcast feed in a folder: new, checked, repaired, moved, and tried out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

LOCK = click.option(
    "--lock-timeout", type=click.FloatRange(0, 86_400), default=60.0, show_default=True, metavar="SECONDS",
    help="How long to wait while another bulletin publishes to this feed.",
)  # fmt: skip


@click.group("feed")
def command() -> None:
    """A podcast feed in a folder that any static host serves.

    \b
      bulletin feed new podcast --title … --link … --author … --category News --image cover.jpg
      bulletin publish output/metro.mp3 --feed podcast --base-url https://example.org/podcast/
      bulletin feed check podcast
      bulletin feed serve podcast
    """


@command.command("new")
@click.argument("folder", metavar="DIR")
@click.option("--title", required=True, help="The show's name.")
@click.option("--link", required=True, metavar="URL", help="The show's page on the web.")
@click.option("--author", required=True, help="Who makes it.")
@click.option(
    "--category", required=True, help='A category of podcast directories: News, "News > Daily News" …'
)
@click.option(
    "--image", required=True, metavar="FILE|URL", help="The cover: a square JPEG or PNG, 1400 to 3000 pixels."
)
@click.option("--email", default="", help="Where directories reach the owner; everybody can read it.")
@click.option("--language", default="hi", show_default=True, help="The show's language.")
@click.option("--description", default="", help="What the show is; its title if nothing is said.")
@click.option("--copyright", "rights", default="", help="Whose it is.")
@click.option("--base-url", default="", metavar="URL", help="Where DIR will be on the web.")
@click.option(
    "--limit", type=click.IntRange(1, 100_000), metavar="N", help="Keep at most N episodes in the feed."
)
@LOCK
def new(
    folder: str,
    title: str,
    link: str,
    author: str,
    category: str,
    image: str,
    email: str,
    language: str,
    description: str,
    rights: str,
    base_url: str,
    limit: int | None,
    lock_timeout: float,
) -> None:
    """Make a feed without episodes in DIR. Prints its path."""
    from bulletin.production.feed_making import ShowWish, new_feed

    wish = ShowWish(
        title=title, link=link, author=author, category=category, image=image, email=email, language=language,
        description=description, copyright=rights, base_url=base_url, limit=limit,
    )  # fmt: skip
    click.echo(str(new_feed(Path(folder), wish, lock_timeout)))


@command.command("move")
@click.argument("folder", metavar="DIR")
@click.option("--base-url", required=True, metavar="URL", help="Where DIR is on the web from now on.")
@LOCK
def move(folder: str, base_url: str, lock_timeout: float) -> None:
    """Have the feed in DIR tell another address. Every episode keeps its identity."""
    from bulletin.production.feed_making import move_feed

    old, new = move_feed(Path(folder), base_url, lock_timeout)
    print("nothing to move" if old == new else f"moved: from {old}", file=sys.stderr)
    click.echo(new)
