"""Manners at sites that a feed leads to: robots.txt, and one request a second to a host. Time is a fake's."""

from __future__ import annotations

import pytest

from bulletin.errors import BulletinError
from bulletin.readers.doors.manners import Clock, Visits
from bulletin.readers.doors.web import Door
from tests.standins.web import Reply, WebStandIn, page, redirect


class FakeClock(Clock):
    """Time passes by pauses alone."""

    def __init__(self) -> None:
        self.time = 100.0
        self.pauses: list[float] = []

    def now(self) -> float:
        return self.time

    def pause(self, seconds: float) -> None:
        self.time += seconds
        self.pauses.append(seconds)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def visits(clock: FakeClock) -> Visits:
    return Visits(Door(seconds=5), clock)


def robots(text: str) -> Reply:
    return page(text, content_type="text/plain")


def test_a_site_is_asked_once_for_its_rules_and_once_a_second(
    web: WebStandIn, visits: Visits, clock: FakeClock
) -> None:
    web.pages |= {
        "/robots.txt": robots("User-agent: *\nDisallow: /private/\n"),
        "/a": page("a"),
        "/b": page("b"),
    }
    assert visits.fetch(web.address("/a")).data == b"a"
    clock.time += 0.25
    visits.fetch(web.address("/b"))
    clock.time += 7
    visits.fetch(web.address("/b"))
    assert web.asked == ["/robots.txt", "/a", "/b", "/b"]
    assert clock.pauses == [1.0, 0.75]


def test_the_feed_itself_counts_as_a_request(web: WebStandIn, visits: Visits, clock: FakeClock) -> None:
    web.pages["/a"] = page("a")
    visits.called_on(web.address("/feed"))
    visits.fetch(web.address("/a"))
    assert clock.pauses == [1.0, 1.0]


def test_a_page_that_the_site_asks_programs_not_to_fetch_is_not_fetched(
    web: WebStandIn, visits: Visits
) -> None:
    web.pages |= {"/robots.txt": robots("User-agent: *\nDisallow: /private/\n"), "/private/a": page("a")}
    with pytest.raises(BulletinError) as caught:
        visits.fetch(web.address("/private/a"))
    assert (caught.value.code, caught.value.error_id) == (77, "url.robots")
    assert caught.value.remedy == f"Give the page itself: bulletin make {web.address('/private/a')}"
    assert web.asked == ["/robots.txt"]


def test_what_is_said_to_us_by_name_goes_before_what_is_said_to_all(web: WebStandIn, visits: Visits) -> None:
    rules = "\ufeffUser-agent: *\nDisallow: /\n\nUser-agent: Bulletin\nDisallow:\n"
    web.pages |= {"/robots.txt": robots(rules), "/a": page("a")}
    assert visits.fetch(web.address("/a")).data == b"a"


def test_a_redirect_leads_round_no_rule(web: WebStandIn, visits: Visits) -> None:
    web.pages |= {
        "/robots.txt": robots("User-agent: *\nDisallow: /private/\n"),
        "/a": redirect("/private/a"),
        "/private/a": page("a"),
    }
    with pytest.raises(BulletinError) as caught:
        visits.fetch(web.address("/a"))
    assert caught.value.error_id == "url.robots"
    assert "/private/a" not in web.asked


@pytest.mark.parametrize("status", [404, 410, 401, 403])
def test_a_site_without_rules_may_be_fetched(web: WebStandIn, visits: Visits, status: int) -> None:
    web.pages |= {"/robots.txt": page(b"", status), "/a": page("a")}
    assert visits.fetch(web.address("/a")).data == b"a"


@pytest.mark.parametrize("rules", [page("<html>शहर</html>"), page(b"\xff\xfe\x00\xd8"), page(b"")])
def test_rules_that_are_none_forbid_nothing(web: WebStandIn, visits: Visits, rules: Reply) -> None:
    web.pages |= {"/robots.txt": rules, "/a": page("a")}
    assert visits.fetch(web.address("/a")).data == b"a"


def test_a_site_that_cannot_tell_its_rules_now_is_not_fetched_from(web: WebStandIn, visits: Visits) -> None:
    web.pages |= {"/robots.txt": page(b"", 503), "/a": page("a")}
    with pytest.raises(BulletinError) as caught:
        visits.fetch(web.address("/a"))
    assert caught.value.code == 75
    assert web.asked == ["/robots.txt"]
