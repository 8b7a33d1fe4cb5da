"""Connections: HTTP requests on a kept connection, with verified TLS and the environment's proxies."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import requests
import urllib3
from requests.auth import HTTPBasicAuth
from requests.utils import get_auth_from_url

from bulletin.engines.online.causes import broken_off, meaning
from bulletin.engines.online.failures import BrokenOffError
from bulletin.engines.online.patience import Patience
from bulletin.engines.online.retry_after import retry_after
from bulletin.engines.online.service import Service
from bulletin.engines.online.sockets import WatchedAdapter, Wire

BLOCK = 64 * 1024
"""Bytes of an answer that are read at once, at most."""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer of any status, of which only the head has been read."""

    status: int
    headers: Mapping[str, str]
    body: Any
    patience: Patience

    @property
    def retry_after(self) -> float | None:
        """Seconds that the service asks us to wait, if it says so."""
        return retry_after(self.headers.get("Retry-After"), self.headers.get("Date"), time.time())

    def blocks(self) -> Iterator[bytes]:
        """The body as it comes. Raises BrokenOffError if it breaks off or comes too slowly."""
        since, came = time.monotonic(), 0
        try:
            # read1 returns what has come; read would wait for a whole block, however slowly it comes.
            while block := self.body.read1(BLOCK, decode_content=True):
                came += len(block)
                passed = time.monotonic() - since
                if passed > self.patience.slowest_seconds:
                    if came < self.patience.slowest * passed:
                        raise BrokenOffError(f"it came too slowly ({came / passed:,.0f} bytes a second)")
                    since, came = time.monotonic(), 0
                yield block
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise BrokenOffError(broken_off(error)) from None


class Connection:
    """A kept connection to a service. Makes one request at a time, but any thread may `cut` it."""

    def __init__(self, service: Service, patience: Patience, headers: Mapping[str, str]) -> None:
        self.service = service
        self._patience = patience
        self._wire = Wire()
        self._session = requests.Session()
        self._session.headers.update(headers)
        adapter = WatchedAdapter(self._wire)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)

    @contextmanager
    def request(
        self, method: str, url: str, *, data: str | None = None, headers: Mapping[str, str] | None = None
    ) -> Iterator[Response]:
        """The answer, of any status. Redirects are not followed.

        Raises BrokenOffError if the head of the answer does not come whole, UnreachableError without a
        connection, EngineError (69) for an untrusted certificate or a proxy that refuses.
        """
        try:
            response = self._session.request(
                method,
                url,
                data=data,
                headers=dict(headers or {}),
                auth=_auth(url),
                timeout=(self._patience.connect_seconds, self._patience.read_seconds),
                allow_redirects=False,
                stream=True,
            )
        except (
            requests.exceptions.RequestException,
            urllib3.exceptions.HTTPError,
            OSError,
            ValueError,
        ) as error:
            raise meaning(error, self.service, url) from None
        with response:
            yield Response(response.status_code, response.headers, response.raw, self._patience)

    def cut(self) -> None:
        """Break off whatever is running on the connection, now or later."""
        self._wire.cut()

    def close(self) -> None:
        """Close the connection, on which nothing may be running."""
        self._session.close()
        self._wire.close()


def _auth(url: str) -> Any:
    """The name and password in an address.

    If there are none, an empty authentication keeps requests from sending those in ~/.netrc, which are not meant for
    the service.
    """
    name, password = get_auth_from_url(url)
    return HTTPBasicAuth(name, password) if name or password else _nobody


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
