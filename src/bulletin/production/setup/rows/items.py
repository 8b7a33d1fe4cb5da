"""Rows of a rundown: what its stories and newsreaders have, and what stands under [bulletin] beside the form's settings."""

from __future__ import annotations

from bulletin.production.setup.kinds import Kind, Text, Truth, Whole
from bulletin.production.setup.kinds.files import File
from bulletin.production.setup.kinds.named import Time, Voice
from bulletin.schema.rundown import HIGHEST_PRIORITY, LOWEST_PRIORITY

STORY: dict[str, Kind] = {
    "source": Text(),
    "text": Text(),
    "headline": Text(),
    "reader": Text(),
    "priority": Whole(lowest=HIGHEST_PRIORITY, highest=LOWEST_PRIORITY, subject="priority {}"),
    "longest": Time(),
    "may_cut": Truth(),
    "may_drop": Truth(),
    "before": Text(),
    "after": Text(),
    "sting": File(),
}
"""By key; each a field of `schema.rundown.Item`."""

RESERVE: dict[str, Kind] = {key: kind for key, kind in STORY.items() if key != "may_drop"}

READER: dict[str, Kind] = {"name": Text(), "voice": Voice(choices=("",))}

OWN = ("station", "title", "summary")
"""Keys under [bulletin] that are the rundown's own."""

ALSO = {"slot": "sound.slot", "at": "at"}
"""Keys under [bulletin] that are settings of other tables."""
