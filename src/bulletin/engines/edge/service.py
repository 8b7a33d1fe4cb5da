"""Service: Microsoft's speech service: how long it is asked, and the errors that only it has."""

from __future__ import annotations

from bulletin.engines.online.addresses import shown
from bulletin.engines.online.patience import Patience
from bulletin.engines.online.service import Service
from bulletin.errors import EngineError

INSTALL = 'pip install "bulletin[edge]"'
UPDATE = 'pip install --upgrade "bulletin[edge]" edge-tts'

CLOCK_SECONDS = 300
"""The service's tokens are valid for five minutes: a clock that is wrong by less is not to blame."""

MICROSOFT = Service(
    name="Microsoft's speech service",
    kept="What is spoken is kept.",
    instead=", or add --voice espeak",
    renewed=f"Check this machine's clock and update edge-tts ({UPDATE})",
    variable="BULLETIN_EDGE_URL",
    example="ws://127.0.0.1:8080",
)

PATIENCE = Patience(
    # For the handshake.
    read_seconds=20.0,
    attempt_seconds=30.0,
    asking_seconds=60.0,
    request_seconds=180.0,
    attempts=5,
    later_attempts=5,
    broken_attempts=3,
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
    """The installed edge-tts lacks something that we rely on."""
    return EngineError(
        "the installed edge-tts is older or newer than this version of bulletin knows how to use.",
        error_id="engine.version",
        source="edge-tts",
        remedy=UPDATE,
    )


def refused_token(address: str, ahead: float | None) -> EngineError:
    """The service refused the token made from this machine's time, and the one made from the service's own.

    `ahead` is by how many seconds this machine's clock is ahead of the service's; None if it did not say.
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
