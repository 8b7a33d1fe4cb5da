"""The whistle keeps what every engine promises."""

from bulletin_whistle import WhistleEngine  # type: ignore[import-not-found]

from bulletin.testing import EngineContract


class TestWhistle(EngineContract):
    engine = WhistleEngine()
