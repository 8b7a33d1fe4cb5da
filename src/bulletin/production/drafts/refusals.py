"""Refusals: why a change of a draft was not made: what a page tells beside the field, or above all."""

from __future__ import annotations

from collections.abc import Mapping

from bulletin.errors import InputError
from bulletin.production.drafts.editing import StaleDraft
from bulletin.production.drafts.history import History


class WrongFields(InputError):  # noqa: N818  (named for what it says)
    """Values of a form that cannot be: nothing of it was written."""

    def __init__(self, fields: Mapping[str, str], source: str) -> None:
        """`fields` are sentences by the key of a field."""
        self.fields = dict(fields)
        super().__init__(
            "nothing was changed: a field has a value that cannot be.",
            error_id="studio.fields",
            source=", ".join((source, *self.fields)),
            remedy="Correct what is marked, and save again.",
        )


def check_revision(history: History, revision: str, name: str) -> None:
    """Check that a draft is what a person saw; `revision` is empty to change whatever there is. Raises StaleDraft (65)."""
    if revision and revision != history.revision():
        raise StaleDraft(
            "this was changed in another window since the page was shown.",
            error_id="studio.stale",
            source=name,
            remedy="The page shows it as it is now; do it once more.",
        )
