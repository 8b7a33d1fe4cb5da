"""Causes: what an exception of requests or urllib3 means: an error to report, or a reason to try again.

Never its own text, which may hold a proxy's password.
"""

from __future__ import annotations

import errno
import re
import socket
import ssl
from collections.abc import Iterator

import requests
import urllib3

from bulletin.engines.online.failures import AttemptError, BrokenOffError, UnreachableError
from bulletin.engines.online.service import Service, passes
from bulletin.errors import BulletinError

_TUNNEL = re.compile(r"Tunnel connection failed: (\d{3})")
"""In this text the standard library reports that a proxy opens no tunnel; the status is nowhere else."""

_NO_WAY = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)


def meaning(error: Exception, service: Service, url: str) -> AttemptError | BulletinError:
    """The meaning of an exception that comes before the head of an answer."""
    causes = list(_causes(error))
    if _among(causes, ssl.SSLCertVerificationError):
        return service.untrusted(url)
    if _among(causes, requests.exceptions.ProxyError, urllib3.exceptions.ProxyError):
        return _proxy_failed(causes, service, url)
    if _among(
        causes,
        requests.exceptions.InvalidURL,
        requests.exceptions.InvalidSchema,
        urllib3.exceptions.LocationValueError,
    ):
        # Our own address was checked before, so it is the proxy's that cannot be used.
        return service.bad_proxy()
    if isinstance(error, OSError) and error.errno is None and type(error) is OSError:
        # requests raises this if the file of certificates is not there.
        return service.no_certificates()
    if cause := _no_connection(causes):
        return UnreachableError(cause)
    return BrokenOffError(_how_it_broke(causes))


def broken_off(error: Exception) -> str:
    """In a few words, how an answer broke off."""
    return _how_it_broke(list(_causes(error)))


def _no_connection(causes: list[BaseException]) -> str:
    """In a few words, why there is no connection; empty if there is one."""
    if _among(causes, socket.gaierror, urllib3.exceptions.NameResolutionError):
        return "its name is not known here (no network?)"
    if _among(causes, ConnectionRefusedError):
        return "the connection was refused"
    if _among(causes, urllib3.exceptions.ConnectTimeoutError):
        return "no connection in time"
    if any(getattr(cause, "errno", None) in _NO_WAY for cause in causes):
        return "the network is unreachable"
    if _among(causes, ssl.SSLError, requests.exceptions.SSLError):
        return "no secure connection could be made"
    if _among(causes, urllib3.exceptions.NewConnectionError):
        return "no connection could be made"
    return ""


def _proxy_failed(causes: list[BaseException], service: Service, url: str) -> AttemptError | BulletinError:
    for cause in causes:
        if found := _TUNNEL.search(str(cause)):
            status = int(found[1])
            if passes(status):
                return UnreachableError(f"the proxy found no way to it (HTTP {status})")
            return service.refused_by_proxy(url, status)
    return UnreachableError("the proxy does not answer")


def _how_it_broke(causes: list[BaseException]) -> str:
    if _among(causes, urllib3.exceptions.ReadTimeoutError, requests.exceptions.ReadTimeout, TimeoutError):
        return "no answer in time"
    if _among(causes, urllib3.exceptions.IncompleteRead, urllib3.exceptions.InvalidChunkLength):
        return "the answer was cut short"
    if _among(causes, urllib3.exceptions.DecodeError):
        return "the answer cannot be unpacked"
    return "the connection broke off"


def _among(causes: list[BaseException], *kinds: type[BaseException]) -> bool:
    return any(isinstance(cause, kinds) for cause in causes)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An exception and all that it was made from."""
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        cause = waiting.pop(0)
        if isinstance(cause, BaseException) and id(cause) not in seen:
            seen.add(id(cause))
            yield cause
            waiting += [*cause.args, getattr(cause, "reason", None), cause.__cause__, cause.__context__]
