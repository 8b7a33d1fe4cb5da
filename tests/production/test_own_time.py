"""A bulletin's own time: what {date} and {time} say, whatever the present time of the run is."""

from __future__ import annotations

import json
import shlex
import zoneinfo
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bulletin.errors import ConfigurationError
from bulletin.production.audit.run import audit_episode
from bulletin.production.events import Finished
from bulletin.production.produce import produce
from bulletin.production.setup.kinds import SettingError
from bulletin.production.setup.settle import settle
from bulletin.production.setup.station import parse_station
from bulletin.schema.episode import Episode
from bulletin.schema.station import Station
from tests.conftest import Bulletin
from tests.tiers import by_tier

STATION = """\
name = "नगर"
[lines]
opening = "{date}, {time}।"
[voices]
main = "tone"
[sound]
jingles = false
[cover]
made = false
"""
MAKE = ("make", "metro.txt", "--station", "radio.toml", "-o", "news.mp3")

NEW_FEED = (
    "feed", "new", "feed", "--title", "समाचार", "--link", "https://radio.example/", "--author", "नगर",
    "--category", "News", "--image", "https://radio.example/cover.jpg", "--base-url", "https://radio.example/",
)  # fmt: skip

Clock = Callable[[str], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the present time."""

    def set_clock(moment: str) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime.fromisoformat(moment).timestamp())))

    set_clock("2026-11-29T01:07:40+00:00")
    return set_clock


@pytest.fixture
def desk(world: Path, clock: Clock) -> None:
    """A short article, a station that says the time, and 6:37 in the morning in India."""
    Path("metro.txt").write_text("मेट्रो शुरू\n\nकिराया ₹25 है.\n", encoding="utf-8")
    Path("radio.toml").write_text(STATION, encoding="utf-8")


def record() -> dict[str, Any]:
    return dict(json.loads(Path("news.episode.json").read_text(encoding="utf-8")))


def said() -> str:
    """What the bulletin in this folder opens with."""
    return " ".join(line["written"] for line in record()["lines"] if line["role"] == "opening")


def made(settings: dict[str, object]) -> Episode:
    finished = list(produce(settle(["metro.txt"], {"output": "news.mp3", **settings}, Path("radio.toml"))))[
        -1
    ]
    assert isinstance(finished, Finished)
    return finished.episode


@pytest.mark.usefixtures("desk")
def test_a_station_says_the_time_in_india_unless_it_says_otherwise(bulletin: Bulletin) -> None:
    bulletin(*MAKE)
    assert said() == "रविवार, 29 नवंबर 2026, सुबह 6:37 बजे।"

    Path("radio.toml").write_text(f'timezone = "Asia/Kathmandu"\n{STATION}', encoding="utf-8")
    bulletin(*MAKE)
    assert said().endswith("सुबह 6:52 बजे।")


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("options", "opening"),
    [
        (("--at", "19:00"), "रविवार, 29 नवंबर 2026, शाम 7 बजे।"),
        (("--at", "2026-11-30 07:00"), "सोमवार, 30 नवंबर 2026, सुबह 7 बजे।"),
        (("--at", "2026-11-30T01:30+00:00"), "सोमवार, 30 नवंबर 2026, सुबह 7 बजे।"),
        (("--airs-from", "7:00"), "रविवार, 29 नवंबर 2026, सुबह 7 बजे।"),
        (("--airs-from", "07:00", "--at", "08:00"), "रविवार, 29 नवंबर 2026, सुबह 8 बजे।"),
        (("--airs-from", "2026-11-30"), "रविवार, 29 नवंबर 2026, सुबह 6:37 बजे।"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_it_says_the_time_that_is_asked_for(
    bulletin: Bulletin, options: tuple[str, ...], opening: str
) -> None:
    shown = bulletin("script", "metro.txt", "--station", "radio.toml", "--json", "--at", "07:00")
    assert "सुबह 7 बजे" in shown.stdout
    assert bulletin(*MAKE, *options).returncode == 0
    assert said() == opening


@pytest.mark.usefixtures("desk")
def test_the_clock_alone_makes_nothing_anew_and_corrects_nothing(bulletin: Bulletin, clock: Clock) -> None:
    bulletin(*NEW_FEED)
    bulletin(*MAKE)
    assert "added" in bulletin("publish", "news.mp3", "--feed", "feed").stderr
    before = Path("news.mp3").read_bytes(), said()
    clock("2026-11-30T05:00:00+05:30")
    again = bulletin(*MAKE, "--json")

    assert json.loads(again.stdout)["unchanged"]
    assert (Path("news.mp3").read_bytes(), said()) == before
    assert "already published" in bulletin("publish", "news.mp3", "--feed", "feed").stderr


@pytest.mark.usefixtures("desk")
def test_another_time_that_is_asked_for_makes_it_anew_and_corrects_no_news(
    bulletin: Bulletin, clock: Clock
) -> None:
    bulletin(*NEW_FEED)
    bulletin(*MAKE, "--at", "07:00")
    bulletin("publish", "news.mp3", "--feed", "feed")
    assert json.loads(bulletin(*MAKE, "--at", "07:00", "--json").stdout)["unchanged"]
    assert not json.loads(bulletin(*MAKE, "--at", "08:00", "--json").stdout).get("unchanged")
    told = bulletin("publish", "news.mp3", "--feed", "feed").stderr

    assert "सुबह 8 बजे" in said()
    assert "replaced" in told
    assert "corrected" not in told


@pytest.mark.usefixtures("desk")
def test_a_changed_article_is_read_with_the_present_time(bulletin: Bulletin, clock: Clock) -> None:
    bulletin(*MAKE)
    clock("2026-11-29T09:00:00+05:30")
    text = Path("metro.txt").read_text(encoding="utf-8")
    Path("metro.txt").write_text(text.replace("₹25", "₹30"), encoding="utf-8")
    bulletin(*MAKE)

    assert said() == "रविवार, 29 नवंबर 2026, सुबह 9 बजे।"


@pytest.mark.usefixtures("desk")
def test_a_damaged_episode_is_made_again_with_the_time_it_had(clock: Clock) -> None:
    made({})
    before = said()
    clock("2026-11-30T09:00:00+05:30")
    Path("news.vtt").unlink()

    assert not made({}).unchanged
    assert said() == before
    assert not made({"again": True}).unchanged
    assert said() == "सोमवार, 30 नवंबर 2026, सुबह 9 बजे।"


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    "settings",
    by_tier(
        [{}, {"airs_until": "9:30"}], [{}, {"at": "07:00"}, {"airs_from": "07:00"}, {"airs_until": "9:30"}]
    ),
    ids=str,
)
def test_on_another_day_a_remedy_makes_the_same_again(
    bulletin: Bulletin, clock: Clock, settings: dict[str, object]
) -> None:
    made(settings)
    before = Path("news.mp3").read_bytes(), record()["at"], record()["asked"]
    Path("news.vtt").unlink()
    clock("2027-02-03T21:00:00+05:30")
    remedies = [fault.remedy for fault in audit_episode(Path("news.episode.json")).report.faults]

    again = bulletin(*shlex.split(remedies[0].removeprefix("bulletin ")))
    assert again.returncode == 0, again.stderr
    assert (Path("news.mp3").read_bytes(), record()["at"], record()["asked"]) == before


def test_the_record_has_the_time_with_its_zone(desk: None) -> None:
    made({"at": "07:00", "airs_from": "2026-11-29T06:45"})

    assert record()["at"] == "2026-11-29T07:00:00+05:30"
    assert record()["asked"][2:] == [
        "--at",
        "2026-11-29T07:00+05:30",
        "--airs-from",
        "2026-11-29T06:45+05:30",
    ]


@pytest.mark.usefixtures("clock")
def test_a_time_without_a_day_is_of_the_stations_today() -> None:
    recipe = settle(["a.txt"], {"at": "07:00"}, Station(timezone="Pacific/Kiritimati"))
    assert recipe.at == datetime(2026, 11, 28, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "hint"),
    [("Asia/Kolkatta", "Asia/Kolkata"), ("../etc/passwd", "Take a name"), ("", "Take a name")],
)
def test_a_zone_that_is_none_is_answered_with_one_that_is(zone: str, hint: str) -> None:
    with pytest.raises(SettingError, match="knows no time zone") as found:
        settle(["a.txt"], {"timezone": zone})
    assert hint in found.value.remedy


def test_india_is_known_where_no_zones_are(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(name: str) -> None:
        raise zoneinfo.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(zoneinfo, "ZoneInfo", unknown)
    monkeypatch.setattr(zoneinfo, "available_timezones", set)

    assert parse_station('timezone = "Asia/Kolkata"', Path("radio.toml")).timezone == "Asia/Kolkata"
    with pytest.raises(ConfigurationError) as found:
        parse_station('timezone = "Asia/Kathmandu"', Path("radio.toml"))
    assert "tzdata" in found.value.remedy
