"""Causes: what an exception of aiohttp means: an error to report, or a reason to try again.

Never its own text, which may hold a proxy's password.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

import aiohttp

from bulletin.engines.edge import service
from bulletin.engines.edge.service import MICROSOFT
from bulletin.engines.online.failures import AttemptError, BrokenOffError, UnreachableError
from bulletin.engines.online.retry_after import moment, retry_after
from bulletin.engines.online.service import passes
from bulletin.errors import BulletinError


def meaning(error: aiohttp.ClientError, address: str, proxy: str) -> AttemptError | BulletinError:
    """The meaning of an exception during a conversation with `address`."""
    if isinstance(error, aiohttp.ClientHttpProxyError):
        if passes(error.status):
            return UnreachableError(f"the proxy found no way to it (HTTP {error.status})")
        return MICROSOFT.refused_by_proxy(proxy, error.status)
    if isinstance(error, aiohttp.ClientResponseError):
        return _answered(error, address)
    if isinstance(error, aiohttp.RedirectClientError):
        return MICROSOFT.not_it(address, "a redirect to another page")
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return MICROSOFT.untrusted(address)
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return UnreachableError(_no_connection(error))
    if isinstance(error, aiohttp.InvalidURL):
        return MICROSOFT.bad_address(address)
    if isinstance(error, aiohttp.ServerTimeoutError):
        return BrokenOffError("no answer in time")
    return BrokenOffError("the connection broke off")


def _answered(error: aiohttp.ClientResponseError, address: str) -> AttemptError | BulletinError:
    """The meaning of a status other than the handshake's."""
    headers: Mapping[str, str] = error.headers or {}
    if error.history:
        status = error.history[0].status
        return MICROSOFT.not_it(address, f"a redirect to another page, HTTP {status}")
    if error.status == 403:
        date = moment(headers.get("Date", ""))
        return service.refused_token(address, None if date is None else time.time() - date)
    asked = retry_after(headers.get("Retry-After"), headers.get("Date"), time.time())
    return MICROSOFT.failure(address, error.status, asked)


def _no_connection(error: Exception) -> str:
    """In a few words, why there is no connection."""
    if isinstance(error, aiohttp.ClientProxyConnectionError):
        return "the proxy does not answer"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "its name is not known here (no network?)"
    if isinstance(error, aiohttp.ServerTimeoutError):
        return "no connection in time"
    if isinstance(error, aiohttp.ClientConnectorSSLError):
        return "no secure connection could be made"
    if isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, ConnectionRefusedError):
        return "the connection was refused"
    return "no connection could be made"
