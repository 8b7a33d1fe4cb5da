"""`bulletin cache`: what is kept, whether it is whole, and making room."""

from __future__ import annotations

import json

import click

from bulletin.apps.cli.terminal import is_plain, show


@click.group("cache")
def command() -> None:
    """The clips that were spoken and kept, so that nothing is spoken twice.

    They are in BULLETIN_CACHE_DIR, or in the user's cache folder, and are pruned by themselves to
    BULLETIN_CACHE_LIMIT (2G), the least recently used first.
    """


@command.command("info")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def info(as_json: bool) -> None:
    """Say where the clips are, how many, and how much room they take."""
    from bulletin.production.cache.clips import ClipCache, cache_folder
    from bulletin.production.cache.upkeep import contents

    cache = ClipCache(cache_folder())
    found = contents(cache)
    if as_json:
        document = {
            "schema": "bulletin.cache/1", "folder": str(cache.folder), "clips": found.clips, "bytes": found.size,
            "limit": found.limit, "damaged": found.bad,
        }  # fmt: skip
        show(json.dumps(document, ensure_ascii=False))
        return
    lines = [
        f"folder: {cache.folder}",
        f"clips: {found.clips:,}",
        f"size: {_megabytes(found.size)} of {_megabytes(found.limit)}",
        f"damaged and set aside: {found.bad}",
    ]
    if found.bad and is_plain():
        # What is wrong first.
        lines.insert(0, lines.pop())
    show("\n".join(lines))


@command.command("verify")
def verify() -> None:
    """Read every clip and check it. Damaged ones are set aside, and made again when they are next needed."""
    from bulletin.errors import DiskError
    from bulletin.production.cache.clips import ClipCache, cache_folder
    from bulletin.production.cache.upkeep import check_clips

    cache = ClipCache(cache_folder())
    count = damaged = 0
    for key, whole in check_clips(cache):
        count += 1
        if not whole:
            damaged += 1
            show(f"damaged: {key}")
    show(f"{count:,} clips read, {damaged} damaged")
    if damaged:
        raise DiskError(
            f"{damaged} of {count:,} kept clips {'was' if damaged == 1 else 'were'} damaged.",
            error_id="cache.damaged",
            source=str(cache.folder / "bad"),
            remedy="They are set aside and made again when needed. If this repeats, test the disk.",
        )


@command.command("prune", short_help="Take away the clips that were not used for longest.")
@click.option("--to", "target", metavar="SIZE", help="Leave at most this much, such as 500M; 0 for nothing.")
def prune(target: str | None) -> None:
    """Take away the clips that were not used for longest, until the limit is kept; never what a run is using."""
    from bulletin.production.cache.clips import ClipCache, cache_folder
    from bulletin.production.cache.upkeep import limit, size_of
    from bulletin.production.cache.upkeep import prune as pruned

    cache = ClipCache(cache_folder())
    done = pruned(cache, size_of(target, "--to") if target is not None else limit())
    show(f"taken away: {done.clips:,} clips, {_megabytes(done.size)}")
    show(f"left: {done.left.clips:,} clips, {_megabytes(done.left.size)}")


def _megabytes(size: int) -> str:
    return f"{size / 1000**2:,.1f} MB"
