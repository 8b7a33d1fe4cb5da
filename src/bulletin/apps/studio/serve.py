"""Serve: the studio at a port of this machine, until it is stopped."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bulletin.errors import EngineError, OutputError
from bulletin.production.drafts.folder import StudioFolder
from bulletin.production.making.queue import MakingQueue

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Address:
    """Where the studio is."""

    plain: str
    """For somebody who has the token."""
    with_token: str
    """For the one who started it."""
    token: str


def serve(
    folder: StudioFolder, *, host: str = LOOPBACK, port: int = 0, ready: Callable[[Address], None]
) -> None:
    """Serve `folder` until a signal comes. Calls `ready` once the port is open.

    Raises EngineError (69) without the studio's packages, OutputError (73) for a port that cannot be had, and TryLaterError
    (75) while another studio has the folder.
    """
    try:
        import uvicorn

        from bulletin.apps.studio.app import build
        from bulletin.apps.studio.hub import Hub
        from bulletin.apps.studio.studio import Studio
        from bulletin.apps.studio.telling import telling
    except ModuleNotFoundError as missing:
        raise EngineError(
            f"the studio needs packages that are not installed ({missing.name}).",
            error_id="studio.packages",
            source="bulletin studio",
            remedy='Install them: pip install "bulletin[studio]"',
        ) from None
    hub = Hub()
    with (
        _listening(host, port) as sock,
        contextlib.closing(MakingQueue(folder.path, folder.hidden, notice=telling(hub))) as queue,
    ):
        number = sock.getsockname()[1]
        names = _names(host)
        studio = Studio(
            folder=folder, hosts=frozenset(f"{name}:{number}" for name in names), hub=hub, queue=queue
        )
        shown = f"http://{names[0]}:{number}/"
        server = uvicorn.Server(
            uvicorn.Config(
                build(studio),
                log_config=None,
                access_log=False,
                lifespan="on",
                server_header=False,
                timeout_graceful_shutdown=1,
                h11_max_incomplete_event_size=64_000,
                ws="none",
            )
        )
        ready(Address(plain=shown, with_token=f"{shown}?token={studio.token}", token=studio.token))
        # While the browser opens.
        threading.Thread(target=_get_ready, daemon=True).start()
        server.run(sockets=[sock])


def _get_ready() -> None:
    from bulletin.apps.studio.pages import load_templates
    from bulletin.production.drafts.warming import get_ready

    load_templates()
    get_ready()


def _names(host: str) -> list[str]:
    """What browsers may call this machine, the name to show first."""
    local = ["127.0.0.1", "localhost", "[::1]"]
    if host in ("127.0.0.1", "localhost", "::1"):
        return local
    own = f"[{host}]" if ":" in host else host
    if host in ("0.0.0.0", "::"):  # noqa: S104  (asked for by name)
        addresses = {row[4][0] for row in socket.getaddrinfo(socket.gethostname(), None)}
        own = socket.gethostname().lower()
        return [own, *sorted(f"[{one}]" if ":" in str(one) else str(one) for one in addresses), *local]
    return [own.lower(), *local]


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if _is_v6(host) else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((host, port))
            # From now on whoever comes waits for an answer, and is not refused.
            sock.listen()
        except (OSError, OverflowError) as error:
            raise OutputError(
                f"this port cannot be had: {getattr(error, 'strerror', None) or error}.",
                error_id="studio.port",
                source=f"{host}:{port}",
                remedy="Another studio may be running there; or take any free port: bulletin studio --port 0",
            ) from None
        yield sock
    finally:
        sock.close()


def _is_v6(host: str) -> bool:
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).version == 6
    return False
