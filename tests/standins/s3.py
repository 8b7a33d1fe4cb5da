"""A stand-in for S3: a bucket on 127.0.0.1, with conditional writes, and the faults of real stores.

It speaks as much of the protocol as shared clips need: GET, HEAD, PUT (`If-None-Match: *`, `If-Match`), DELETE, the
deletion of several, and errors in XML. Of a signature it reads the time alone, as S3 does before anything else.
"""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from tests.standins.server import Kept, PatientServer

BUCKET = "clips"

MOST_SKEW_SECONDS = 900
"""By how much S3 lets a client's clock be off."""


class S3StandIn:
    """A bucket. Its faults are set from outside, at any time."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.asked: Counter[str] = Counter()
        """Requests by method."""
        self.delay = 0.0
        """Seconds that every answer takes."""
        self.refusals = 0
        """How many of the next requests get 503."""
        self.lost_answers = 0
        """How many of the next PUTs are done and answered with 500."""
        self.skew = 0.0
        """Seconds by which the store's clock is ahead of ours."""
        self.unconditional = False
        """Whether conditions are ignored, as old stores do."""
        self.denied = False
        self.lock = threading.Lock()
        stand_in = self

        class Handler(_Handler):
            store = stand_in

        self._server = PatientServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def environment(self) -> dict[str, str]:
        """What leads a client here."""
        return {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self._server.server_address[1]}",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": "ap-south-1",
            "BULLETIN_CLIPS": f"s3://{BUCKET}/news",
        }

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(Kept, BaseHTTPRequestHandler):
    store: S3StandIn

    def do_GET(self) -> None:
        if (name := self._name()) is None:
            return
        with self.store.lock:
            found = self.store.objects.get(name)
        if found is None:
            self._error(404, "NoSuchKey")
        else:
            self._answer(200, found, ETag=_etag(found), Last_Modified=self.date_time_string())

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_PUT(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        if (name := self._name()) is None:
            return
        new, expected = self.headers["If-None-Match"] == "*", self.headers["If-Match"]
        with self.store.lock:
            there = self.store.objects.get(name)
            unfit = (new and there is not None) or (
                expected is not None and (there is None or _etag(there) != expected)
            )
            if unfit and not self.store.unconditional:
                self._error(412, "PreconditionFailed")
                return
            self.store.objects[name] = data
            lost = self.store.lost_answers > 0
            self.store.lost_answers -= lost
        if lost:
            self._error(500, "InternalError")
        else:
            self._answer(200, b"", ETag=_etag(data))

    def do_DELETE(self) -> None:
        if (name := self._name()) is not None:
            with self.store.lock:
                self.store.objects.pop(name, None)
            self._answer(204, b"")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self._name() is None:
            return
        keys = re.findall(r"<Key>(.*?)</Key>", body)
        with self.store.lock:
            for key in keys:
                self.store.objects.pop(unquote(key), None)
        gone = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
        xml = f'<DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">{gone}</DeleteResult>'
        self._answer(200, xml.encode(), Content_Type="application/xml")

    def _name(self) -> str | None:
        """The name of the object that is asked for; None if that was answered with a fault."""
        store = self.store
        time.sleep(store.delay)
        with store.lock:
            store.asked[self.command] += 1
            refused = store.refusals > 0
            store.refusals -= refused
        bucket, _, name = unquote(urlsplit(self.path).path).lstrip("/").partition("/")
        stamp = self.headers["x-amz-date"]
        theirs = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp() if stamp else 0.0
        if refused:
            self._error(503, "SlowDown")
        elif abs(theirs - datetime.now(UTC).timestamp() - store.skew) > MOST_SKEW_SECONDS:
            self._error(403, "RequestTimeTooSkewed")
        elif store.denied:
            self._error(403, "AccessDenied")
        elif bucket != BUCKET:
            self._error(404, "NoSuchBucket")
        else:
            return name
        return None

    def _error(self, status: int, code: str) -> None:
        xml = f'<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code><Message>{code}</Message></Error>'
        self._answer(status, xml.encode(), Content_Type="application/xml")

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _etag(data: bytes) -> str:
    return f'"{hashlib.md5(data).hexdigest()}"'
