"""Service: Google's speech service: its address, how long it is asked, and one request to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bulletin.engines.online.patience import Patience
from bulletin.engines.online.service import Service

if TYPE_CHECKING:
    from bulletin.engines.online.connections import Connection

GOOGLE = Service(
    name="Google's speech service",
    kept="What is spoken is kept.",
    instead=", or add --voice espeak",
    renewed="Update bulletin and gTTS",
    variable="BULLETIN_GTTS_URL",
    example="http://127.0.0.1:8080",
)

ADDRESS = "https://translate.google.com"
PATH = "/_/TranslateWebserverUi/data/batchexecute"

RUN_VARIABLE = "BULLETIN_GTTS_SECONDS"
"""The environment's own number for `PATIENCE.run_seconds`."""

PATIENCE = Patience(
    # The service begins to answer within a second; a longer wait costs the time of other attempts.
    read_seconds=10.0,
    # An answer has 50 to 100 kB, which the slowest mobile networks (2G, 5 kB a second) bring in 20 s.
    attempt_seconds=30.0,
    # Two attempts that drip in, or six that hang, are enough.
    asking_seconds=60.0,
    # Enough for an outage of 90 s, or for a minute's Retry-After twice.
    request_seconds=180.0,
    # At four requests a second an hour speaks 14,000 of them: a text of a million characters. A run that takes longer
    # has no long text but a bad day of the service.
    run_seconds=3600.0,
    # Five pauses, half a minute: a service that has answered nothing may be down for long.
    attempts=6,
    # Where one answer in four fails by chance, one request in a million has as many failures.
    later_attempts=10,
    # Where one answer in ten breaks off, that too is one request in a million.
    broken_attempts=6,
)

LARGEST_ANSWER = 4 * 1024 * 1024
"""Bytes of an answer; 100 characters of speech are about 100 kB of base64."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of any status that came whole."""

    status: int
    body: bytes
    retry_after: float | None = None
    """Seconds that the service asks us to wait; None if it does not say."""


def post(connection: Connection, url: str, body: str) -> Answer:
    """The answer to one request.

    Raises AttemptError if none comes whole, EngineError (69) if the certificate is not trusted or a proxy refuses,
    ServiceAnswerError (76) for an answer that is far too large.
    """
    with connection.request("POST", url, data=body) as response:
        answer = bytearray()
        for block in response.blocks():
            answer += block
            if len(answer) > LARGEST_ANSWER:
                raise GOOGLE.not_it(url, f"an answer of more than {LARGEST_ANSWER // 1024 // 1024} MB")
        return Answer(response.status, bytes(answer), response.retry_after)
