"""Decoding: the bytes of a feed → its text, whatever it says of its encoding."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"\A\s{0,64}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)

MOST_DAMAGED = 0.05
"""Share of letters that may be damaged in a text that is UTF-8 all the same: one that is not has half of them so."""


def decoded(data: bytes, content_type: str = "") -> str:
    """The text of a feed.

    Text of any length that is UTF-8 is nothing else, whatever is claimed; then a byte-order mark decides, then what the
    feed declares, then what the site does.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if data[:2] in (b"<\0", b"\0<"):
        return data.decode("utf-16-le" if data[0] else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    if text.count("\ufffd") <= MOST_DAMAGED * sum(sign > "\x7f" for sign in text) + (text[-1] == "\ufffd"):
        return text
    declared = _DECLARED.match(data)
    claimed = _CHARSET.search(content_type)
    for name in (declared[1].decode("ascii") if declared else "", claimed[1] if claimed else ""):
        try:
            if name and codecs.lookup(name).name != "utf-8":
                return data.decode(name, "replace")
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("windows-1252", "replace")
