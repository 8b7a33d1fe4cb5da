"""A server on the loopback address whose clients may hang up, which is what some tests are about."""

from __future__ import annotations

import sys
from http.server import ThreadingHTTPServer


class PatientServer(ThreadingHTTPServer):
    """Says nothing of a connection that is gone; everything else that goes wrong is printed."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]
