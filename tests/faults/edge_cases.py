"""Microsoft's service: answers that break off, lie, stall, and all that stands between us and it."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from importlib import util
from pathlib import Path
from typing import Any

from tests.faults import services
from tests.faults.bench import World
from tests.faults.cases import Case, Prepare


def edge_cases() -> list[Case]:
    """All of them, with how each may end; none where edge-tts is missing."""
    if util.find_spec("edge_tts") is None:
        return []
    from tests.standins import edge

    breaks = {
        f"{messages} messages, then {how}": edge.broken(messages, how=how)
        for messages in (0, 1, 5, 1000)
        for how in ("goodbye", "end", "reset")
    }
    found: list[Case] = []

    def add(name: str, fault: Prepare, *codes: int) -> None:
        found.append(Case(name=name, voice="edge", fault=fault, codes=codes))

    busy = {"429": edge.status(429), "429 that asks for a second": edge.status(429, Retry_After="1")}
    busy |= {f"{code}": edge.status(code) for code in (500, 502, 503, 504)}
    for name, fault in busy.items():
        add(f"{name} once", once(fault), 0)
        add(f"{name} for ever", always(fault), 75)
    for name, fault in breaks.items():
        add(f"{name} once", once(fault), 0)
        add(f"{name} for ever", always(fault), 75, 76)
    slow = {"a stall": edge.stalled, "a drip": edge.dripping, "no handshake": edge.mute}
    for name, fault in slow.items():
        add(f"{name} once", once(fault), 0)
        add(f"{name} for ever", always(fault), 75, 76)
    wrong = {
        "no sound": edge.nothing,
        "no sound but text": edge.not_sound,
        "silence": edge.silence,
        "half a second": edge.too_little,
        "a minute": edge.too_much,
        "half of the sound with all its words": edge.without_its_end,
        "a message nobody knows": edge.unknown("audio.surprise"),
        "a message without a head": edge.headless,
        "words of another shape": edge.shapeless,
    }
    for name, fault in wrong.items():
        add(f"{name} once", once(fault), 0, 69, 75, 76)
        add(f"{name} for ever", always(fault), 69, 75, 76)
    for code in (401, 403, 404, 410):
        add(f"{code} for ever", always(edge.status(code)), 69)
    add("403 by another clock", always(edge.refusal(3700)), 69, 75)
    add("a log-in page", always(edge.page), 69, 76)
    add("a certificate that it signed itself", _untrusted, 69)
    add("nobody listens", _nobody, 75)
    return found


def once(fault: Any) -> Prepare:
    """The fault for the fourth request, speech for all others."""
    return _prepared(lambda stand_in: stand_in.plan(None, None, None, fault))


def always(fault: Any) -> Prepare:
    """The fault for every request."""
    return _prepared(lambda stand_in: setattr(stand_in, "always", fault))


def _prepared(plan: Callable[[Any], object]) -> Prepare:
    @contextlib.contextmanager
    def prepare(world: World) -> Iterator[object]:
        with services.microsoft(world) as stand_in:
            plan(stand_in)
            yield stand_in

    return prepare


@contextlib.contextmanager
def _untrusted(world: World) -> Iterator[object]:
    from tests.standins.edge import EdgeStandIn

    with tempfile.TemporaryDirectory() as folder:
        context = services.certificate(Path(folder))
        assert context is not None
        with EdgeStandIn(certificate=context) as stand_in:
            world.environment[services.MICROSOFT] = stand_in.address
            yield stand_in
            assert stand_in.texts == []


@contextlib.contextmanager
def _nobody(world: World) -> Iterator[object]:
    world.environment[services.MICROSOFT] = "ws://127.0.0.1:9"
    yield None


def untried() -> list[str]:
    """What cannot be tried here."""
    return [] if util.find_spec("edge_tts") else ["no Microsoft: edge-tts is missing"]
