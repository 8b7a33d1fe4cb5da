"""Lexicon edits: the text of a lexicon with one entry more, or changed, and every other line as it was."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.language.lexicon import Entry, Fault, entry_key, read_entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A lexicon's text with an entry in it."""

    text: str
    entry: Entry
    before: Entry | None = None
    """The entry that it replaced: of several, the one that applied."""
    faults: tuple[Fault, ...] = ()
    """What is wrong with other lines."""


def with_entry(text: str, written: str, spoken: str) -> Edit | Fault:
    """Return a lexicon's text with this entry, or what is wrong with the entry; its line is then 1.

    An entry of the same word is replaced in its place, and more of them are removed. Otherwise the entry goes to the
    end. `text` has LF line ends.
    """
    line = "\t".join(" ".join(part.split()) for part in (written, spoken))
    if line.startswith("#"):
        return Fault(
            line=1, what="a line that begins with # is a comment.", remedy="Give the word without #."
        )
    new, wrong = read_entries(line)
    if not new:
        return wrong[0]
    entries, faults = read_entries(text)
    same = [entry for entry in entries if entry_key(entry.written) == entry_key(new[0].written)]
    lines = text.split("\n")
    if same:
        lines[same[-1].line - 1] = line
        for entry in reversed(same[:-1]):
            del lines[entry.line - 1]
        place = same[-1].line - len(same) + 1
    else:
        while lines and not lines[-1].strip():
            lines.pop()
        lines += [line, ""]
        place = len(lines) - 1
    return Edit(
        text="\n".join(lines),
        entry=Entry(written=new[0].written, spoken=new[0].spoken, line=place),
        before=same[-1] if same else None,
        faults=tuple(fault for fault in faults if fault.error),
    )


def without_entry(text: str, written: str) -> str:
    """Return a lexicon's text without the entries of this word; every other line stays as it was."""
    entries, _ = read_entries(text)
    key = entry_key(" ".join(written.split()))
    gone = {entry.line for entry in entries if entry_key(entry.written) == key}
    return "\n".join(line for number, line in enumerate(text.split("\n"), start=1) if number not in gone)
