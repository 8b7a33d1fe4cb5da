"""Patience: how often and how long a service is asked. One frozen record a service."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, replace
from typing import Self

from bulletin.errors import ConfigurationError


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Limits of one service's requests. An attempt is one exchange; a request is all attempts for one answer."""

    connect_seconds: float = 10.0
    read_seconds: float = 10.0
    """Without a byte."""
    attempt_seconds: float = math.inf
    """For one attempt, from the look-up of the name to the last byte."""
    asking_seconds: float = math.inf
    """For all attempts of one request, without the pauses between them."""
    request_seconds: float = math.inf
    """For one request, with all attempts and pauses."""
    run_seconds: float = math.inf
    """For all requests of a session."""
    longest_pause_seconds: float = 180.0
    """A service that asks for a longer pause is asked no more."""
    slowest: float = 0.0
    """Bytes a second, over `slowest_seconds`. A slower answer is given up."""
    slowest_seconds: float = 60.0
    attempts: int
    """How often a request is turned away (busy, unreachable) before it fails, while the service answered none."""
    later_attempts: int
    """The same, once the service has answered another request: then it is only busy for a while."""
    broken_attempts: int
    """How often the answer to a request breaks off or takes too long before the request fails."""
    unfit_attempts: int = 3
    """How often a request is sent whose answer is whole but unfit, while no other request succeeds."""
    later_unfit_attempts: int = 6
    """The same, while other requests succeed: with one answer in twenty cut short, one request in 64 million fails."""

    def once(self) -> Self:
        """The same deadlines, but one attempt at each request: to find out whether a service can be reached."""
        return replace(
            self,
            attempts=1,
            later_attempts=1,
            broken_attempts=1,
            unfit_attempts=1,
            later_unfit_attempts=1,
        )


def seconds_of(variable: str, default: float) -> float:
    """A number of seconds from the environment. Raises ConfigurationError (78) if it is none above 0."""
    value = os.environ.get(variable, "").strip()
    if not value:
        return default
    try:
        seconds = float(value)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise ConfigurationError(
            f"{variable} is not a number of seconds above 0.",
            error_id="config.number",
            source=f"{variable}={value}",
            remedy=f"Set it to a number such as {variable}=3600, or unset it.",
        )
    return seconds
