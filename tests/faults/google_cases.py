"""Google's service: everything it, or the network before it, is known to answer in place of speech."""

from __future__ import annotations

import contextlib
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bulletin.engines.gtts import mp3
from tests.faults import services
from tests.faults.articles import article, sentence
from tests.faults.bench import World
from tests.faults.cases import Case, Prepare
from tests.standins import google
from tests.standins.google import Fault, GoogleStandIn

BUSY = {
    "429": google.status(429),
    "429 that asks for a second": google.status(429, Retry_After="1"),
    "429 that asks for an hour": google.status(429, Retry_After="3600"),
    "429 that asks for nonsense": google.status(429, Retry_After="soon"),
    "500": google.status(500),
    "502": google.status(502),
    "503": google.status(503),
    "504": google.status(504),
}
REFUSALS = {f"{code}": google.status(code) for code in (401, 403, 404, 410)}


def cut(bytes_: int) -> Fault:
    """A good answer that breaks off after so many bytes; counted from the end if below 0."""

    def fault(handler: google._Handler, text: str) -> None:
        body = google.answer_with(google.hum(text))
        handler.reply(200, body, cut=bytes_ % len(body))

    return fault


def shortened(part: float) -> Fault:
    """A whole answer, in which a part of the MP3 is missing from some frame's end on."""

    def fault(handler: google._Handler, text: str) -> None:
        sound = google.hum(text)
        frames = mp3.stream(sound).frames
        handler.reply(200, google.answer_with(sound[: frames[int(len(frames) * part)].start]))

    return fault


BREAKS = {
    **{f"cut after {count} bytes": cut(count) for count in (0, 1, 40, 4000, -1)},
    "reset in the middle": google.reset,
    "hung up at once": google.hang_up,
    "chunks without an end": google.without_last_chunk,
    "gzip that is none": google.bad_gzip,
}
SLOW = {
    "no answer": google.hang,
    "an answer that drips": google.drip(head=False),
    "a head that drips": google.drip(head=True),
}
WRONG = {
    "an empty answer": google.nothing,
    "a consent page": google.page,
    "an empty sound": google.empty_sound,
    "no sound but text": google.not_sound,
    "base64 cut off": google.cut_base64,
    "MP3 cut in a frame": google.cut_sound,
    "MP3 with a hole": google.holed_sound,
    "a tenth of the MP3": shortened(0.1),
    "a third of the MP3": shortened(0.33),
    "silence": google.silence,
    "a click": google.click,
    "a word in place of the sentence": google.says("हां"),
    "a long text in place of the sentence": google.says(" ".join(map(sentence, range(8)))),
    "two parts": google.two_parts,
    "two results": google.two_results,
    "half an answer of no length": google.without_length,
}
CHANGED = {
    "no result": google.no_result,
    "another call": google.other_call,
    "another form": google.other_form,
}


def once(fault: Fault) -> Prepare:
    """The fault for the fourth request, speech for all others."""
    return _prepared(lambda stand_in: stand_in.plan(None, None, None, fault))


def always(fault: Fault) -> Prepare:
    """The fault for every request."""
    return _prepared(lambda stand_in: setattr(stand_in, "always", fault))


def later(fault: Fault) -> Prepare:
    """Speech for four requests, and the fault from then on."""

    def plan(stand_in: GoogleStandIn) -> None:
        stand_in.plan(None, None, None, None)
        stand_in.always = fault

    return _prepared(plan)


def at(wanted: str, fault: Fault) -> Prepare:
    """The fault for one sentence, whenever it is asked for."""

    def choosy(handler: google._Handler, text: str) -> None:
        if text == wanted:
            fault(handler, text)
        else:
            handler.reply(200, google.answer_with(google.hum(text)))

    return always(choosy)


def _prepared(plan: object) -> Prepare:
    @contextlib.contextmanager
    def prepare(world: World) -> Iterator[object]:
        with services.google(world) as stand_in:
            plan(stand_in)  # type: ignore[operator]
            yield stand_in

    return prepare


@contextlib.contextmanager
def _untrusted(world: World) -> Iterator[object]:
    with tempfile.TemporaryDirectory() as folder, services.google(world) as stand_in:
        context = services.certificate(Path(folder))
        assert context is not None
        stand_in._server.socket = context.wrap_socket(stand_in._server.socket, server_side=True)
        world.environment[services.GOOGLE] = stand_in.address.replace("http:", "https:")
        yield stand_in
        assert stand_in.texts == []


@contextlib.contextmanager
def _nobody(world: World) -> Iterator[object]:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    world.environment[services.GOOGLE] = f"http://127.0.0.1:{port}"
    yield None


def _elsewhere(code: int) -> Fault:
    return google.status(code, Location="http://127.0.0.1:9/login")


def google_cases() -> list[Case]:
    """All of them, with how each may end."""
    found: list[Case] = []

    def add(name: str, fault: Prepare, *codes: int, voice: str = "gtts", **more: object) -> None:
        found.append(Case(name=name, voice=voice, fault=fault, codes=codes, **more))  # type: ignore[arg-type]

    for name, fault in BUSY.items():
        healing = 75 if "hour" in name else 0
        add(f"{name} once", once(fault), healing)
        add(f"{name} for ever", always(fault), 75)
    for name, fault in REFUSALS.items():
        add(f"{name} once", once(fault), 69)
        add(f"{name} for ever", always(fault), 69)
    for name, fault in (BREAKS | SLOW).items():
        add(f"{name} once", once(fault), 0)
        add(f"{name} for ever", always(fault), 75)
    for name, fault in WRONG.items():
        add(f"{name} once", once(fault), 0)
        add(f"{name} for ever", always(fault), 76)
    for name, fault in CHANGED.items():
        add(f"{name} once", once(fault), 0, 69, 76)
        add(f"{name} for ever", always(fault), 69, 76)
    add("five megabytes", once(google.too_large), 76)
    for code in (301, 302, 307, 511):
        add(f"{code}, a log-in page, for ever", always(_elsewhere(code)), 76)
    add("a certificate that it signed itself", _untrusted, 69)
    add("nobody listens", _nobody, 75)
    for name, fault in {
        "403": google.status(403),
        "a consent page": google.page,
        "no answer": google.hang,
    }.items():
        add(f"{name} from the start", always(fault), 0, voice="auto", true_voice="espeak")
        add(f"{name} from the fifth request on", later(fault), 69, 75, 76, voice="auto")
    # The second section has sentences 6 and 7.
    for name, fault in {"silence": google.silence, "an empty answer": google.nothing}.items():
        add(
            f"{name} for one sentence, with a fallback",
            at(sentence(6), fault),
            0,
            arguments=("--fallback", "espeak"),
            true_voice="espeak",
            fallen=1,
        )
    return found


def untried() -> list[str]:
    """What cannot be tried here."""
    with tempfile.TemporaryDirectory() as folder:
        return [] if services.certificate(Path(folder)) else ["no TLS: openssl is missing"]


assert sentence(6) in article(8)
