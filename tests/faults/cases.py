"""Cases: an engine, a fault, and how a run of the two may end. Success must be real, and the fault must be got over.

Success is real when the finished file is the fault-free bulletin to the byte, or, where that cannot be, when every
sentence's own sound is heard in it in its place.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from bulletin.production.scripts import script_of
from tests.faults import services
from tests.faults.articles import article
from tests.faults.bench import CODES, Bench, Ended, Findings, World, digest
from tests.faults.truths import (
    LIKENESS,
    SECONDS_APART,
    STRANGE_LIKENESS,
    Truth,
    kept_speech,
    pieces_of,
    truth,
    unheard,
    whole,
)

SENTENCES = 8
"""Two sections: one of six sentences, one of two."""

PATIENCE = 100.0
"""Seconds after which a hurried run is taken to hang."""

HANGS = -9
"""The code of a run that was killed because it hung."""

Prepare = Callable[[World], AbstractContextManager[object]]
"""Brings the fault about in a world, for as long as the block runs."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One engine with one fault."""

    name: str
    voice: str
    fault: Prepare
    codes: tuple[int, ...]
    """What it may end in; 0 only with the whole bulletin."""
    arguments: tuple[str, ...] = ()
    true_voice: str = ""
    """The voice that reads it where the fault holds, if it is another."""
    fallen: int = -1
    """The number of a section that another voice reads instead: `true_voice`."""
    text: str = ""
    """The article, if it is one of its own; then there is no fault-free bulletin to compare with."""
    heals: bool = True
    """Whether the same command succeeds once the fault is gone."""

    def __str__(self) -> str:
        return f"{self.voice}: {self.name}"


def run(bench: Bench, case: Case) -> Findings:
    """Run a case, and then the same command without its fault."""
    findings = Findings(trials=1)
    with bench.world() as world:
        world.write(case.text or article(SENTENCES))
        arguments = world.make("--voice", case.voice, *case.arguments)
        with case.fault(world):
            ended = world.run(*arguments, hurry=True, patience=PATIENCE)
            _judge(bench, world, case, ended, findings)
        if case.heals and ended.code != 0:
            with services.of(case.voice, world):
                again = world.run_undisturbed(*arguments)
            what = f"{case}: without the fault the same command: {again.code}"
            findings.expect(again.code == 0, f"{what}: {again.last}")
            false = _false(bench, world, case, healed=True) if again.code == 0 else ""
            findings.expect(not false, f"{what}, but {false}: {again.last}")
    return findings


def _judge(bench: Bench, world: World, case: Case, ended: Ended, findings: Findings) -> None:
    """What must hold of a run with a fault."""
    if ended.code == HANGS and HANGS not in case.codes:
        findings.wrong.append(f"{case}: it hung ({PATIENCE:.0f} s)")
        return
    if ended.code == 0:
        false = _false(bench, world, case, healed=False)
        findings.expect(not false, f"{case}: FALSE SUCCESS: {false}")
    else:
        findings.expect(not world.shown(), f"{case}: it failed and shows {world.shown()}")
        findings.expect(
            ended.code in (*CODES, *case.codes), f"{case}: it ended in {ended.code}: {ended.last}"
        )
    if ended.code in CODES:
        findings.expect(ended.code in case.codes, f"{case}: {ended.code}, not {case.codes}: {ended.last}")
        findings.expect("Traceback" not in ended.told, f"{case}: a traceback: {ended.last}")


def _false(bench: Bench, world: World, case: Case, *, healed: bool) -> str:
    """What is missing or wrong in a bulletin that was told to be done; nothing if it is whole."""
    if fault := whole(world.name):
        return fault
    own = case.voice.replace("auto", "gtts")
    if case.text:
        speeches = [kept_speech(world, own, piece) for piece in pieces_of(world.article, own)]
    else:
        right = truth(bench, article(SENTENCES), own)
        if case.true_voice and not healed:
            other = truth(bench, article(SENTENCES), case.true_voice)
            if case.fallen >= 0:
                return _half(world, right, other, case.fallen)
            right = other
        if digest(world.name) == right.digest:
            return ""
        speeches = [right.speeches[piece] for piece in right.pieces]
        length = _length(world)
        if not math.isclose(length, right.seconds, abs_tol=SECONDS_APART):
            return f"it lasts {length:.2f} s, and {right.seconds:.2f} s without the fault"
    missing = unheard(world.name, speeches, STRANGE_LIKENESS if case.text else LIKENESS)
    return f"pieces {missing} are not heard" if missing else ""


def _half(world: World, right: Truth, other: Truth, fallen: int) -> str:
    """What is missing where one section is read by the other voice: each piece must be heard in its own."""
    script = script_of((str(world.article),))
    sentences = [
        number
        for number, section in enumerate(script.sections())
        for place in section.places
        for _ in script.segments[place].sentences
    ]
    assert len(sentences) == len(right.pieces) == len(other.pieces)
    speeches = [
        (other if section == fallen else right).speeches[piece]
        for section, piece in zip(sentences, right.pieces, strict=True)
    ]
    missing = unheard(world.name, speeches)
    return f"pieces {missing} are not heard in the voice they should have" if missing else ""


def _length(world: World) -> float:
    import soundfile

    return float(soundfile.info(world.name).duration)


def nothing(_: World) -> AbstractContextManager[object]:
    """No fault but what is in the text."""
    return contextlib.nullcontext()
