"""New rundown: stories → the text of a rundown's file, explained in Hindi and English, to edit."""

from __future__ import annotations

import shlex
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from bulletin.production.setup.rows.form import FORM
from bulletin.production.setup.rows.items import ALSO, OWN, READER, RESERVE, STORY, Key
from bulletin.production.setup.rows.names import LINES, STATION
from bulletin.production.setup.setting import Setting
from bulletin.production.setup.table import SETTINGS
from bulletin.production.setup.template import quoted
from bulletin.schema.rundown import Item, Newsreader

COLUMN = 34
"""Where comments begin."""

WIDTH = 100
"""Columns of a screen that no line but a long text of its own is wider than."""

HEAD = """\
# बुलेटिन का क्रम: कौन सी खबरें, किस क्रम में, कौन पढ़े · A rundown: which stories, in order, who reads
#
# पहले देखें, बिना आवाज़ के · See what it will be, without a sound:
#   bulletin rundown check {name}
# बनाएँ · Make it:
#   bulletin make {name}
#
# # से शुरू होने वाली पंक्ति का असर नहीं होता; # हटाएँ तो होता है।
# A line that begins with # does nothing; take the # away to use it.
# शब्द "..." के भीतर लिखें; भीतर का " हो तो \\" लिखें। संख्या और true, false बिना "..." के।
# Texts stand in "..."; write a " within one as \\". Numbers, true and false stand alone.
# क्रम बदलना हो तो [[story]] से अगले [[story]] तक सब साथ ले जाएँ; हटाना हो तो मिटा दें।
# To move a story, move all from its [[story]] to the next one; to leave it out, delete that.
"""

STORIES = """\
# खबरें, पढ़ने के क्रम में; पहली सबसे ज़रूरी · The stories, in the order in which they are read
"""
ALSO_HAS = "# यह सब किसी भी खबर में लिखा जा सकता है · any story may have these too:"
RESERVES = """\
# समय बचे तभी पढ़ी जाएँगी · Read only if a slot has time for them: take the # away from both lines
"""
READERS = """\
# वाचक बारी-बारी से पढ़ते हैं · Newsreaders take turns; the first says the announcements
"""
MORE = """\
# केंद्र की फ़ाइल की हर तालिका यहाँ भी · Any table of a station's file may stand here, for this bulletin
"""


def rundown_text(
    name: str, items: Sequence[Item], head: Mapping[str, object], readers: Sequence[Newsreader] = ()
) -> str:
    """The text of a rundown's file of this name. Each story's `headline` stands there as a comment, to be changed.

    `head` are values of [bulletin], by key. `read_rundown` finds the same stories in it. Sources stand as they are.
    """
    blocks = [
        HEAD.format(name=shlex.quote("".join(sign if sign.isprintable() else "?" for sign in name))),
        _lines(_settings(STATION.rows)),
        "[bulletin]\n" + _lines(_head(head)),
        READERS + _readers(readers),
        STORIES + "\n".join(_story(item, explained=not number) for number, item in enumerate(items)),
        RESERVES + "# [[reserve]]\n" + _lines([_line("source", RESERVE["source"])]),
        MORE + f"[{LINES.name}]\n" + _lines(_settings(LINES.rows)),
    ]
    return "\n".join(blocks)


def _lines(lines: Iterator[str] | Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _settings(rows: Sequence[Setting]) -> Iterator[str]:
    """Rows of a station file that a rundown often has, as comments."""
    return (_line(row.name, _key(row)) for row in rows if row.in_rundown)


def _key(row: Setting) -> Key:
    return Key(row.kind, row.example, row.in_rundown)


def _head(given: Mapping[str, object]) -> Iterator[str]:
    """Every key of [bulletin]; those that are not given as comments."""
    settings = [*(SETTINGS[setting] for setting in ALSO.values()), *FORM.rows]
    keys = OWN | {row.name: _key(row) for row in settings if row.in_rundown}
    return (_line(key, row, given.get(key)) for key, row in keys.items())


def _readers(readers: Sequence[Newsreader]) -> str:
    if not readers:
        return _lines(["# [[reader]]", *(_line(key, row) for key, row in READER.items())])
    blocks: list[str] = []
    for number, reader in enumerate(readers):
        lines = [_line("name", READER["name"], reader.name, explained=not number)]
        if reader.voice:
            lines.append(_line("voice", READER["voice"], reader.voice, explained=not number))
        blocks.append("[[reader]]\n" + _lines(lines))
    return "\n".join(blocks)


def _story(item: Item, *, explained: bool) -> str:
    """A story's block; `explained`, with a comment behind each key, and with the keys that it may have besides."""
    place = "text" if item.text else "source"
    lines = ["[[story]]"]
    if place == "text":
        lines.append(f"text = {_block(item.text)}")
    else:
        lines.append(_line("source", STORY["source"], item.source, explained=explained))
    if item.headline:
        lines.append(_line("headline", STORY["headline"], item.headline, explained=explained, used=False))
    lines.append(_line("priority", STORY["priority"], item.priority, explained=explained))
    if explained:
        there = (place, "priority", *(["headline"] if item.headline else []))
        others = [key for key in STORY if key not in there]
        lines += [ALSO_HAS, *(_line(key, STORY[key]) for key in others)]
    return _lines(lines)


def _line(
    key: str, row: Key, value: object = None, *, explained: bool = True, used: bool | None = None
) -> str:
    """A key with its value, or an example as a comment; what it means behind it, or above it if that is too wide."""
    used = value is not None if used is None else used
    line = f"{'' if used else '# '}{key} = {row.example if value is None else _toml(value)}"
    if not explained:
        return line
    whole = f"{line}{' ' * max(0, COLUMN - columns(line))} # {row.comment}"
    return whole if columns(whole) <= WIDTH else f"# {row.comment}\n{line}"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else quoted(str(value))


def _block(text: str) -> str:
    """A text of several lines in TOML's quotation marks: three of them, and its rows as they are."""
    rows = [quoted(row)[1:-1] for row in text.strip("\n").split("\n")]
    # A bracket at a row's beginning would look like that of the next story.
    rows = [f"\\u005b{row[1:]}" if row.startswith("[") else row for row in rows]
    return '"""\n' + "\n".join(rows) + '"""'


def columns(text: str) -> int:
    """How many columns a text takes on a screen, at most: signs that stand over or under others take none."""
    return sum(unicodedata.category(sign) not in ("Mn", "Cf") for sign in text)
