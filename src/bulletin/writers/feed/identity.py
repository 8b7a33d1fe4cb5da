"""Identities: the guid of a feed, which never changes, and of each episode."""

from __future__ import annotations

import uuid

_PODCASTS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The UUID namespace that the specification of `podcast:guid` fixes for addresses of feeds."""


def show_guid(address: str) -> str:
    """A show's guid: UUIDv5 of its feed's first address without scheme and closing slashes."""
    return str(uuid.uuid5(_PODCASTS, address.partition("://")[2].rstrip("/")))


def new_guid() -> str:
    """A new guid of an episode: random, so that it depends on nothing that may change."""
    return f"urn:uuid:{uuid.uuid4()}"
