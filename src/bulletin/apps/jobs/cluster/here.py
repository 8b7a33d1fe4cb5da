"""Here: this process, as a member of the cluster that it is in."""

from __future__ import annotations

import bulletin
from bulletin.apps.jobs.cluster.membership import Member
from bulletin.production.cache.store import shared_address
from bulletin.production.disk.program import contents, program


def this_process() -> Member:
    """What this process has."""
    return Member(
        version=bulletin.__version__,
        contents=contents(),
        fingerprint=program(),
        clips=shared_address(),
    )
