"""TOML: a text → the same text with a value set or unset, or a block added, dropped, moved or renamed. Pure.

What an edit does not touch stays to the character, comments and all. A value is set where its key stands, else in a line
with # that has the key, else in a new line; one that is unset becomes a comment again. A block is moved from its head to
its last line, with the comments right below that. A text whose form leaves no place for an edit is refused, unchanged.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bulletin.production.setup.edits.scanning import Block, blocks_of, value_end
from bulletin.production.setup.template import quoted

_OTHER_HEAD = re.compile(r"[ \t]*#[ \t]*\[")
"""A head in a comment: keys in comments below it are not those of the block."""


class NoPlace(ValueError):  # noqa: N818  (an answer, which the caller turns into an error of its file)
    """The text is TOML, but written so that this edit has no place in it."""


def with_value(text: str, block: str, key: str, value: object, number: int = 0) -> str:
    """The text with a value in the block of this name, the `number`th of those; None to unset it.

    `block` is "" for what stands above the first head. Raises NoPlace.
    """

    def change(found: dict[str, Any]) -> None:
        if block and block not in found and not number:
            found[block] = {}
        within = found[block] if block else found
        within = within[number] if isinstance(within, list) else within
        if value is None:
            within.pop(key, None)
        else:
            within[key] = value

    if value is None:
        return _proved(text, _unset(text, block, key, number), change)
    room = text if _named(text, block) else _with_table(text, block)
    return _proved(text, _set(room, block, key, value, number), change)


def with_block(text: str, block: str, values: Mapping[str, object], behind: Sequence[str] = ()) -> str:
    """The text with one more [[block]], behind all others of this name. Raises NoPlace.

    The first of its name goes behind the last block of the first name of `behind` that there is, else above all heads.
    """
    lines = "".join(f"{key} = {written(value)}\n" for key, value in values.items())
    new = f"[[{block}]]\n{lines}"
    ended = _ended(text)
    there = next((found for name in (block, *behind) if (found := _named(ended, name))), blocks_of(ended)[:1])
    place = _extent(ended, there[-1])[1]
    changed = f"{ended[:place]}\n{new}{ended[place:]}" if place else f"{new}\n{ended}"
    return _proved(text, changed, lambda found: found.setdefault(block, []).append(dict(values)))


def without_block(text: str, block: str, number: int) -> str:
    """The text without the `number`th [[block]]. Raises NoPlace."""
    start, end = _extent(text, _nth(text, block, number))
    # Of an empty line above and one below, one is enough; a single one keeps what follows from the block above.
    after = text[end:].removeprefix("\n") if text[:start].endswith("\n\n") or not start else text[end:]
    changed = text[:start] + after

    def change(found: dict[str, Any]) -> None:
        del found[block][number]
        if not found[block]:
            del found[block]

    return _proved(text, changed, change)


def moved_block(text: str, block: str, number: int, to: int) -> str:
    """The text with the `number`th [[block]] as the `to`th: what stands between blocks stays where it is. Raises NoPlace."""
    text = _ended(text)
    there = _named(text, block)
    if not 0 <= number < len(there) or not 0 <= to < len(there):
        raise NoPlace(f"there is no {block} {max(number, to) + 1}")
    extents = [_extent(text, one) for one in there]
    pieces = [text[start:end] for start, end in extents]
    pieces.insert(to, pieces.pop(number))
    changed, at = "", 0
    for (start, end), piece in zip(extents, pieces, strict=True):
        changed += text[at:start] + piece
        at = end

    def change(found: dict[str, Any]) -> None:
        found[block].insert(to, found[block].pop(number))

    return _proved(text, changed + text[at:], change)


def renamed_block(text: str, block: str, number: int, name: str) -> str:
    """The text with another name for the `number`th [[block]], which stays where it is. Raises NoPlace."""
    found = _nth(text, block, number)
    head = text[found.start : found.head]
    changed = text[: found.start] + head.replace(block, name, 1) + text[found.head :]
    before = sum(one.start < found.start for one in _named(text, name))

    def change(whole: dict[str, Any]) -> None:
        whole.setdefault(name, []).insert(before, whole[block].pop(number))
        if not whole[block]:
            del whole[block]

    return _proved(text, changed, change)


def written(value: object) -> str:
    """A value as TOML, on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(written, value))}]"
    return repr(value) if isinstance(value, int | float) else quoted(str(value))


def _set(text: str, block: str, key: str, value: object, number: int) -> str:
    found = _nth(text, block, number)
    if there := found.statement(key):
        return text[: there.value] + written(value) + text[there.end :]
    if line := _commented(text, found, key):
        start, at, end = line
        return f"{text[:start]}{key} = {written(value)}{text[end:]}" if at else text
    place = _last_line(text, found)
    before = text[:place] if text[:place].endswith("\n") or not place else f"{text[:place]}\n"
    return f"{before}{key} = {written(value)}\n{text[place:]}"


def _unset(text: str, block: str, key: str, number: int) -> str:
    there = _nth(text, block, number).statement(key) if _named(text, block) else None
    if there is None:
        return text
    lines = text[there.start : there.end].split("\n")
    return text[: there.start] + "\n".join(f"# {line}" for line in lines) + text[there.end :]


def _commented(text: str, block: Block, key: str) -> tuple[int, int, int] | None:
    """Where a comment begins that has the key with a value, and where that value begins and ends."""
    line = re.compile(rf"[ \t]*#[ \t]*{re.escape(key)}[ \t]*=[ \t]*")
    at = block.head
    inside = {place for one in block.statements for place in range(one.start, one.end)}
    while at < block.end:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if _OTHER_HEAD.match(text, at) and at not in inside:
            return None
        if at not in inside and (match := line.match(text, at)):
            stop = value_end(text[:end], match.end())
            if _is_value(text[match.end() : stop]):
                return at, match.end(), stop
        at = end + 1
    return None


def _is_value(text: str) -> bool:
    try:
        tomllib.loads(f"x = {text}")
    except ValueError:
        return False
    return True


def _with_table(text: str, block: str) -> str:
    """The text with an empty [block]: a bulletin's before all other heads, any other behind them."""
    heads = [one for one in blocks_of(text) if one.name]
    ended = _ended(text)
    if not heads or not heads[0].double:
        return f"{ended}\n[{block}]\n" if ended else f"[{block}]\n"
    place = _over(text, heads[0].start)
    return f"{text[:place]}[{block}]\n\n{text[place:]}"


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else f"{text}\n"


def _extent(text: str, block: Block) -> tuple[int, int]:
    """From a block's head to its last line, with the comments right below that."""
    end = _last_line(text, block)
    while end < block.end and text[end : end + 1] not in ("\n", ""):
        end = _line_end(text, end)
    return block.start, min(end, block.end)


def _last_line(text: str, block: Block) -> int:
    """Where the line below a block's last statement begins."""
    last = block.statements[-1].end if block.statements else None
    return block.head if last is None else _line_end(text, last)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _over(text: str, at: int) -> int:
    """Where the comments right over a line begin."""
    while at and (start := text.rfind("\n", 0, at - 1) + 1) < at and text[start:at].lstrip().startswith("#"):
        at = start
    return at


def _named(text: str, name: str) -> list[Block]:
    return [one for one in blocks_of(text) if one.name == name]


def _nth(text: str, name: str, number: int) -> Block:
    there = _named(text, name)
    if not 0 <= number < len(there):
        raise NoPlace(f"there is no {name} {number + 1}")
    return there[number]


def _proved(before: str, after: str, change: Callable[[dict[str, Any]], object]) -> str:
    """The text after an edit. Raises NoPlace where it does not say what the text before says after the same change."""
    wanted = tomllib.loads(before)
    try:
        change(wanted)
        found = tomllib.loads(after)
    except (ValueError, LookupError, AttributeError, TypeError):
        raise NoPlace("the edit has no place") from None
    if found != wanted:
        raise NoPlace("the edit has no place")
    return after
