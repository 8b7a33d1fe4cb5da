"""Identities of a feed: its own for life, and one for each episode."""

from __future__ import annotations

import uuid

_PODCASTS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace that the podcast namespace's `guid` fixes for feeds' addresses."""


def show_guid(address: str) -> str:
    """A show's identity from its feed's first address: UUIDv5 of it without scheme and closing slashes."""
    return str(uuid.uuid5(_PODCASTS, address.partition("://")[2].rstrip("/")))


def new_guid() -> str:
    """An episode's identity: random, so that it depends on nothing that may ever change."""
    return f"urn:uuid:{uuid.uuid4()}"
