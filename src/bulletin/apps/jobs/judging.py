"""Judging: what a journal knows of an article, and what is found of it now → whether it is to be made."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from bulletin.apps.jobs.processes import DIED, HUNG
from bulletin.apps.jobs.rows import Looked, Row, State
from bulletin.production.disk.digest import digest_of
from bulletin.production.gathering.found import Found

MOST_TRIES = 3
"""Runs in which an article may kill or hang whoever works on it."""

PASSING = (69, 74, 75, 76)
"""Exit codes of what may be better by itself: a service, a site, a disk."""

MOST_ASKED = 14
"""How often the web is asked for a page that is not there, or has no article yet, when nobody waits for it: eight hours, by its rests."""

REST_SECONDS = 60.0
LONGEST_REST = 3600.0
MOST_DOUBLED = 10
"""How long what failed so rests when nobody waits for it: twice as long each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How a run looks at what it finds."""

    again: bool = False
    """Look at everything, whatever is known of it."""
    patient: bool = False
    """Try again only what may be better by now."""
    pages_before: float = 0.0
    """Pages of the web, which nobody can look at without asking for them, if that was before this time (in seconds since the epoch)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What becomes of a known article."""

    state: State
    digest: str
    tries: int


def judged(row: Row, found: Found, how: How, looked: Looked) -> Judged:
    """What becomes of an article that is known; counted in `looked`."""
    digest = row.digest if found.stamp == row.stamp else digest_of_found(found)
    changed = found.stamp != row.stamp and (digest != row.digest or not digest)
    if changed:
        looked.changed += 1
    elif row.state == "failed" and not how.again:
        if _is_given_up(row, found, how):
            looked.given_up += 1
            return Judged(state="failed", digest=digest, tries=row.tries)
        if how.patient and time.time() - row.at < min(
            LONGEST_REST, REST_SECONDS * 2 ** min(row.tries - 1, MOST_DOUBLED)
        ):
            looked.resting += 1
            return Judged(state="failed", digest=digest, tries=row.tries)
        looked.again += 1
    elif not row.version:
        looked.new += 1
    elif not (Path(row.record).is_file() and Path(row.audio).is_file()):
        looked.missing += 1
    elif how.again or found.at_hand or (row.at < how.pages_before if found.needs_page else not found.stamp):
        looked.again += 1
    elif row.state == "waiting":
        # An earlier run was ended before it came to it.
        looked.again += 1
    else:
        looked.unchanged += 1
        return Judged(state="done", digest=digest, tries=row.tries)
    return Judged(state="waiting", digest=digest, tries=0 if changed or how.again else row.tries)


def digest_of_found(found: Found) -> str:
    """Of the bytes of a file; of anything else its stamp is enough."""
    if found.entry is not None or not found.stamp:
        return found.stamp
    try:
        return digest_of(Path(found.source))
    except OSError:
        # What is wrong with it is said when it is made.
        return ""


def _is_given_up(row: Row, found: Found, how: How) -> bool:
    if row.error in (DIED, HUNG):
        return row.tries >= MOST_TRIES
    if not how.patient or row.code in PASSING:
        return False
    # A file is as wrong as it was until it changes; a page may be there, or have its text, in an hour.
    return not found.needs_page or row.tries >= MOST_ASKED
