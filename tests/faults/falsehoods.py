"""Falsehoods: every engine with every fault that is known. None of them may pass for a finished bulletin."""

from __future__ import annotations

from collections import Counter

from tests.faults import edge_cases, google_cases, plugin_cases, worker_cases
from tests.faults.bench import Bench, Findings, all_of
from tests.faults.cases import Case, run
from tests.faults.plugin import plugged_in


def falsehoods(bench: Bench, wanted: str = "") -> Findings:
    """All cases, or those whose name begins with `wanted`."""
    cases = [
        *google_cases.google_cases(),
        *edge_cases.edge_cases(),
        *worker_cases.worker_cases(),
        *plugin_cases.plugin_cases(),
    ]
    cases = [case for case in cases if str(case).startswith(wanted) and (case.short or not bench.short)]
    with plugged_in():
        findings = all_of(cases, lambda case: run(bench, case), at_once=bench.count(4, 2))
    for room in (google_cases, edge_cases, worker_cases):
        findings.skipped += room.untried()
    findings.told.append(_told(cases, findings))
    return findings


def _told(cases: list[Case], findings: Findings) -> str:
    engines = Counter(case.voice.partition(":")[0] for case in cases)
    false = sum("FALSE SUCCESS" in line for line in findings.wrong)
    tried = ", ".join(f"{engine} {count}" for engine, count in engines.items())
    return f"{len(cases)} combinations ({tried}): {false} false successes"
