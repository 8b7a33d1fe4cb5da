"""Rows: the faults of docs/faults.md, and what proves that each is stood: a part of the bench, or tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.faults.bench import ROOT, Part
from tests.faults.cluster import cluster
from tests.faults.crowds import crowds
from tests.faults.damage import damage
from tests.faults.disks import disks
from tests.faults.falsehoods import falsehoods
from tests.faults.kills import kills
from tests.faults.power import power
from tests.faults.signals import signals
from tests.faults.surroundings import surroundings
from tests.faults.sweep import sweep
from tests.faults.weather import weather

TABLE = ROOT / "docs" / "faults.md"

PARTS: dict[str, Part] = {
    part.__name__: part
    for part in (
        kills,
        signals,
        disks,
        power,
        falsehoods,
        weather,
        damage,
        crowds,
        cluster,
        surroundings,
        sweep,
    )
}
"""By name."""

_ROW = re.compile(r"\| (?P<name>[A-Z]\d+c?) \| (?P<fault>[^|]+) \| (?P<what>[^|]+) \| (?P<proofs>[^|]+) \|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A fault, and where it is tried."""

    name: str
    fault: str
    proofs: tuple[str, ...]
    """Names of parts; or files of tests, which may name a part of some tests' names: `cli/test_make.py -k damaged`."""

    @property
    def parts(self) -> list[str]:
        """The parts among its proofs."""
        return [proof for proof in self.proofs if proof in PARTS]

    @property
    def tests(self) -> list[str]:
        """The other proofs."""
        return [proof for proof in self.proofs if proof not in PARTS]


def rows() -> Iterator[Row]:
    """The table, in its order."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if found := _ROW.fullmatch(line):
            proofs = re.findall(r"`([^`]+)`", found["proofs"])
            yield Row(name=found["name"], fault=found["fault"], proofs=tuple(proofs))
