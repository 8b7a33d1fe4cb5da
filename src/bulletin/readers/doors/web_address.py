"""Web address: what a person or a redirect names, as it is asked for: letters in ASCII, no fragment. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_PORTS = {"http": 80, "https": 443}
_KEPT = "!#$%&'()*+,/:;=?@[]~"
"""Signs that stay as they are in a path or query; a percent sign is one of an escape already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAddress:
    """Where a page is."""

    scheme: str
    """`http` or `https`; whatever else was named is refused by the door."""
    host: str
    """In small ASCII letters; an IPv6 address without its brackets."""
    port: int
    target: str
    """Path and query, escaped."""

    @property
    def host_and_port(self) -> str:
        """Host and port as `BULLETIN_ALLOW_HOSTS` has them."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def authority(self) -> str:
        """Host and port as a Host header has them: without the scheme's own port."""
        own = self.port == _PORTS.get(self.scheme)
        return self.host_and_port.removesuffix(f":{self.port}") if own else self.host_and_port

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt is for."""
        return f"{self.scheme}://{self.authority}"

    def __str__(self) -> str:
        return f"{self.origin}{self.target}"


def is_address(source: str) -> bool:
    """Whether a source is an address of any scheme, and no file."""
    return _SCHEME.match(source) is not None


def may_be_address(name: str) -> bool:
    """Whether the name of a file that is not there looks like an address without its https://."""
    return _bare().fullmatch(name) is not None


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(
        r"""
        www\.\S+ | (?:[\w\u0900-\u0963-]+\.)+(?:com|in|org|net|news|co|info|tv|live|media|भारत)(?::\d+)?(?:/\S*)?  # a host alone
        | (?:[\w\u0900-\u0963-]+\.)+(?!(?:txt|md|html?|docx?|xml|rss|json|toml)/)[^\W\d_]{2,}(?::\d+)?/\S*  # a host with a path
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def has_password(source: str) -> bool:
    """Whether an address has a name or password in it."""
    return "@" in re.split(r"[/?#]", source.partition("://")[2], maxsplit=1)[0]


def shown(source: str) -> str:
    """An address as messages show it: *** for a name and password. A password may hold a / or an @ by mistake."""
    scheme, mark, rest = source.partition("://")
    return f"{scheme}{mark}***@{rest.rpartition('@')[2]}" if has_password(source) else source


def parsed(text: str, base: str = "") -> WebAddress:
    """The address that a text names, relative to `base`. Raises ValueError if it names none."""
    from urllib.parse import quote, urljoin, urlsplit  # files need none of it

    parts = urlsplit(urljoin(base, text.strip()) if base else text.strip())
    scheme = parts.scheme.lower()
    host = parts.hostname or ""
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    if not scheme or (scheme in _PORTS and not re.fullmatch(r"[0-9A-Za-z._~:%-]+", host)):
        raise ValueError(text)
    port = parts.port if parts.port is not None else _PORTS.get(scheme, 0)
    if scheme in _PORTS and not port:
        raise ValueError(text)
    query = f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    target = f"{quote(parts.path, safe=_KEPT) or '/'}{query}"
    return WebAddress(scheme=scheme, host=host.lower().rstrip("."), port=port, target=target)
