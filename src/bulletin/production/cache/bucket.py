"""Bucket: shared clips in S3 and whatever speaks its protocol; the one home of obstore, an extra."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from bulletin.errors import BulletinError, ConfigurationError, EngineError, SharedError
from bulletin.production.cache.store import CLIPS

if TYPE_CHECKING:
    from obstore.store import S3Store

CONNECT_SECONDS = 5
"""For one connection."""

ATTEMPT_SECONDS = 20
"""For one attempt at a request."""

RETRY_SECONDS = 60
"""No attempt begins later than this after the first: a request ends within 80 s."""


PAUSE_SECONDS = 0.5
"""Before a write that got no answer is sent again."""


class Bucket:
    """A store at `s3://BUCKET/PREFIX`. Region, keys and endpoint come from the environment, as in other programs (AWS_…)."""

    def __init__(self, address: str) -> None:
        self.address = address
        try:
            import obstore
            from obstore.store import S3Store
        except ImportError:
            raise EngineError(
                "clips in a bucket need the package obstore, which is not installed.",
                error_id="store.extra",
                source=f"{CLIPS}={address}",
                remedy='pip install "bulletin[cluster]"',
            ) from None
        self._obstore = obstore
        bucket, _, prefix = address.removeprefix("s3://").partition("/")
        if not bucket:
            raise ConfigurationError(
                "the address of shared clips names no bucket.",
                error_id="store.address",
                source=f"{CLIPS}={address}",
                remedy="Write it as s3://BUCKET/PREFIX",
            )
        with self._failures():
            self._store: S3Store = S3Store(
                bucket,
                prefix=prefix.strip("/") or None,
                client_options={
                    "connect_timeout": f"{CONNECT_SECONDS}s",
                    "timeout": f"{ATTEMPT_SECONDS}s",
                    # Whoever names such an address means it.
                    "allow_http": os.environ.get("AWS_ENDPOINT_URL", "").startswith("http:"),
                },
                retry_config={"max_retries": 10, "retry_timeout": timedelta(seconds=RETRY_SECONDS)},
            )

    def read(self, name: str) -> bytes | None:
        """The bytes of an object."""
        with self._failures():
            try:
                return bytes(self._obstore.get(self._store, name).bytes())
            except FileNotFoundError:
                return None

    def create(self, name: str, data: bytes) -> bool:
        """Make an object that is not there (`If-None-Match: *`)."""
        from obstore.exceptions import AlreadyExistsError

        with self._failures():
            try:
                self._put(name, data, "create")
            except AlreadyExistsError:
                return False
        return True

    def replace(self, name: str, data: bytes) -> None:
        """Make an object."""
        with self._failures():
            self._put(name, data, "overwrite")

    def remove(self, name: str) -> None:
        """Remove an object."""
        with self._failures():
            try:
                self._obstore.delete(self._store, name)
            except FileNotFoundError:
                return

    def _put(self, name: str, data: bytes, mode: Literal["create", "overwrite"]) -> None:
        """Make an object; again, if no answer comes: to obstore, that might do harm, but an entry has one content."""
        from obstore.exceptions import GenericError

        began = time.monotonic()
        while True:
            try:
                # In one request: an upload in parts has no conditions.
                self._obstore.put(self._store, name, data, mode=mode, use_multipart=False)
            except GenericError as error:
                given_up = (
                    re.search(r"after \d+ retries", str(error)) or time.monotonic() - began > RETRY_SECONDS
                )
                if given_up or "error sending request" not in str(error):
                    raise
                time.sleep(PAUSE_SECONDS)
            else:
                return

    @contextmanager
    def _failures(self) -> Iterator[None]:
        """Turn what obstore raises into an error with a remedy."""
        from obstore.exceptions import BaseError

        try:
            yield
        except (BaseError, FileNotFoundError, ValueError) as error:
            raise self._failed(error) from None

    def _failed(self, error: Exception) -> BulletinError:
        from obstore import exceptions

        told = str(error)
        source = f"{CLIPS}={self.address}"
        if "RequestTimeTooSkewed" in told:
            return ConfigurationError(
                "the store of shared clips refuses this machine: its clock is more than a quarter of an hour off.",
                error_id="store.clock",
                source=source,
                remedy="Set the clock (timedatectl set-ntp true), then run the same command again.",
            )
        if "NoSuchBucket" in told or isinstance(error, FileNotFoundError):
            return ConfigurationError(
                "there is no such bucket for shared clips.",
                error_id="store.missing",
                source=source,
                remedy="Make the bucket, or correct the address.",
            )
        if isinstance(error, exceptions.PermissionDeniedError | exceptions.UnauthenticatedError):
            return ConfigurationError(
                "the store of shared clips does not let this machine in.",
                error_id="store.refused",
                source=source,
                remedy="Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION, and what these keys may do.",
            )
        if isinstance(error, exceptions.NotSupportedError) or "NotImplemented" in told:
            return ConfigurationError(
                "that store has no conditional writes, so several machines would speak the same clip.",
                error_id="store.unconditional",
                source=source,
                remedy="Use a store that has them (S3 does), or a folder that all machines see.",
            )
        if isinstance(error, ValueError | exceptions.UnknownConfigurationKeyError):
            return ConfigurationError(
                f"the store of shared clips cannot be opened: {shortened(told)}.",
                error_id="store.address",
                source=source,
                remedy="Write it as s3://BUCKET/PREFIX, and check the variables that begin with AWS_.",
            )
        return SharedError(
            f"the store of shared clips does not answer: {shortened(told)}.",
            error_id="store.unreachable",
            source=source,
            remedy="What is spoken is kept. Run the same command again in a few minutes.",
        )


def shortened(told: str) -> str:
    """What obstore says of an error, in a line, without the object's address."""
    line = " ".join(told.split("\n\n")[0].split())
    line = re.sub(
        r"^Generic \w+ error: (Error performing )?|, max_retries: .*?(?= - |$)|: <\?xml.*", "", line
    )
    line = re.sub(r" https?://\S+ in (\d+(?:\.\d\d?)?)\d*(\w+)", r" failed in \1 \2", line)
    return line[:160].rstrip(" .-")
