"""Sweep: every option and setting of `make`, alone and by two; none has a false fault, and remedies make the same."""

from __future__ import annotations

import os
from pathlib import Path
from unittest.mock import patch

from tests.faults.bench import EPOCH, Bench, Findings, World
from tests.sweep.cases import alone, together
from tests.sweep.trial import tried
from tests.sweep.world import prepare


def sweep(bench: Bench) -> Findings:
    """In this process, one after another: a start of a process for each would take most of the time."""
    findings = Findings()
    cases = alone()
    if bench.short:
        # tests/production/test_sweep.py, which runs beside it, tries sources and more settings.
        cases = bench.chance("sweep").sample([case for case in cases if case.given], 1)
    else:
        cases += together(bench.seed)
    before, refused = Path.cwd(), 0
    try:
        for case in cases:
            with bench.world() as world, patch.dict(os.environ, _settings(world)):
                os.chdir(world.folder)
                prepare()
                outcome = tried(case)
                os.chdir(before)
            findings.trials += 1
            refused += bool(outcome.refused)
            findings.wrong += [f"{case}: {each}" for each in outcome.wrong]
    finally:
        os.chdir(before)
    findings.told.append(f"{len(cases)} episodes, {refused} refused")
    return findings


def _settings(world: World) -> dict[str, str]:
    """The world's own cache and services that answer nowhere, for this process."""
    own = {name: text for name, text in world.environment.items() if name.startswith("BULLETIN_")}
    return {**own, "SOURCE_DATE_EPOCH": EPOCH}
