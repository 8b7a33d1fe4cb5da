"""Ledger: what was left out of an article so far, line by line."""

from __future__ import annotations

from bulletin.readers.labels.label import Label
from bulletin.readers.labels.line import Line
from bulletin.readers.labels.related import link_of
from bulletin.schema.article import LeftOut, Reason


class Ledger:
    """Collects what is left out while an article is put together."""

    def __init__(self) -> None:
        self._entries: list[LeftOut] = []

    def leave_out(self, line: Line, text: str, label: Label, *, after: bool = False) -> None:
        """Enter `text`, the whole line or its beginning; its end with `after`."""
        href = (line.href or link_of(text)) if label.reason == "related-link" else None
        self._entries.append(
            LeftOut(
                text=text.strip(),
                line=line.number,
                reason=label.reason,
                rule=label.rule,
                row=label.row,
                href=href,
                after=after,
            )
        )

    def between(self, above: int, below: int, reasons: tuple[Reason, ...]) -> bool:
        """Whether something was left out for one of `reasons` between the rows `above` and `below`."""
        return any(above < entry.line < below and entry.reason in reasons for entry in self._entries)

    def entries(self) -> tuple[LeftOut, ...]:
        """All entries in the order of their lines; those of one line in the order they were made."""
        return tuple(sorted(self._entries, key=lambda entry: entry.line))
