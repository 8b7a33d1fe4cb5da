"""The command with shorter waits: time runs faster for the voices' patience, in the same proportions.

Run as a program in place of `-m bulletin`. `BENCH_HURRY` is how many times faster; nothing else is different. It
fails where a wait is no longer where it was, so that nothing is hurried by name only.
"""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

FASTER = float(os.environ.get("BENCH_HURRY", "10"))


def hurry_services() -> None:
    """Waits, deadlines and pauses of all online voices: their clock runs faster."""
    from bulletin.engines.online import client, clock

    class Clock(clock.Clock):
        """Time that runs faster."""

        def now(self) -> float:
            return time.monotonic() * FASTER

        def pause(self, turn: threading.Condition, seconds: float) -> None:
            turn.wait(seconds / FASTER)

        def until_called(self, turn: threading.Condition, seconds: float) -> None:
            turn.wait(seconds / FASTER)

        def real(self, seconds: float) -> float:
            return seconds / FASTER

    assert hasattr(client, "Clock")
    setattr(client, "Clock", Clock)  # noqa: B010  (it is not the client's to export)


def hurry_workers() -> None:
    """How long a worker may take. `BENCH_WORKER` is a program that stands in for espeak's, if it is given."""
    from bulletin.engines import workers
    from bulletin.engines.espeak import engine
    from bulletin.engines.neural import session as neural
    from bulletin.engines.piper import session

    # A busy machine must not make a good worker late: these are not shortened as much.
    engine.SECONDS_A_REQUEST = session.SECONDS_A_REQUEST = 3.0
    engine.SECONDS_A_WORD = session.SECONDS_A_WORD = 0.05
    neural.LOADING_SECONDS = 8.0
    if stand_in := os.environ.get("BENCH_WORKER"):

        def instead(script: Path, *arguments: str) -> list[str]:
            return workers.python_command(Path(stand_in), *arguments)

        assert hasattr(engine, "python_command")
        setattr(engine, "python_command", instead)  # noqa: B010  (it is not the engine's to export)


def hurry_cache() -> None:
    """How long a run waits for another."""
    from bulletin.production.cache import clips

    clips.KEY_LOCK_SECONDS /= FASTER
    clips.OUTPUT_LOCK_SECONDS /= FASTER


if __name__ == "__main__":
    from bulletin.apps.cli.main import main

    hurry_services()
    hurry_workers()
    hurry_cache()
    main()
