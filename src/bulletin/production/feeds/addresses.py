"""Addresses: where a feed will be found on the web, and links that may stand in it."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

from bulletin.errors import InputError

_BAD = re.compile(r"[\s\x00-\x1f\x7f<>\"\\^`{|}]")


def base_address(text: str) -> str:
    """The address of a feed's folder, ending in a slash, in ASCII.

    Raises InputError (65) for what is no plain http or https address, or holds a name or password.
    """
    told = text.strip()
    try:
        parts = urlsplit(told)
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        raise _bad(text, "is no address") from None
    if parts.scheme not in ("http", "https") or not host or _BAD.search(told):
        raise _bad(text, "is no http or https address")
    if "@" in parts.netloc:
        raise _bad(
            re.sub("//[^@]*@", "//…@", text), "holds a user name, which everybody would read in the feed"
        )
    if parts.query or parts.fragment:
        raise _bad(text, "has a ? or # in it; name the folder alone")
    if ":" in host:
        host = f"[{host}]"
    path = parts.path.removesuffix("feed.xml") if parts.path.endswith("/feed.xml") else parts.path
    return urlunsplit(
        (parts.scheme, host + port, quote(path, safe="/%~:@!$&'()*+,;=-._").rstrip("/") + "/", "", "")
    )


def web_link(text: str) -> str:
    """A link that may stand in a feed, in ASCII; empty for what is none, or would tell a name and password."""
    try:
        parts = urlsplit(text.strip())
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return ""
    host = f"[{host}]" if ":" in host else host
    safe = "/%~:@!$&'()*+,;=-._?"
    return urlunsplit(
        (
            parts.scheme,
            host + port,
            quote(parts.path, safe=safe),
            quote(parts.query, safe=safe),
            quote(parts.fragment, safe=safe),
        )
    )


def _bad(text: str, why: str) -> InputError:
    return InputError(
        f"the feed's address {why}.",
        error_id="feed.address",
        source=f"--base-url {text}",
        remedy="Name the folder on the web, such as --base-url https://example.org/podcast/",
    )
