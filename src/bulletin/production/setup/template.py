"""Template: a station file with every setting in it, explained, to fill in."""

from __future__ import annotations

from pathlib import Path

from bulletin.errors import OutputError
from bulletin.production.disk.commit import check_writable, write_whole
from bulletin.production.setup.table import TABLES

HEAD = """\
# A station's settings for bulletin. Use it with: bulletin make ARTICLE --station THIS-FILE
# A line that begins with # says nothing; take the # away to use it. What the command line says goes before this.
"""

_JOINERS = "\u200c\u200d"
"""Unseen, and part of Hindi's spelling."""


def template(name: str, programme: str) -> str:
    """The text of a station file of this name and programme."""
    given = {"name": quoted(name), "programme": quoted(programme)}
    blocks = [HEAD]
    for table in TABLES:
        lines = [table.head] if table.name else []
        lines += [table.note] if table.note else []
        lines += [row.line(given.get(row.key, "")) for row in table.rows if row.example]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def new_station(path: Path, name: str, programme: str, *, force: bool = False) -> Path:
    """Write a station file to fill in. Raises OutputError (73) rather than write over one, unless `force`d to."""
    write_new(path, template(name, programme), force=force)
    return path


def write_new(path: Path, text: str, *, force: bool = False) -> None:
    """Write a file to fill in, whole. Raises OutputError (73) rather than write over one, unless `force`d to."""
    check_new(path, force=force)
    check_writable(path.parent)
    write_whole(path, text.encode("utf-8", "replace"))


def check_new(path: Path, *, force: bool = False) -> None:
    """Check that a file to fill in would take no other's place. Raises OutputError (73)."""
    if path.is_dir() or ((path.exists() or path.is_symlink()) and not force):
        raise OutputError(
            "there is a file of this name already; it was left as it is.",
            error_id="output.exists",
            source=str(path),
            remedy="Name another file, or add --force to write over it.",
        )


def quoted(text: str) -> str:
    """A text in TOML's quotation marks, on one line."""
    escaped = (
        f"\\{sign}"
        if sign in '"\\'
        else sign
        if sign.isprintable() or sign in _JOINERS
        else f"\\U{ord(sign):08x}"
        for sign in text
    )
    return f'"{"".join(escaped)}"'
