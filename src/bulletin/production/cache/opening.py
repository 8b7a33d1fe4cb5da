"""Opening: the cache of clips for one run, where the settings say, with the store of shared clips behind it; or one for this run alone."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

from bulletin.errors import DiskError, OutputError
from bulletin.production.cache.clips import ClipCache, cache_folder
from bulletin.production.cache.store import open_store, shared_address
from bulletin.production.disk.commit import check_writable
from bulletin.production.events import Warned


def open_cache(closing: ExitStack) -> tuple[ClipCache, Warned | None]:
    """The cache of clips; where it is not writable, a temporary one for this run, and a warning.

    Raises what `open_store` raises if clips are shared and the store is not to be had.
    """
    folder = cache_folder()
    try:
        cache = ClipCache(folder)
        check_writable(folder)
    except OutputError as error:
        if isinstance(error, DiskError) or any(path.is_file() for path in (folder, *folder.parents)):
            # A full disk fails the output too, and a file in place of a folder is a wrong setting.
            raise
        temporary = closing.enter_context(tempfile.TemporaryDirectory(prefix="bulletin-"))
        what = f"clips cannot be kept in {folder}, so this run keeps them for itself: {error.what}"
        return _shared(ClipCache(Path(temporary))), Warned(what, "cache.readonly")
    return _shared(cache), None


def _shared(cache: ClipCache) -> ClipCache:
    """The cache with the store behind it, if clips are shared."""
    address = shared_address()
    if not address:
        return cache
    from bulletin.production.cache.shared import SharedClips

    return SharedClips(cache.folder, open_store(address))
