"""Networks: which addresses of hosts the door may connect to: the public internet's, and what a person allowed."""

from __future__ import annotations

import ipaddress
import os

from bulletin.errors import ConfigurationError
from bulletin.readers.doors.web_address import WebAddress, parsed

ALLOWED = "BULLETIN_ALLOW_HOSTS"

_TRANSLATED = tuple(
    ipaddress.IPv6Network(network) for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
)
"""NAT64, 6to4 and Teredo: they lead to an IPv4 address of any kind, and the library takes some for public."""


def is_public(host: str) -> bool:
    """Whether a numeric address is one of the public internet's, and leads nowhere else by translation.

    No to private, loopback, link-local, multicast and reserved ones, to IPv4 inside IPv6, and to what is no address.
    """
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and (
        address.ipv4_mapped is not None
        or address.is_site_local
        or any(address in network for network in _TRANSLATED)
    ):
        return False
    return address.is_global and not (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )


def is_translated(host: str) -> bool:
    """Whether a numeric address is a translator's: a network without IPv4 makes one up for every name."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return any(address in network for network in _TRANSLATED)


def is_allowed(address: WebAddress) -> bool:
    """Whether a person has allowed this host and port, wherever it leads (`BULLETIN_ALLOW_HOSTS`).

    Raises ConfigurationError (78) if that is no list of host:port.
    """
    return (address.host, address.port) in _allowed(os.environ.get(ALLOWED, ""))


def _allowed(text: str) -> set[tuple[str, int]]:
    found = set()
    for entry in filter(None, map(str.strip, text.split(","))):
        try:
            # Given as if it were an address, so that both are read alike.
            address = parsed(f"http://{entry}")
            if "/" in entry or not entry.endswith(f":{address.port}"):
                raise ValueError(entry)  # noqa: TRY301  (reported like any other that is none)
        except ValueError:
            raise ConfigurationError(
                f'"{entry}" is no host and port.',
                error_id="url.allowed",
                source=ALLOWED,
                remedy=f"Write it as {ALLOWED}=intranet.example:8080, with commas between several.",
            ) from None
        found.add((address.host, address.port))
    return found
