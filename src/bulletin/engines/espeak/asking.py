"""Asking: a request to espeak-ng's worker processes → their answer; tried again where a process dies of it."""

from __future__ import annotations

from contextlib import suppress

from bulletin.engines.workers import DEATHS_A_REQUEST, WorkerDiedError, Workers
from bulletin.errors import EngineError


def ask(workers: Workers, request: bytes, seconds: float) -> bytes:
    """The answer to `request` within `seconds`.

    Raises WorkerDiedError if it kills DEATHS_A_REQUEST processes, EngineError (69) if none can be started.
    """
    try:
        for _ in range(DEATHS_A_REQUEST - 1):
            with suppress(WorkerDiedError):
                return workers.ask(request, seconds)
        return workers.ask(request, seconds)
    except OSError as error:
        raise EngineError(
            f"espeak-ng's process cannot be started: {error.strerror or error}.",
            error_id="engine.start",
            source="espeak-ng worker",
            remedy="Check the limits on processes and open files (ulimit -a), and run: bulletin doctor",
        ) from None
