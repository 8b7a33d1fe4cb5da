"""Testing: what a plug-in's author tests an engine with. Needs pytest, which bulletin itself does not."""

import pytest

# Before it is imported, so that a failing promise shows what it saw.
pytest.register_assert_rewrite("bulletin.testing.engines")

from bulletin.testing.engines import SENTENCE, SENTENCES, EngineContract, seconds  # noqa: E402

__all__ = ["SENTENCE", "SENTENCES", "EngineContract", "seconds"]
