"""Services: what the online voices and piper need in a world, and what the stand-ins were asked."""

from __future__ import annotations

import contextlib
import os
import shutil
import ssl
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.bench import World
from tests.faults.plugin import plug_in
from tests.standins.google import GoogleStandIn
from tests.standins.tiny_voice import make_voice

if TYPE_CHECKING:
    from tests.standins.edge import EdgeStandIn

GOOGLE = "BULLETIN_GTTS_URL"
MICROSOFT = "BULLETIN_EDGE_URL"
VOICES = "BULLETIN_VOICES_DIR"

TINY = "hi_IN-tiny-low"
"""The tiny piper voice's name."""


@contextlib.contextmanager
def google(world: World, *, delay: float = 0.0) -> Iterator[GoogleStandIn]:
    """A stand-in for Google's service, which is a world's own."""
    with GoogleStandIn(delay=delay) as stand_in:
        # Whoever asks may be killed in the middle of a request; what the stand-in thinks of it is no news.
        stand_in._server.handle_error = _nothing  # type: ignore[method-assign, assignment]
        world.environment[GOOGLE] = stand_in.address
        yield stand_in


def _nothing(*_: object) -> None:
    return None


def of(voice: str, world: World) -> contextlib.AbstractContextManager[object]:
    """What a voice needs, without a fault."""
    engine = voice.partition(":")[0]
    if engine in ("gtts", "auto"):
        return google(world)
    if engine == "edge":
        return microsoft(world)
    if engine == "piper":
        tiny(world)
    if engine == "faulty":
        plug_in(world)
    return contextlib.nullcontext()


@contextlib.contextmanager
def microsoft(world: World) -> Iterator[EdgeStandIn]:
    """A stand-in for Microsoft's service, which is a world's own."""
    from tests.standins.edge import EdgeStandIn

    with EdgeStandIn() as stand_in:
        world.environment[MICROSOFT] = stand_in.address
        yield stand_in


def tiny(world: World) -> Path:
    """A tiny piper voice, installed in a world."""
    folder = world.folder / "voices"
    world.environment[VOICES] = str(folder)
    # Clips are kept under the voice's own bytes: this process has to know one, too, and a good one.
    own = Path(os.environ[VOICES])
    if not (own / f"{TINY}.onnx.json").exists():
        make_voice(own, TINY)
    return make_voice(folder, TINY)


def certificate(folder: Path) -> ssl.SSLContext | None:
    """A server's side of TLS with a certificate that it signed itself; None where openssl is missing."""
    if shutil.which("openssl") is None:
        return None
    own, key = folder / "certificate.pem", folder / "key.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1"
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-out", str(own), "-keyout", str(key)]
    subprocess.run([*command.split(), *names], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own, key)
    return context


def settled(stand_in: GoogleStandIn) -> int:
    """Wait until no request is under way; how many there were by then."""
    while stand_in._now:
        time.sleep(0.005)
    return len(stand_in.texts)


def again(texts: list[str]) -> int:
    """How many requests were made for a text that had been asked for before."""
    return sum(count - 1 for count in Counter(texts).values())
