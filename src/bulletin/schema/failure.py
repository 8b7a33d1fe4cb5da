"""A failure: why something was not made, as a record that can be kept and sent to another process."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.errors import BulletinError


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The parts of a `BulletinError`."""

    code: int
    error_id: str
    what: str
    source: str = ""
    remedy: str = ""

    @classmethod
    def of(cls, error: BulletinError) -> Failure:
        """The parts of an error."""
        return cls(
            code=error.code,
            error_id=error.error_id,
            what=error.what,
            source=error.source,
            remedy=error.remedy,
        )
