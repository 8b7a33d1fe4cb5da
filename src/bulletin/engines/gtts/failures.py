"""Failures: Google's speech service as messages speak of it, and what only it can fail with."""

from __future__ import annotations

from bulletin.engines.services import Service
from bulletin.errors import ConfigurationError, EngineError

GOOGLE = Service(
    name="Google's speech service",
    kept="What is spoken is kept.",
    instead=", or add --voice espeak",
    renewed="Update bulletin and gTTS",
    variable="BULLETIN_GTTS_URL",
    example="http://127.0.0.1:8080",
)


def no_certificates() -> EngineError:
    """The environment names a list of certificates that is not there."""
    return EngineError(
        "the file of trusted certificates that the environment names cannot be read.",
        error_id="net.certificate",
        source="REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE",
        remedy="Set them to a file of PEM certificates, or unset them.",
    )


def bad_deadline(name: str, value: str) -> ConfigurationError:
    """The environment's deadline is no number of seconds."""
    return ConfigurationError(
        f"{name} is not a number of seconds above 0.",
        error_id="config.number",
        source=f"{name}={value}",
        remedy=f"Set it to a number such as {name}=3600, or unset it.",
    )
