"""Asking: requests to a studio without a port or a browser: the application is called as a server calls it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from bulletin.apps.studio.app import build
from bulletin.apps.studio.hub import Hub
from bulletin.apps.studio.studio import Studio
from bulletin.apps.studio.telling import telling
from bulletin.production.drafts.folder import StudioFolder
from bulletin.production.making.queue import MakingQueue

HOST = "127.0.0.1:8765"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a studio answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def place(self) -> str:
        """Where a redirect leads, without what it says."""
        return self.headers.get("location", "").partition("?")[0]


@dataclass
class Asker:
    """A browser that gave the token, as far as headers go."""

    folder: StudioFolder
    studio: Studio = field(init=False)
    headers: dict[str, str] = field(default_factory=dict)
    makes: bool = False
    """Whether it has a queue, which is to be closed."""

    def __post_init__(self) -> None:
        hub = Hub()
        folder = self.folder
        queue = MakingQueue(folder.path, folder.hidden, notice=telling(hub)) if self.makes else None
        self.studio = Studio(folder=folder, hosts=frozenset([HOST]), hub=hub, queue=queue)
        self.app = build(self.studio)
        self.headers = {
            "host": HOST,
            "origin": f"http://{HOST}",
            "cookie": f"{self.studio.cookie}={self.studio.key}",
            "accept-encoding": "identity",
            **self.headers,
        }

    @classmethod
    def at(cls, path: Path, *, makes: bool = False) -> Asker:
        """A new studio in a folder."""
        return cls(StudioFolder.opened(path), makes=makes)

    def get(self, target: str, **headers: str) -> Answer:
        return self.ask("GET", target, b"", headers)

    def post(
        self,
        target: str,
        files: Mapping[str, tuple[str, bytes]] | None = None,
        **fields: str | Sequence[str],
    ) -> Answer:
        """Send a form, with our pages' own field; a multipart one where there are files."""
        sent = {"csrf": self.studio.csrf, **fields}
        if files is None:
            kind, body = "application/x-www-form-urlencoded", urlencode(sent, doseq=True).encode()
        else:
            kind, body = multipart(sent, files)
        return self.ask("POST", target, body, {"content-type": kind})

    def follow(self, answer: Answer) -> Answer:
        """The page that a redirect leads to."""
        assert answer.status == 303, answer.text
        return self.get(answer.headers["location"])

    def ask(self, method: str, target: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """One request, as it is."""
        sent = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return asyncio.run(self._ask(method, target, body, sent))

    async def _ask(self, method: str, target: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        parts = urlsplit(target)
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(),
            "root_path": "",
            "headers": [
                (name.encode(), value.encode("latin-1")) for name, value in headers.items() if value != "-"
            ],
            "client": ("127.0.0.1", 50_000),
            "server": ("127.0.0.1", 8765),
            "state": {},
        }
        waiting = [{"type": "http.request", "body": body, "more_body": False}]
        got: list[dict[str, object]] = []

        async def receive() -> dict[str, object]:
            if waiting:
                return waiting.pop()
            # A browser stays until it has what it asked for.
            await asyncio.sleep(0.01 if target.startswith("/events") else 60)
            return {"type": "http.disconnect"}

        async def send(message: dict[str, object]) -> None:
            got.append(message)

        await self.app(scope, receive, send)  # type: ignore[arg-type]
        start = next(message for message in got if message["type"] == "http.response.start")
        named = start["headers"]
        assert isinstance(named, list)
        return Answer(
            status=int(str(start["status"])),
            headers={name.decode().lower(): value.decode("latin-1") for name, value in named},
            body=b"".join(bytes(message.get("body", b"")) for message in got),  # type: ignore[call-overload]
        )


def multipart(
    fields: Mapping[str, str | Sequence[str]], files: Mapping[str, tuple[str, bytes]]
) -> tuple[str, bytes]:
    """A form with files, as a browser sends it: its type, its body."""
    border = "----bulletin"
    rows = b""
    for name, value in fields.items():
        rows += f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    for name, (filename, data) in files.items():
        head = f'--{border}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
        rows += f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + data + b"\r\n"
    return f"multipart/form-data; boundary={border}", rows + f"--{border}--\r\n".encode()


def revision(page: Answer) -> str:
    """The revision that a page shows."""
    found = re.search(r'name="revision" value="([0-9a-f]*)"', page.text)
    assert found is not None
    return found[1]
