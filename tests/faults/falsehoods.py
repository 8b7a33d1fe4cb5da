"""Falsehoods: every engine with every fault that is known. None of them may pass for a finished bulletin."""

from __future__ import annotations

from collections import Counter

from tests.faults import edge_cases, google_cases, plugin_cases, worker_cases
from tests.faults.bench import Bench, Findings, all_of
from tests.faults.cases import Case, run
from tests.faults.plugin import plugged_in

SHORT = (
    "gtts: a consent page for ever",
    "gtts: silence for one sentence, with a fallback",
    "espeak: a worker killed once",
    "espeak: a worker that always gives silence",
    "faulty: gives silence always",
)
"""What the short form tries."""


def falsehoods(bench: Bench) -> Findings:
    """All cases, or in the short form one of each kind."""
    cases = [
        *google_cases.google_cases(),
        *edge_cases.edge_cases(),
        *worker_cases.worker_cases(),
        *plugin_cases.plugin_cases(),
    ]
    cases = [case for case in cases if not bench.short or str(case) in SHORT]
    with plugged_in():
        findings = all_of(cases, lambda case: run(bench, case), at_once=bench.count(4, 1))
    for room in (google_cases, edge_cases, worker_cases):
        findings.skipped += room.untried()
    findings.told.append(_told(cases, findings))
    return findings


def _told(cases: list[Case], findings: Findings) -> str:
    engines = Counter(case.voice.partition(":")[0] for case in cases)
    false = sum("FALSE SUCCESS" in line for line in findings.wrong)
    tried = ", ".join(f"{engine} {count}" for engine, count in engines.items())
    return f"{len(cases)} combinations ({tried}): {false} false successes"
