"""What every engine promises, and what to have it say: see bulletin.testing."""

from bulletin.testing import SENTENCE, SENTENCES, EngineContract, seconds

__all__ = ["SENTENCE", "SENTENCES", "EngineContract", "seconds"]
