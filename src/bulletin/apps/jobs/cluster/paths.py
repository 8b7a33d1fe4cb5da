"""Paths: a job whose files are found from any folder: a worker has another one than whoever gives it work."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from bulletin.apps.jobs.job import Job
from bulletin.production.episode.outputs import DEFAULT_FOLDER


def with_whole_paths(job: Job, folder: Path) -> Job:
    """The job, with whole paths for those that are meant from `folder`."""
    recipe = job.recipe
    sources = tuple(str(folder / name) if (folder / name).is_file() else name for name in recipe.sources)
    station = _whole(recipe.station, folder)
    # With neither, it is a folder in the working folder.
    output = recipe.output or (None if station.folder else DEFAULT_FOLDER)
    return replace(
        job,
        recipe=replace(
            recipe,
            sources=sources,
            station=station,
            output=_whole(output, folder),
            earlier=_whole(recipe.earlier, folder),
            station_file=_whole(recipe.station_file, folder),
        ),
    )


def _whole(value: Any, folder: Path) -> Any:
    """The same, with whole paths in place of others."""
    if isinstance(value, Path):
        return folder / value
    if isinstance(value, tuple):
        return tuple(_whole(each, folder) for each in value)
    if isinstance(value, dict):
        return {key: _whole(each, folder) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            each.name: _whole(getattr(value, each.name), folder) for each in fields(value) if each.init
        }
        return replace(value, **changed)
    return value
