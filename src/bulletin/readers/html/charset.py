"""Charset: the bytes of a page → its text. What a page says of its encoding is a hint; its bytes decide."""

from __future__ import annotations

import codecs
import re

LOOKED_AT = 4096
"""Bytes at the beginning of a page that may name its encoding."""

MOST_BROKEN = 0.1
"""Share of the bytes above ASCII that may be wrong in UTF-8: pasted from Windows, or damaged."""

_DECLARED = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LATIN = frozenset({"iso8859-1", "ascii"})
"""Browsers read windows-1252 where a page says one of these."""


def decode_page(data: bytes, content_type: str = "") -> str:
    """The text of a page; never fails. `content_type` is the server's header, if there was one.

    A byte-order mark decides, then whether the bytes are UTF-8, then what header and page say. A page that says
    UTF-8 and has some bytes of windows-1252 in it is UTF-8 with these.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    name = _declared(data, content_type)
    if name not in ("utf-8", ""):
        return data.decode("cp1252" if name in _LATIN else name, "replace")
    mended, broken = _mended(data)
    high = sum(byte >= 0x80 for byte in data)
    return mended if broken <= MOST_BROKEN * high else data.decode("cp1252", "replace")


def _declared(data: bytes, content_type: str) -> str:
    """Python's name of the encoding that header or page name; empty if none is known."""
    header, meta = _IN_HEADER.search(content_type), _DECLARED.search(data[:LOOKED_AT])
    for name in (header[1] if header else "", meta[1].decode("ascii", "ignore") if meta else ""):
        try:
            found = codecs.lookup(name).name
        except (LookupError, ValueError):
            continue
        # A page in UTF-16 could not have said so in letters of one byte. Others, as hex or rot13, are no charsets.
        if not found.startswith("utf-16") and found.startswith(
            ("utf-8", "iso8859", "cp", "ascii", "mac", "koi8")
        ):
            return found
    return ""


def _mended(data: bytes) -> tuple[str, int]:
    """The text with bytes that are wrong in UTF-8 read as windows-1252, and how many there were."""
    found: list[str] = []
    broken = 0
    start = 0
    while start < len(data):
        try:
            found.append(data[start:].decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            end = start + max(error.end, error.start + 1)
            found.append(data[start : start + error.start].decode("utf-8"))
            found.append(data[start + error.start : end].decode("cp1252", "replace"))
            broken += end - start - error.start
            start = end
            if broken > 2000:
                # A text of another encoding: to slice the rest at every byte would take long.
                return "", len(data)
    return "".join(found), broken
