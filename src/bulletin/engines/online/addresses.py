"""Addresses: whether an address can be used, how it is shown without secrets, and which proxy leads to it."""

from __future__ import annotations

import ipaddress
import urllib.request
from urllib.parse import urlsplit


def is_address(address: str, schemes: tuple[str, ...] = ("http", "https")) -> bool:
    """Whether an address has one of the schemes, a valid host name and port, and no query, fragment or space."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna")
        return (
            parts.scheme in schemes
            and host != b""
            and parts.port != 0
            and not parts.query
            and not parts.fragment
            and not set(address) & set(" \t\r\n?#")
        )
    except ValueError:
        return False


def is_loopback(host: str | None) -> bool:
    """Whether a host is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def websocket_proxy(address: str) -> str:
    """The environment's proxy for a websocket address, http://HOST:PORT; empty if there is none.

    A websocket starts as an HTTP request: ws uses the proxy for http, wss the one for https.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    if urllib.request.proxy_bypass(f"{host}:{parts.port}" if parts.port else host):
        return ""
    known = urllib.request.getproxies()
    proxy = known.get("https" if parts.scheme == "wss" else "http") or known.get("all") or ""
    return proxy if "://" in proxy or not proxy else f"http://{proxy}"


def shown(address: str) -> str:
    """An address as messages show it: *** for a name and password, and nothing after a ? or #.

    Everything up to the last @ is hidden: a password may hold a / or an @ that should have been escaped.
    """
    scheme, secret, rest = _parts(address)
    return f"{scheme}{'***@' if secret else ''}{rest}"


def open_to_all(address: str) -> str:
    """An address that may be passed on: without its name and password."""
    scheme, _, rest = _parts(address)
    return f"{scheme}{rest}"


def _parts(address: str) -> tuple[str, bool, str]:
    """An address up to its ://, whether there is a name or password, and the rest up to a ? or #."""
    scheme, separator, rest = address.partition("://")
    if not separator:
        scheme, rest = "", address
    _, at, rest = rest.rpartition("@")
    return f"{scheme}{separator}", bool(at), rest.partition("?")[0].partition("#")[0]
