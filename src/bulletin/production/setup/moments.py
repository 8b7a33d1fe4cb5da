"""Moments: times as a person gives them → times in the station's zone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, tzinfo

from bulletin.production.clock import now, zone_of
from bulletin.production.setup.kinds.named import Moment
from bulletin.production.setup.table import BULLETIN_SETTINGS


def placed(found: Mapping[str, object], timezone: str) -> dict[str, datetime]:
    """The moments among settings that were read, each by its key, with the station's zone.

    A time alone is of the present day there, a date alone its first minute.
    """
    keys = [
        key for key in found if key in BULLETIN_SETTINGS and isinstance(BULLETIN_SETTINGS[key].kind, Moment)
    ]
    if not keys:
        return {}
    zone = zone_of(timezone)
    return {key: _placed(found[key], zone) for key in keys}


def word_of(moment: datetime) -> str:
    """A moment as it is recorded: it means the same on any day and in any zone."""
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")


def own_time(found: Mapping[str, object], moments: Mapping[str, datetime]) -> datetime | None:
    """The bulletin's own time: what was asked for, or else when it airs from, where that has a time of day."""
    at = moments.get("at")
    if at is None and isinstance(found.get("airs_from"), time | datetime):
        at = moments["airs_from"]
    return None if at is None else at.replace(second=0, microsecond=0)


def _placed(value: object, zone: tzinfo) -> datetime:
    if isinstance(value, time):
        value = datetime.combine(now().astimezone(zone).date(), value)
    elif isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    assert isinstance(value, datetime)
    return value.replace(tzinfo=zone) if value.tzinfo is None else value.astimezone(zone)
