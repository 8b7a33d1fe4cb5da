"""Marks: what has a meaning of its own in a sheet, and how text that looks like it is escaped."""

from __future__ import annotations

from collections.abc import Iterable

MARK = "<!-- bulletin.script/1"
"""The beginning of every sheet."""

LEFT_OUT = "left out"
"""The name of the part that is not spoken."""

CHECK = "<!-- bulletin.check "
"""The beginning of the last line, with a hash of the sheet, then of each sentence and its spoken form."""

_HASH_LETTERS = 8
_NEEDS_ESCAPE = ("=", "#", "<!--", "\\")


def short_hash(text: str) -> str:
    """Return the first eight hexadecimal digits of the SHA-256 of `text`."""
    import hashlib  # with OpenSSL, for sheets only

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_LETTERS]


def check_line(body: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return the last line of a sheet: hashes of its body, and of written and spoken forms in pairs."""
    hashes = " ".join(f"{short_hash(written)}{short_hash(spoken)}" for written, spoken in pairs)
    return f"{CHECK}{short_hash(body)} {hashes}".rstrip() + " -->"


def is_unchanged(text: str) -> bool:
    """Return whether the first hash of a sheet's last line fits its body."""
    body, end, rest = text.rpartition(f"\n{CHECK}")
    return bool(end) and rest.startswith(short_hash(body))


def checked_pairs(text: str) -> dict[str, set[str]]:
    """Return from the last line of a sheet the hashes of written forms by the hash of their spoken form."""
    _, end, rest = text.rpartition(f"\n{CHECK}")
    pairs: dict[str, set[str]] = {}
    if end:
        for item in rest.split("-->")[0].split()[1:]:
            pairs.setdefault(item[_HASH_LETTERS:], set()).add(item[:_HASH_LETTERS])
    return pairs


def one_line(text: str) -> str:
    """Return `text` with single spaces for all white space."""
    return " ".join(text.split())


def escaped(line: str) -> str:
    """Return a sentence as a line of a sheet: with a backslash if it would be read as a mark."""
    return f"\\{line}" if line.startswith(_NEEDS_ESCAPE) else line


def unescaped(line: str) -> str:
    """Return a line of a sheet without the backslash that `escaped` added."""
    stripped = line.lstrip()
    return stripped[1:] if stripped.startswith("\\") and stripped[1:].startswith(_NEEDS_ESCAPE) else line
