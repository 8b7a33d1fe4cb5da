"""Failures: Microsoft's speech service as messages speak of it, and what only it can fail with."""

from __future__ import annotations

from bulletin.engines.services import Service, shown
from bulletin.errors import EngineError

INSTALL = 'pip install "bulletin[edge]"'
UPDATE = 'pip install --upgrade "bulletin[edge]" edge-tts'

CLOCK_SECONDS = 300
"""The service's tokens hold for five minutes: a clock that is out by less is not to blame."""

MICROSOFT = Service(
    name="Microsoft's speech service",
    kept="What is spoken is kept.",
    instead=", or add --voice espeak",
    renewed=f"Check this machine's clock and update edge-tts ({UPDATE})",
    variable="BULLETIN_EDGE_URL",
    example="ws://127.0.0.1:8080",
)


def missing() -> EngineError:
    """The extra `edge` is not installed."""
    return EngineError(
        "Microsoft Edge's voices need the package edge-tts, which is not installed.",
        error_id="engine.missing",
        source="--voice edge",
        remedy=INSTALL,
    )


def unknown_version() -> EngineError:
    """edge-tts is installed, but has another shape than the one we know."""
    return EngineError(
        "the installed edge-tts is older or newer than this version of bulletin knows how to use.",
        error_id="engine.version",
        source="edge-tts",
        remedy=UPDATE,
    )


def refused_token(address: str, ahead: float | None) -> EngineError:
    """The service refused the token made from the time, and again the one made from its own time.

    `ahead` is by how many seconds this machine's clock is before the service's; None if it did not say.
    """
    if ahead is None or abs(ahead) <= CLOCK_SECONDS:
        return MICROSOFT.refused(address, 403)
    way = "ahead of" if ahead > 0 else "behind"
    return EngineError(
        f"{MICROSOFT.name} refused the request (HTTP 403): this machine's clock is"
        f" {abs(ahead) / 60:,.0f} min {way} the service's.",
        error_id="net.clock",
        source=shown(address),
        remedy="Set this machine's clock and run the same command again, or add --voice espeak.",
    )
