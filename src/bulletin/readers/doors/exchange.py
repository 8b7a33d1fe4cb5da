"""Exchange: one request on a connection of its own → its answer: status, headers, and the body, whole and unpacked."""

from __future__ import annotations

import email.utils
import http.client
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from bulletin.errors import BulletinError
from bulletin.readers.doors.connecting import Connect, Resolve, connected
from bulletin.readers.doors.deadline import Deadline
from bulletin.readers.doors.refusals import Way
from bulletin.readers.doors.unpacking import TooMuchError, Unpacking
from bulletin.readers.doors.web_address import WebAddress

BLOCK = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer of any status."""

    status: int
    headers: http.client.HTTPMessage
    data: bytes = b""
    """Of a 200 alone."""

    @property
    def wait(self) -> float | None:
        """Seconds that the site asks us to wait, if it says so."""
        asked = self.headers.get("Retry-After", "").strip()
        if asked.isdecimal() and asked.isascii():
            return float(asked[:9])
        try:
            return max(0.0, email.utils.parsedate_to_datetime(asked).timestamp() - time.time())
        except (TypeError, ValueError, OverflowError):
            return None


def exchanged(
    address: WebAddress,
    headers: Mapping[str, str],
    way: Way,
    *,
    seconds: float,
    most: int,
    resolve: Resolve,
    connect: Connect,
) -> Answer:
    """The answer to a GET of this address, all in so many seconds, of at most so many bytes. Raises as `refusals` has it."""
    with Deadline(seconds) as deadline:
        try:
            with connected(address, way, deadline, resolve, connect) as made:
                connection = http.client.HTTPConnection(address.host, address.port)
                connection.sock = made
                connection.putrequest("GET", address.target, skip_host=True, skip_accept_encoding=True)
                for name, value in {"Host": address.authority, "Connection": "close", **headers}.items():
                    connection.putheader(name, value)
                connection.endheaders()
                with connection.getresponse() as response:
                    data = _body(response, way, most) if response.status == 200 else b""
                    return Answer(status=response.status, headers=response.headers, data=data)
        except BulletinError as error:
            if not deadline.left and error.code in (69, 75, 76):
                raise way.too_slow(seconds) from None
            raise
        except (http.client.HTTPException, OSError, ValueError) as error:
            if not deadline.left or isinstance(error, TimeoutError):
                raise way.too_slow(seconds) from None
            if isinstance(error, OSError | http.client.IncompleteRead):
                raise way.broken_off() from None
            raise way.not_it("it is no HTTP") from None


def _body(response: http.client.HTTPResponse, way: Way, most: int) -> bytes:
    """The body of an answer."""
    promised = response.length
    try:
        unpacking = Unpacking(response.headers.get("Content-Encoding", ""), most)
    except ValueError as encoding:
        raise way.not_it(f'it packs the page as "{encoding}", which was not asked for') from None
    came = 0
    try:
        # read1 returns what has come; it tells of no end that is missing, so the bytes are counted.
        while block := response.read1(BLOCK if promised is None else min(BLOCK, promised - came)):
            came += len(block)
            unpacking.take(block)
            if came == promised:
                break
        # The library takes a head that is cut for one that has ended; what follows then is nothing.
        cut_in_the_head = promised is None and not response.chunked and not came
        if cut_in_the_head or (promised is not None and came < promised):
            raise way.broken_off()
        return unpacking.whole()
    except TooMuchError:
        raise way.too_large(most) from None
    except EOFError:
        raise way.broken_off() from None
    except zlib.error:
        raise way.not_it("the page cannot be unpacked") from None
