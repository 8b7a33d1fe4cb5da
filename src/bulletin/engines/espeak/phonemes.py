"""Phonemes: text → espeak-ng's phonemes in the letters of the IPA, for engines that begin with them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from bulletin.engines.espeak.asking import ask
from bulletin.engines.espeak.installation import LANGUAGE, installed
from bulletin.engines.workers import Workers, python_command
from bulletin.errors import EngineError

SECONDS_A_REQUEST = 5.0
SECONDS_A_WORD = 0.1


class Phonemes:
    """A worker process of espeak-ng's. Raises EngineError (69) if espeak-ng is not installed."""

    def __init__(self) -> None:
        found = installed()
        worker = Path(__file__).with_name("worker.py")
        self._workers = Workers(python_command(worker, str(found.library), str(found.data)), 1)

    def of(self, texts: Sequence[str]) -> list[str]:
        """The phonemes of each text, words parted by spaces.

        Raises WorkerDiedError if a text kills the worker twice, EngineError (69) if it cannot be started.
        """
        request = json.dumps({"phonemes": list(texts), "voice": LANGUAGE}).encode()
        seconds = SECONDS_A_REQUEST + SECONDS_A_WORD * sum(len(text.split()) for text in texts)
        answer = ask(self._workers, request, seconds)
        header = json.loads(answer.partition(b"\n")[0])
        if "error" in header:
            raise EngineError(
                f"espeak-ng gave no phonemes: {header['error']}.",
                error_id="engine.load",
                source="espeak-ng worker",
                remedy="Install it again: pip install --force-reinstall espeakng-loader",
            )
        found: list[str] = header["phonemes"]
        return found

    def close(self) -> None:
        """End the worker process."""
        self._workers.close()
