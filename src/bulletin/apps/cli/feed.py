"""`bulletin feed`: a podcast feed in a folder: new, checked, repaired, moved, and tried out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bulletin.apps.cli.paths import PATH
from bulletin.apps.cli.terminal import marked, say, show, shows_signs

LOCK = click.option(
    "--lock-timeout", type=click.FloatRange(0, 86_400), default=60.0, show_default=True, metavar="SECONDS",
    help="How long to wait while another bulletin publishes to this feed.",
)  # fmt: skip


@click.group("feed")
def command() -> None:
    """A podcast feed in a folder that any static host serves.

    \b
      bulletin feed new podcast --title … --author … --category News --image cover.jpg
      bulletin publish output/metro.mp3 --feed podcast --base-url https://example.org/podcast/
      bulletin feed check podcast
      bulletin feed serve podcast
    """


@command.command("new")
@click.argument("folder", type=PATH, metavar="DIR")
@click.option("--title", required=True, help="The show's name.")
@click.option(
    "--link", default="", metavar="URL", help="The show's page on the web; without it, the index in DIR."
)
@click.option("--author", required=True, help="Who makes it.")
@click.option(
    "--category", required=True, help='A category of podcast directories: News, "News > Daily News" …'
)
@click.option(
    "--image",
    type=PATH,
    required=True,
    metavar="FILE|URL",
    help="The cover: a JPEG or PNG, which is made a square as directories want it.",
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
    from bulletin.production.feeds.making import ShowOptions, new_feed

    options = ShowOptions(
        title=title, link=link, author=author, category=category, image=image, email=email, language=language,
        description=description, copyright=rights, base_url=base_url, limit=limit,
    )  # fmt: skip
    show(str(new_feed(Path(folder), options, lock_timeout)))
    if not base_url:
        say(
            "note: it does not know its address; say it when you publish: --base-url https://… [feed.no_address]"
        )


@command.command("move")
@click.argument("folder", type=PATH, metavar="DIR")
@click.option("--base-url", required=True, metavar="URL", help="Where DIR is on the web from now on.")
@LOCK
def move(folder: str, base_url: str, lock_timeout: float) -> None:
    """Give the feed in DIR another address. Every episode keeps its identity."""
    from bulletin.production.feeds.moving import move_feed

    old, new = move_feed(Path(folder), base_url, lock_timeout)
    say("nothing to move" if old == new else f"moved: from {old}")
    show(new)


@command.command("check")
@click.argument("folder", type=PATH, metavar="DIR")
@click.option("--quick", is_flag=True, help="Do not read the sound files to the end.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def check(folder: str, quick: bool, as_json: bool) -> None:
    """Look at the feed in DIR, its archive and every file it names.

    Prints what is wrong, with its remedy. Ends with 0 if nothing is, else with 65.
    """
    import json

    from bulletin.errors import InputError
    from bulletin.production.feeds.audit import audit_feed

    found = audit_feed(Path(folder), quick=quick)
    if as_json:
        document = {
            "schema": "bulletin.feed_check/1", "feed": str(Path(folder) / "feed.xml"), "good": not found.faults,
            "pages": found.pages, "episodes": found.items, "files": found.files, "unused_bytes": found.unused,
            "findings": [
                {"id": each.fault_id, "what": each.what, "where": each.where, "remedy": each.remedy}
                for each in found.faults
            ],
        }  # fmt: skip
        show(json.dumps(document, ensure_ascii=False))
    else:
        words = not shows_signs(sys.stdout)
        for each in found.faults:
            show(marked(False, f"{each.where}: {each.what} [{each.fault_id}]", words=words))
            show(f"  next: {each.remedy}")
        if not found.faults:
            pages = "" if found.pages == 1 else f" on {found.pages} pages"
            episodes = "1 episode" if found.items == 1 else f"{found.items:,} episodes"
            what = f"{episodes}{pages}, {found.files:,} files: all there, and as they were published"
            show(marked(True, what, words=words))
        if found.unused:
            say(
                f"note: {found.unused / 1000**2:,.1f} MB are of earlier versions, which no item names;"
                f" bulletin feed prune {folder} --dry-run lists them",
            )
    if found.faults:
        raise InputError(
            f"{len(found.faults)} {'thing is' if len(found.faults) == 1 else 'things are'} wrong with the feed.",
            error_id="feed.findings",
            source=str(Path(folder) / "feed.xml"),
            remedy=f"Most can be mended at once: bulletin feed repair {folder}"
            if any("feed repair" in each.remedy for each in found.faults)
            else "Do what stands under each of them.",
        )


@command.command("repair")
@click.argument("folder", type=PATH, metavar="DIR")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@LOCK
def repair(folder: str, dry_run: bool, lock_timeout: float) -> None:
    """Make the feed in DIR whole again from its episodes' records.

    Every episode keeps its identity.

    A feed that cannot be read is kept beside the new one. Prints a line for each thing that is done.
    """
    from bulletin.errors import InputError
    from bulletin.production.feeds.repairing import repair_feed

    found = repair_feed(Path(folder), lock_timeout, dry_run=dry_run)
    for line in found.left:
        say(f"warning: {line} [feed.left]")
    for line in found.done:
        show(line)
    if not found.done and not found.left:
        say("nothing to repair")
    elif found.done and dry_run:
        say("nothing was changed; without --dry-run it is done")
    if found.left:
        raise InputError(
            f"{len(found.left)} {'thing' if len(found.left) == 1 else 'things'} could not be repaired.",
            error_id="feed.left",
            source=str(Path(folder) / "feed.xml"),
            remedy="Publish those episodes again from their own folder, or take their items out of the feed.",
        )


@command.command("withdraw")
@click.argument("folder", type=PATH, metavar="DIR")
@click.argument("named", type=PATH, metavar="GUID|FILE")
@click.option("--reason", default="", metavar="TEXT", help="Why; kept in DIR, which everybody may read.")
@click.option(
    "--restore", "restoring", is_flag=True, help="Put it back; FILE is the episode that was published."
)
@LOCK
def withdraw(folder: str, named: str, reason: str, restoring: bool, lock_timeout: float) -> None:
    """Take an episode out of the feed in DIR, or put it back.

    It goes from the archive too, and its files are removed. GUID is its <guid> or its sound's address, FILE a file of the episode, here or where it was made. Neither publish nor
    repair brings it back; --restore does, with the guid and the date that it had. Prints the guid.

    \b
    Examples:
      bulletin feed withdraw podcast output/metro.mp3 --reason "..."
      bulletin feed withdraw podcast output/metro.mp3 --restore
    """
    if restoring:
        from bulletin.production.feeds.restoring import restore

        guid = restore(Path(folder), named, lock_timeout)
        say("restored")
        show(guid)
        return
    from bulletin.production.feeds.withdrawing import withdraw as take_out

    found = take_out(Path(folder), named, lock_timeout, reason=reason)
    for title in found.titles or ("it was withdrawn already",):
        say(f"withdrawn: {' '.join(title.split())}")
    say(f"removed: {found.files} files; remove them from the host as well")
    for name in found.left:
        say(f"warning: a copy of the feed still holds it: {name} [feed.copy]")
    show(found.guid)


@command.command("prune")
@click.argument("folder", type=PATH, metavar="DIR")
@click.option(
    "--keep-days", type=click.FloatRange(0, 36_500), default=7.0, show_default=True, metavar="N",
    help="Keep what was in the feed N days ago: players may be reading an old copy.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Only list what would be removed.")
@LOCK
def prune(folder: str, keep_days: float, dry_run: bool, lock_timeout: float) -> None:
    """Remove the files in DIR that no page of the feed names.

    These are earlier versions of episodes. Lists them all before it removes the first. Files of an episode that is in
    the feed, or that has a record and could be repaired, are never removed.
    """
    from datetime import datetime

    from bulletin.production.feeds.pruning import Unused, prune_feed

    def tell(found: Unused) -> None:
        since = datetime.fromtimestamp(found.since).astimezone()
        say(
            f"{found.folder.name}: {found.size / 1000**2:,.1f} MB, not changed since {since:%Y-%m-%d %H:%M}",
        )
        for path in found.paths:
            show(str(path))
        sys.stdout.flush()

    size = prune_feed(Path(folder), keep_days, lock_timeout, dry_run=dry_run, tell=tell)
    done = "would be removed; without --dry-run they are" if dry_run else "were removed"
    say(f"{size / 1000**2:,.1f} MB {done}" if size else "nothing to remove")


@command.command("serve")
@click.argument("folder", type=PATH, metavar="DIR")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 for any that is free."
)
def serve(folder: str, port: int) -> None:
    """Serve DIR on this machine alone, to try the feed. Ctrl-C stops it.

    Prints the feed's address here. Files are served as any static host would, to read only.
    """
    from bulletin.production.feeds.serving import serving

    with serving(Path(folder), port) as server:
        show(f"{server.address}feed.xml")
        sys.stdout.flush()
        server.serve_forever(poll_interval=0.2)
