"""Telling: what is told of jobs → events for the pages that listen."""

from __future__ import annotations

from collections.abc import Callable

from bulletin.apps.studio.hub import Hub
from bulletin.production.making.job import Told


def telling(hub: Hub) -> Callable[[Told], None]:
    """What tells pages of jobs: `progress` for each count of pieces, `job` for whatever else a page shows of one."""

    def tell(told: Told) -> None:
        name = str(told.job)
        if told.kind == "piece":
            hub.tell(
                "progress", {"name": name, "done": told.done, "total": told.total, "lines": dict(told.lines)}
            )
        else:
            hub.tell("job", {"name": name})

    return tell
