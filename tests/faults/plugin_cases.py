"""A plug-in that raises, lies, is silent, hangs and dies: what a run with it may end in."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from tests.faults.bench import World
from tests.faults.cases import HANGS, Case, Prepare
from tests.faults.plugin import plug_in

BAD = (69, 76)
"""An engine that answers with what is no speech: refused, or told as a wrong answer."""

FAULTS: dict[str, tuple[int, ...]] = {
    "raises ValueError": BAD,
    "raises EngineError": (69,),
    "raises TryLaterError": (75,),
    "raises OSError": (69, 74),
    "raises MemoryError": BAD,
    "raises SystemExit": BAD,
    "raises KeyboardInterrupt": (*BAD, 130),
    "raises StopIteration": BAD,
    "gives None": BAD,
    "gives no sound": BAD,
    "gives no sound of some length": BAD,
    "gives silence": BAD,
    "gives all but silence": BAD,
    "gives an odd byte": (0, *BAD),
    "tells a wrong length": (0, *BAD),
    "tells no length": (0, *BAD),
    "tells a length below 0": (0, *BAD),
    "tells a rate of 0": BAD,
    "tells a rate below 0": BAD,
    "tells a rate of 1": BAD,
    "tells a rate of 10 MHz": BAD,
    "tells a rate with a fraction": (0, *BAD),
    "tells a rate in words": (0, *BAD),
    "tells an encoding that nobody knows": BAD,
    "calls samples MP3": BAD,
    "gives numbers that are none": BAD,
    "gives text for sound": BAD,
    "gives a moment of sound": BAD,
    "gives ten minutes of sound": BAD,
    "tells of words that are not there": (0, *BAD),
    "tells of words in words": (0, *BAD),
    "dies": (-11,),
    "hangs": (69, 75, HANGS),
}
"""What the plug-in does wrong, and how the run may end. Half of a sound is not here: that it is half only a listener
knows."""

AROUND = ("version", "check", "open", "parallel", "exit")
"""Where else it fails. Such a plug-in speaks never, so whoever wrote it needs the report with the traceback (70)."""


def faulty(what: str) -> Prepare:
    """The plug-in does this."""

    @contextlib.contextmanager
    def prepare(world: World) -> Iterator[None]:
        plug_in(world)
        world.environment["FAULTY"] = what
        yield
        del world.environment["FAULTY"]

    return prepare


def plugin_cases() -> list[Case]:
    """All of them, with how each may end."""
    found = [
        Case(name=f"{name} {when}", voice="faulty", fault=faulty(f"{name}@{number}"), codes=codes)
        for name, codes in FAULTS.items()
        for when, number in (("once", 3), ("always", 0))
    ]
    found += [
        Case(name=f"fails at {name}", voice="faulty", fault=faulty(name), codes=(69, 70, 78))
        for name in AROUND
    ]
    return found
