"""What is said of an online service that cannot be used: in one way for all, with no secret in it."""

from __future__ import annotations

import pytest

from bulletin.engines.edge.service import MICROSOFT
from bulletin.engines.gtts.service import GOOGLE
from bulletin.engines.online.addresses import open_to_all, shown
from bulletin.engines.online.service import Service
from bulletin.engines.piper.collection import COLLECTION

SERVICES = pytest.mark.parametrize(
    "service", [GOOGLE, MICROSOFT, COLLECTION], ids=lambda service: service.name
)


@pytest.mark.parametrize(
    ("address", "seen"),
    [
        ("http://host:80/a", "http://host:80/a"),
        ("http://reader:pass@host/a", "http://***@host/a"),
        ("http://reader:p@ss@host/a", "http://***@host/a"),
        ("http://reader:pa/ss@host/a", "http://***@host/a"),
        ("http://reader:pa?s#s@host/a", "http://***@host/a"),
        ("http://token@host", "http://***@host"),
        ("reader:pass@host:80", "***@host:80"),
        ("http://host/a?key=pass#pass", "http://host/a"),
    ],
)
def test_an_address_is_shown_without_what_is_secret_in_it(address: str, seen: str) -> None:
    assert shown(address) == seen
    assert open_to_all(address) == seen.replace("***@", "")


@SERVICES
def test_every_error_has_the_services_name_or_its_variable_and_no_secret(service: Service) -> None:
    address = "https://reader:pa/ss@host/voices?key=pass"
    errors = [
        service.unreachable(address, "no answer", 3),
        service.ended(address),
        service.busy(address, 429, 4, 31.0, 1200.0),
        service.busy(address, 503, 1, 2.0),
        service.too_long(address, 3600.0),
        service.refused(address, 410),
        service.not_it(address, "a web page"),
        service.untrusted(address),
        service.refused_by_proxy(address, 407),
        service.bad_proxy(address),
        service.bad_proxy(),
        service.bad_address(address),
        service.wrong_address(address),
    ]
    for error in errors:
        assert service.name in error.what or service.variable in error.what
        told = " ".join((error.what, error.source, error.remedy, repr(error)))
        assert "pa/ss" not in told
        assert "key" not in told


@pytest.mark.parametrize(
    ("waits", "seconds", "asked", "told", "when"),
    [
        (0, 0.0, None, "(HTTP 429)", "in about 10 minutes"),
        (1, 2.2, None, "(HTTP 429, waited 1 time, 2 s)", "in about 10 minutes"),
        (4, 31.0, 30.0, "(HTTP 429, waited 4 times, 31 s)", "in about 10 minutes"),
        (2, 3.0, 1200.0, "(HTTP 429, waited 2 times, 3 s; it asks for 20 minutes)", "in about 20 minutes"),
        (0, 0.0, 86400.0, "(HTTP 429; it asks for 24 hours)", "in about 24 hours"),
    ],
)
def test_a_service_that_pushes_back_is_told_with_how_long_it_was_waited_for_and_when_to_come_again(
    waits: int, seconds: float, asked: float | None, told: str, when: str
) -> None:
    error = GOOGLE.busy("https://host", 429, waits, seconds, asked)
    assert error.what == f"Google's speech service asked us to slow down {told}."
    assert (
        error.remedy == f"What is spoken is kept. Run the same command again {when}, or add --voice espeak."
    )
