"""Sockets: the sockets that requests opens, by handles of our own, so that any thread can shut them down."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from typing import Any

from requests.adapters import HTTPAdapter

HOSTS = 2
"""Connections are kept to so many hosts: the service's, and one that it redirects to."""


class Wire:
    """The socket of a connection, duplicated: the library may hand its own over to TLS at any time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._is_cut = False

    def use(self, made: socket.socket) -> None:
        """Watch a new socket in place of the old one."""
        with self._lock:
            if self._socket is not None:
                self._socket.close()
            self._socket = made.dup()
            if self._is_cut:
                _shut(self._socket)

    def cut(self) -> None:
        """Shut the socket down: every read and write on it ends at once, through whichever handle."""
        with self._lock:
            self._is_cut = True
            if self._socket is not None:
                _shut(self._socket)

    def close(self) -> None:
        """Close our handle."""
        with self._lock:
            if self._socket is not None:
                self._socket.close()
                self._socket = None


class WatchedAdapter(HTTPAdapter):
    """Reports to a wire each socket it opens, directly and through proxies."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        super().__init__(pool_connections=HOSTS, pool_maxsize=1)

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """As in the library, with watched pools."""
        super().init_poolmanager(*arguments, **options)
        self._watch(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        """As in the library, with watched pools."""
        known = proxy in self.proxy_manager
        manager = super().proxy_manager_for(proxy, **options)
        if not known:
            self._watch(manager)
        return manager

    def _watch(self, manager: Any) -> None:
        manager.pool_classes_by_scheme = {
            scheme: _watched(pool, self._wire) for scheme, pool in manager.pool_classes_by_scheme.items()
        }


def _shut(handle: socket.socket) -> None:
    with contextlib.suppress(OSError):
        handle.shutdown(socket.SHUT_RDWR)


def _watched(pool: Any, wire: Wire) -> Any:
    """A subclass of the pool class `pool` whose connections report their sockets before anything is sent."""

    def get(connection: Any) -> Any:
        return connection.__dict__.get("sock")

    def put(connection: Any, made: Any) -> None:
        connection.__dict__["sock"] = made
        # TLS wraps a socket that is known already, and a TLS socket cannot be duplicated.
        if isinstance(made, socket.socket) and not isinstance(made, ssl.SSLSocket):
            wire.use(made)

    connection = type("Watched", (pool.ConnectionCls,), {"sock": property(get, put)})
    return type("WatchedPool", (pool,), {"ConnectionCls": connection})
