"""Values: a text of a form → the value that a file has for it, judged by its kind; and the text of such a value."""

from __future__ import annotations

from pathlib import Path

from bulletin.production.setup.kinds import Kind, Number, Truth, WrongValue


def value_of(kind: Kind, text: str, folder: Path) -> object:
    """What a file in `folder` has for a text of a form; None for no text, which unsets it. Raises WrongValue.

    A list is a line each, or has commas between.
    """
    text = text.strip()
    if not text:
        return None
    if kind.many:
        value: object = [
            part for line in text.splitlines() for part in map(str.strip, line.split(",")) if part
        ]
    elif isinstance(kind, Truth):
        value = kind.read(text)
    elif isinstance(kind, Number) and text not in kind.choices:
        value = kind.read(text)
        value = int(value) if isinstance(value, float) and value.is_integer() else value
    else:
        value = " ".join(text.split())
    taken = kind.taken(value)
    if not kind.fits(taken):
        raise WrongValue(f'"{text}" is not {kind.takes}')
    kind.parse_beside(taken, folder)
    return value


def text_of(value: object) -> str:
    """The text of a form for a value of a file; "" for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "\n".join(map(text_of, value))
    return f"{value:g}" if isinstance(value, float) else str(value)
