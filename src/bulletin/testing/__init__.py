"""Testing: the contract for engines, for authors of plug-ins. Needs pytest, which bulletin itself does not."""

import pytest

# Before the import, so that failing assertions show their values.
pytest.register_assert_rewrite("bulletin.testing.engines")

from bulletin.testing.engines import EngineContract  # noqa: E402
from bulletin.testing.texts import SENTENCE, SENTENCES, seconds  # noqa: E402

__all__ = ["SENTENCE", "SENTENCES", "EngineContract", "seconds"]
