"""Connecting: an address → a socket to the host that it names, checked before and after, under TLS where it says so.

A name is looked up once, and what is connected to is one of the addresses that were checked: a name server that changes
its answer in between changes nothing.
"""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Callable, Sequence

from bulletin.readers.doors.deadline import Deadline
from bulletin.readers.doors.networks import is_allowed, is_public, is_translated
from bulletin.readers.doors.refusals import Way
from bulletin.readers.doors.web_address import WebAddress

CONNECT_SECONDS = 10.0
"""For one of a name's addresses, so that IPv6 that leads nowhere leaves time for IPv4."""

Resolve = Callable[[str, int], Sequence[str]]
"""A host and port → its numeric addresses. Raises OSError."""

Connect = Callable[[tuple[str, int], float], socket.socket]
"""A numeric address and port, and seconds → a socket. Raises OSError."""


def resolve(host: str, port: int) -> list[str]:
    """What the system knows of a name; every spelling of a number (0x7f.1, 2130706433) becomes the usual one."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def connect(place: tuple[str, int], seconds: float) -> socket.socket:
    """A socket to a numeric address and port."""
    return socket.create_connection(place, seconds)


def connected(
    address: WebAddress, way: Way, deadline: Deadline, resolve: Resolve, connect: Connect
) -> socket.socket:
    """A socket to the address. Raises RefusedError (77) if it is not public, UnavailableError (69) without a connection."""
    try:
        hosts = deadline.within(lambda: resolve(address.host, address.port))
    except TimeoutError:
        raise way.unreachable("its name was not found in time") from None
    except (OSError, ValueError):
        raise way.unreachable("its name is not known here (no network?)") from None
    allowed = is_allowed(address)
    if not allowed:
        hosts = _checked(hosts, address, way)
    made = _first(hosts, address, way, deadline, connect)
    try:
        if not allowed:
            _check_peer(made, hosts, address, way)
        deadline.watch(made)
        made.settimeout(max(0.001, deadline.left))
        return _secured(made, address, way, deadline) if address.scheme == "https" else made
    except BaseException:
        made.close()
        raise


def _checked(hosts: Sequence[str], address: WebAddress, way: Way) -> list[str]:
    """All that may be connected to. One that may not is reason to refuse the name, except a translator's own."""
    public = [host for host in hosts if is_public(host)]
    wrong = [host for host in hosts if not is_public(host) and not (public and is_translated(host))]
    if wrong:
        raise way.private(wrong[0], address.host_and_port)
    return public


def _check_peer(made: socket.socket, hosts: Sequence[str], address: WebAddress, way: Way) -> None:
    """Look where a socket leads in truth. Raises RefusedError (77)."""
    peer = str(made.getpeername()[0])
    if not is_public(peer) or peer not in hosts:
        raise way.private(peer, address.host_and_port)


def _first(
    hosts: Sequence[str], address: WebAddress, way: Way, deadline: Deadline, connect: Connect
) -> socket.socket:
    """A connection to the first of these that answers."""
    why = "no connection could be made"
    for host in hosts:
        try:
            return connect((host, address.port), max(0.001, min(CONNECT_SECONDS, deadline.left)))
        except TimeoutError:
            why = "no connection in time"
        except ConnectionRefusedError:
            why = "the connection was refused"
        except OSError:
            why = "the network is unreachable"
    raise way.unreachable(why)


def _secured(made: socket.socket, address: WebAddress, way: Way, deadline: Deadline) -> socket.socket:
    """The socket under TLS, with the certificate of the name that was asked for. Raises UnavailableError (69)."""
    try:
        context = ssl.create_default_context(cafile=_authorities())
        return context.wrap_socket(made, server_hostname=address.host)
    except ssl.SSLCertVerificationError:
        raise way.certificate() from None
    except (OSError, ValueError):
        if not deadline.left:
            raise TimeoutError from None
        raise way.insecure() from None


def _authorities() -> str:
    """The file of trusted certificates: the environment's, as for other programs, or the one that comes along."""
    named = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
    if named:
        return named
    import certifi

    return certifi.where()
