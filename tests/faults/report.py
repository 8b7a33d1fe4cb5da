"""Report: runs parts and tests, and prints for each and for each row how much was tried and what came of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults.bench import ROOT, Bench
from tests.faults.rows import PARTS, Row, rows

MOST_TOLD = 40
"""Broken promises of a part that are printed; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a part, or of the tests that prove a row."""

    trials: int
    wrong: int
    skipped: int
    seconds: float

    @property
    def verdict(self) -> str:
        """In a word or two; never that it went well where nothing was tried."""
        if self.wrong:
            return f"{self.wrong} WRONG"
        if not self.trials:
            return "SKIPPED" if self.skipped else "NOTHING TRIED"
        return f"ok, {self.skipped} skipped" if self.skipped else "ok"


def report(bench: Bench, wanted: Sequence[str]) -> int:
    """Run what is wanted and print it as it comes, then the rows. Returns 0 if nothing was wrong, else 1."""
    began = time.monotonic()
    print(f"{'short' if bench.short else 'full'} form, seed {bench.seed}", flush=True)
    results = {name: _part(bench, name) for name in PARTS if name in wanted}
    table = list(rows())
    tested = _tests(bench.folder, table) if "tests" in wanted else {}
    print("\nrow   trials  seconds  result   fault")
    failed = sum(result.wrong for result in results.values())
    for row in table:
        mine = [results[name] for name in row.parts if name in results]
        mine += [tested[row.name]] if row.name in tested else []
        if not mine:
            continue
        both = Result(
            trials=sum(one.trials for one in mine),
            wrong=sum(one.wrong for one in mine),
            skipped=sum(one.skipped for one in mine),
            seconds=sum(one.seconds for one in mine),
        )
        print(f"{row.name:4} {both.trials:7,} {both.seconds:8.1f}  {both.verdict:7}  {row.fault}")
    failed += sum(result.wrong for result in tested.values())
    print(f"\n{failed} wrong; seed {bench.seed}, {time.monotonic() - began:.0f} s in all")
    return 1 if failed else 0


def _part(bench: Bench, name: str) -> Result:
    began = time.monotonic()
    findings = PARTS[name](bench)
    result = Result(
        trials=findings.trials,
        wrong=len(findings.wrong),
        skipped=len(findings.skipped),
        seconds=time.monotonic() - began,
    )
    print(f"{name}: {result.trials:,} trials, seed {bench.seed}, {result.seconds:.1f} s: {result.verdict}")
    lines = [*findings.told, *(f"SKIPPED: {line}" for line in findings.skipped)]
    lines += [f"WRONG: {line}" for line in findings.wrong[:MOST_TOLD]]
    print("".join(f"    {line}\n" for line in lines), end="", flush=True)
    return result


def _tests(folder: Path, table: Sequence[Row]) -> dict[str, Result]:
    """Run the tests that the rows name, all at once; what came of each row's own."""
    files = sorted({proof.partition(" -k ")[0] for row in table for proof in row.tests})
    log = folder / "tests.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junit-xml={log}"]
    command += ["-n", "auto", *(f"tests/{file}" for file in files)]
    began = time.monotonic()
    long = {**os.environ, "BULLETIN_TEST_LONG": "1"}
    result = subprocess.run(command, cwd=ROOT, env=long, capture_output=True, text=True, check=False)
    cases = list(ET.parse(log).iter("testcase")) if log.exists() else []
    print(f"tests: {len(cases)} tests of {len(files)} files, {time.monotonic() - began:.1f} s")
    if result.returncode:
        print("".join(f"    {line}\n" for line in result.stdout.splitlines()[-MOST_TOLD:]), end="")
    found = {row.name: _result([case for case in cases if _proves(row, case)]) for row in table if row.tests}
    for name, one in found.items():
        if not one.trials + one.wrong + one.skipped:
            found[name] = Result(trials=0, wrong=1, skipped=0, seconds=0.0)
    return found


def _proves(row: Row, case: ET.Element) -> bool:
    for proof in row.tests:
        file, _, words = proof.partition(" -k ")
        module = f"tests.{file.removesuffix('.py').replace('/', '.')}"
        name = case.get("name", "")
        if case.get("classname", "").startswith(module) and (not words or words in name):
            return True
    return False


def _result(cases: Sequence[ET.Element]) -> Result:
    wrong = sum(1 for case in cases if case.find("failure") is not None or case.find("error") is not None)
    skipped = sum(1 for case in cases if case.find("skipped") is not None)
    return Result(
        trials=len(cases) - skipped,
        wrong=wrong,
        skipped=skipped,
        seconds=sum(float(case.get("time", "0")) for case in cases),
    )
