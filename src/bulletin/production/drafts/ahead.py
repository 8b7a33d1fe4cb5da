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
_latest: OrderedDict[str, Preview] = OrderedDict()
"""By the rundown's path."""


def bulletin_ahead(folder: StudioFolder, name: str) -> Preview:
    """What the bulletin of a rundown is likely to be. Raises as `preview` does.

    It is the same until one of the files that it is made from changes.
    """
    recipe = _recipe(folder, name)
    key = _key(recipe)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = preview(recipe)
    with _lock:
        _kept[key] = found
        _latest[str(recipe.rundown.path) if recipe.rundown else name] = found
        for some in (_kept, _latest):
            while len(some) > KEPT:
                some.popitem(last=False)
    return found


def known_ahead(folder: StudioFolder, name: str) -> tuple[Preview | None, bool]:
    """What is known of a rundown's bulletin without making a preview, and whether it is of the files as they are now.

    Raises as `settle` does.
    """
    recipe = _recipe(folder, name)
    with _lock:
        found = _kept.get(_key(recipe))
        return (found, True) if found else (_latest.get(str(folder.rundown(name))), False)


def _recipe(folder: StudioFolder, name: str) -> Recipe:
    return settle([str(folder.rundown(name))], {**folder.settings, "output": None}, folder.station_file)


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
