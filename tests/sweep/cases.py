"""Cases: every option and setting alone, every source, and a covering of every two of them."""

from __future__ import annotations

from tests.pairwise import covering
from tests.sweep.trial import Case
from tests.sweep.values import Given, axes
from tests.sweep.world import SOURCES, Source

_ALONE = {"lines.say_disclosure": (), "sound.bed_level": (Given("sound.bed", "ours", by_option=False),)}
"""What a row needs to mean anything, by its key."""


def alone() -> list[Case]:
    """Every source, and every value of every row, with nothing else."""
    return [
        *(Case(source) for source in SOURCES),
        *(Case(given=(*_ALONE.get(key, ()), each)) for key, axis in axes().items() for each in axis),
    ]


def together(seed: int) -> list[Case]:
    """A covering: of every two rows (and the sources) every two values meet in a case, if they can."""
    rows: dict[str, list[object]] = {"source": list(SOURCES)}
    rows.update({key: [None, *axis] for key, axis in axes().items()})
    return [
        Case(
            next(value for value in case if isinstance(value, Source)),
            tuple(value for value in case if isinstance(value, Given)),
        )
        for case in covering(list(rows.values()), seed=seed, exclude=_exclude)
    ]


def _exclude(one: object, other: object) -> bool:
    """Whether two values are refused together."""
    if not isinstance(one, Given) or not isinstance(other, Given):
        return False
    given = {one.key: one, other.key: other}
    cover, made = given.get("cover.file"), given.get("cover.made")
    if cover and made and cover.by_option and made.by_option:
        return True
    # A file with a name must have one of the formats.
    formats = given.get("formats")
    return bool(formats and "output" in given and "flac" not in formats.value)  # type: ignore[operator]
