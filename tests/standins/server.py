"""A server on the loopback address whose clients may hang up, which is what some tests are about, and the manners of its handlers."""

from __future__ import annotations

import sys
from http.server import ThreadingHTTPServer


class PatientServer(ThreadingHTTPServer):
    """Says nothing of a connection that is gone; everything else that goes wrong is printed."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Kept:
    """For handlers that answer on kept connections, as the services do, and say nothing of it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    """As theirs is: or every answer's end would wait 40 ms for its client to acknowledge the rest."""

    def log_message(self, *_: object) -> None:
        return
