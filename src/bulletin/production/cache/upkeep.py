"""Upkeep: the cache's size, a check of all clips, and pruning to a limit; pages from the web count like clips."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import ConfigurationError
from bulletin.production.cache.clips import ClipCache
from bulletin.production.cache.entries import unpacked

LIMIT = "BULLETIN_CACHE_LIMIT"
DEFAULT_LIMIT = 2 * 1000**3
"""Bytes: about eight hours of uncompressed clips, or 100 hours of Google's."""

DAY_SECONDS = 86_400.0

BAD_SECONDS = 30 * DAY_SECONDS
"""How long damaged clips stay in `bad`, to be looked at."""

_UNITS = {"": 1, "B": 1, "K": 1000, "M": 1000**2, "G": 1000**3, "T": 1000**4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """How much is in the cache."""

    clips: int
    size: int
    """Bytes of all clips and pages."""
    limit: int
    bad: int
    """Damaged clips that were set aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What pruning removed, and what it left."""

    clips: int
    size: int
    left: Contents


def limit() -> int:
    """The most bytes that the cache may take: `BULLETIN_CACHE_LIMIT` ("500M", "2G"), or 2 GB.

    Raises ConfigurationError (78) if that is no size.
    """
    return size_of(os.environ.get(LIMIT, "").strip() or str(DEFAULT_LIMIT), LIMIT)


def size_of(text: str, source: str) -> int:
    """Bytes of "500M", "1.5 GB", "2000000". Raises ConfigurationError (78) for anything else."""
    plain = text.strip().upper().removesuffix("B").rstrip()
    number, unit = (plain[:-1], plain[-1]) if plain and plain[-1] in "KMGT" else (plain, "")
    try:
        found = float(number)
        if not 0 <= found < 10**15:
            raise ValueError(number)  # noqa: TRY301  (reported like any other that is no size)
    except ValueError:
        raise ConfigurationError(
            f'"{text}" is no size.',
            error_id="cache.size",
            source=source,
            remedy="Write it as 500M or 2G.",
        ) from None
    return int(found * _UNITS[unit])


def contents(cache: ClipCache) -> Contents:
    """Count the clips, without reading them."""
    files = list(_files(cache))
    bad = sum(1 for _ in (cache.folder / "bad").glob("*.clip"))
    clips = sum(_is_clip(path) for path, _, _ in files)
    return Contents(clips=clips, size=sum(size for _, size, _ in files), limit=limit(), bad=bad)


def check_clips(cache: ClipCache) -> Iterator[tuple[str, bool]]:
    """Read every clip; yield its key and whether it is undamaged. Damaged ones are set aside."""
    for path in sorted(cache.paths()):
        key = path.stem
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            continue
        except OSError:
            yield key, False
            continue
        whole = unpacked(key, data) is not None
        if not whole:
            cache.get(key)
        yield key, whole


def prune(cache: ClipCache, to: int) -> Pruned:
    """Remove the least recently used clips and pages until at most `to` bytes are left, but none that a live run has pinned.

    Also removes the temporary files and pins of killed runs, and damaged clips of more than 30 days.
    """
    with cache.prune_lock():
        pinned = cache.pinned_keys()
        cache.sweep()
        _remove_old_damaged(cache)
        files = sorted(_files(cache), key=lambda file: file[2])
        total = sum(size for _, size, _ in files)
        clips = taken = 0
        for path, size, _ in files:
            if total - taken <= to:
                break
            if path.stem in pinned:
                continue
            try:
                path.unlink()
            except OSError:
                continue
            clips += _is_clip(path)
            taken += size
    return Pruned(clips=clips, size=taken, left=contents(cache))


def prune_now_and_then(cache: ClipCache) -> Pruned | None:
    """Prune to the limit, at most once a day; None if that was done today."""
    mark = cache.folder / "pruned"
    with contextlib.suppress(OSError):
        if abs(time.time() - mark.stat().st_mtime) < DAY_SECONDS:
            return None
    with contextlib.suppress(OSError):
        mark.touch()
        os.utime(mark)
    return prune(cache, limit())


def _files(cache: ClipCache) -> Iterator[tuple[Path, int, float]]:
    """Each clip's and page's file, size in bytes, and time of last use."""
    for path in (*cache.paths(), *cache.pages()):
        with contextlib.suppress(OSError):
            status = path.stat()
            yield path, status.st_size, status.st_mtime


def _is_clip(path: Path) -> bool:
    return path.suffix == ".clip"


def _remove_old_damaged(cache: ClipCache) -> None:
    now = time.time()
    for path in (cache.folder / "bad").glob("*"):
        with contextlib.suppress(OSError):
            if now - path.stat().st_mtime > BAD_SECONDS:
                path.unlink()
