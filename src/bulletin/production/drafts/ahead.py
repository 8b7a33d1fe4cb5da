"""Ahead: a rundown of the folder → its bulletin as it is likely to be: seconds of each story, and what its slot takes."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from threading import Lock

from bulletin.production.drafts.folder import StudioFolder
from bulletin.production.preview import preview
from bulletin.production.recipe import Recipe
from bulletin.production.setup.settle import settle
from bulletin.schema.preview import Preview

KEPT = 16
"""Previews; each takes a quarter of a second to make."""

_Key = tuple[object, ...]
_lock = Lock()
_kept: OrderedDict[_Key, Preview] = OrderedDict()


def bulletin_ahead(folder: StudioFolder, name: str) -> Preview:
    """What the bulletin of a rundown is likely to be. Raises as `preview` does.

    It is the same until one of the files that it is made from changes.
    """
    path = folder.rundown(name)
    recipe = settle([str(path)], {**folder.settings, "output": None}, folder.station_file)
    key = _key(recipe)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = preview(recipe)
    with _lock:
        _kept[key] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found


def _key(recipe: Recipe) -> _Key:
    """Every file that it is made from, as it is now. Addresses count by their names: a page is asked for when it is made."""
    paths = [*map(Path, recipe.given), *recipe.files]
    return tuple((str(path), _state(path)) for path in paths)


def _state(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size
