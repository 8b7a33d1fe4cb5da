"""A worker process in which some articles are poisonous: by their headline they kill it, hang it, or raise anything."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bulletin.apps.jobs import worker
from bulletin.production import produce
from bulletin.production.events import Event
from bulletin.production.recipe import Recipe

_produce = produce.produce


def _poisoned(recipe: Recipe) -> Iterator[Event]:
    text = Path(recipe.sources[0]).read_text(encoding="utf-8")
    if "KILLS" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "KILLS-ONCE" in text.upper() and not Path("killed-once").exists():
        Path("killed-once").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if "HANGS" in text:
        time.sleep(1000)
    if "RAISES" in text:
        raise ZeroDivisionError
    return _produce(recipe)


if __name__ == "__main__":
    produce.produce = _poisoned
    if "dies-at-once" in sys.argv:
        os._exit(3)
    worker.main()
