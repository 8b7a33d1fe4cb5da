"""Store: where the clips are that several machines share: a folder all of them see, or a bucket; names → bytes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

from bulletin.errors import ConfigurationError

CLIPS = "BULLETIN_CLIPS"
"""The environment variable that says where shared clips are."""

MARK = "bulletin.clips"
"""The entry that says what the store is."""

FORMAT = b"bulletin.clips/1\n"


class Store(Protocol):
    """Entries by name. Each is whole or absent, whoever dies while writing it.

    A method raises SharedError (75), DiskError (74) or OutputError (73) if the store does not answer or does not obey,
    ConfigurationError (78) if it never will.
    """

    address: str
    """As a message shows it."""

    def read(self, name: str) -> bytes | None:
        """The bytes of an entry, or None if there is none."""

    def create(self, name: str, data: bytes) -> bool:
        """Make an entry; False if there is one. Of several who try at once, one does it."""

    def replace(self, name: str, data: bytes) -> None:
        """Make an entry, in place of what is there."""

    def remove(self, name: str) -> None:
        """Remove an entry, if there is one."""


def shared_address() -> str:
    """Where shared clips are: `BULLETIN_CLIPS`, or "" if clips are this machine's own."""
    return os.environ.get(CLIPS, "").strip()


def open_store(address: str) -> Store:
    """The store at an address, tried once. Raises what its methods raise."""
    store = _store_at(address)
    # A store that lets an entry be made twice cannot say who speaks a clip: it is refused before anything is spoken.
    if store.create(MARK, FORMAT) and store.create(MARK, FORMAT):
        raise ConfigurationError(
            "that store makes an entry twice, so several machines would speak the same clip.",
            error_id="store.unconditional",
            source=f"{CLIPS}={address}",
            remedy="Use a store with conditional writes (S3 has them), or a folder that all machines see.",
        )
    return store


def _store_at(address: str) -> Store:
    scheme, separator, _ = address.partition("://")
    if not separator:
        from bulletin.production.cache.folder_store import FolderStore

        return FolderStore(Path(address).expanduser())
    if scheme == "s3":
        from bulletin.production.cache.bucket import Bucket

        return Bucket(address)
    raise ConfigurationError(
        f'clips cannot be shared at an address that begins with "{scheme}:".',
        error_id="store.address",
        source=f"{CLIPS}={address}",
        remedy="Use s3://BUCKET/PREFIX, or a folder that all machines see.",
    )
