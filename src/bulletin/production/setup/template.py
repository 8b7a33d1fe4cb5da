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


def template(name: str, programme: str) -> str:
    """The text of a station file of this name and programme."""
    given = {"name": _quoted(name), "programme": _quoted(programme)}
    blocks = [HEAD]
    for table in TABLES:
        lines = [table.head] if table.name else []
        lines += [table.note] if table.note else []
        lines += [row.line(given.get(row.key, "")) for row in table.rows if row.example]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def new_station(path: Path, name: str, programme: str, *, force: bool = False) -> Path:
    """Write a station file to fill in. Raises OutputError (73) rather than write over one, unless `force`d to."""
    if path.exists() and not force:
        raise OutputError(
            "there is a file of this name already; it was left as it is.",
            error_id="output.exists",
            source=str(path),
            remedy="Name another file, or add --force to write over it.",
        )
    check_writable(path.parent)
    write_whole(path, template(name, programme).encode("utf-8", "replace"))
    return path


def _quoted(text: str) -> str:
    """A text in TOML's quotation marks."""
    escaped = (
        f"\\{sign}" if sign in '"\\' else sign if sign.isprintable() else f"\\U{ord(sign):08x}"
        for sign in text
    )
    return f'"{"".join(escaped)}"'
