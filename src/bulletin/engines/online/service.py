"""Service: an online service's address, and the messages for when it cannot be used, the same for all services.

No message holds the text of a library's exception or the secret part of an address: either may have a name and
password in it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from bulletin.engines.online.addresses import shown
from bulletin.engines.online.failures import AttemptError, BusyError
from bulletin.errors import BulletinError, ConfigurationError, EngineError, ServiceAnswerError, TryLaterError

BUSY_SECONDS = 600.0
"""When to run a command again if the service does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """An online service. Each method but `address` returns an error to raise."""

    name: str
    """As in "cannot reach …"."""
    kept: str
    """A sentence on what the next run does not have to do again."""
    instead: str = ""
    """What else the user can do; ends a remedy."""
    nothing: str = "nothing was sent"
    """The result of an untrusted certificate."""
    renewed: str
    """What to do if the service refuses: a remedy without `instead`."""
    variable: str
    """The environment variable for another address."""
    example: str
    """Such an address."""

    def address(self, default: str) -> str:
        """The service's base address: `default`, or the environment's."""
        return os.environ.get(self.variable, "").strip().rstrip("/") or default

    def failure(self, address: str, status: int, asked: float | None) -> AttemptError | BulletinError:
        """The meaning of an HTTP status that is not a success.

        BusyError if another attempt may succeed, after the `asked` seconds of a Retry-After; EngineError (69) for
        a refusal; ServiceAnswerError (76) for an answer that is not the service's.
        """
        if passes(status):
            return BusyError(status, asked)
        if status == 407:
            return self.refused_by_proxy(address, status)
        if status < 400 or status == 511:
            what = "a redirect to another page" if 300 <= status < 400 else "an unexpected answer"
            return self.not_it(address, f"{what}, HTTP {status}")
        return self.refused(address, status)

    def unreachable(self, address: str, cause: str, times: int = 1) -> TryLaterError:
        """No connection, or none that lasts."""
        asked = f", asked {times} times" if times > 1 else ""
        return TryLaterError(
            f"cannot reach {self.name}: {cause}{asked}.",
            error_id="net.unreachable",
            source=shown(address),
            remedy=self._again("when the network is back"),
        )

    def ended(self, address: str) -> TryLaterError:
        """The session was closed during a request."""
        return self.unreachable(address, "the run was ended")

    def busy(
        self, address: str, status: int, waits: int, seconds: float, asked: float | None = None
    ) -> TryLaterError:
        """It pushed back until patience ended, or for longer than we wait; `asked` is its Retry-After in seconds."""
        what = "asked us to slow down" if status == 429 else "has no time for us"
        waited = f", waited {waits} {'time' if waits == 1 else 'times'}, {seconds:.0f} s" if waits else ""
        until = f"; it asks for {time_in_words(asked)}" if asked is not None and asked >= 60 else ""
        return TryLaterError(
            f"{self.name} {what} (HTTP {status}{waited}{until}).",
            error_id="net.rate_limited" if status == 429 else "net.busy",
            source=shown(address),
            remedy=self._again(f"in about {time_in_words(max(asked or 0.0, BUSY_SECONDS))}"),
        )

    def too_long(self, address: str, seconds: float) -> TryLaterError:
        """The time for the whole run is over."""
        return TryLaterError(
            f"{self.name} did not speak it all within {time_in_words(seconds)}.",
            error_id="net.deadline",
            source=shown(address),
            remedy=self._again(),
        )

    def refused(self, address: str, status: int) -> EngineError:
        """It refuses for good."""
        return EngineError(
            f"{self.name} refused the request (HTTP {status}); it may have changed.",
            error_id="svc.refused",
            source=shown(address),
            remedy=f"{self.renewed}{self.instead}.",
        )

    def not_it(self, address: str, what: str) -> ServiceAnswerError:
        """Something else answers in its place."""
        return ServiceAnswerError(
            f"something else than {self.name} answered: {what}.",
            error_id="net.captive",
            source=shown(address),
            remedy="This network may ask for a log-in. Open any web page in a browser, then run the command again.",
        )

    def untrusted(self, address: str) -> EngineError:
        """No trusted authority signed the certificate."""
        return EngineError(
            f"the certificate of {self.name} is not trusted, so {self.nothing}.",
            error_id="net.certificate",
            source=shown(address),
            remedy=f"Check this machine's clock and network, then run the same command again{self.instead}.",
        )

    def no_certificates(self) -> EngineError:
        """The environment names a file of trusted certificates that is not there."""
        return EngineError(
            "the file of trusted certificates that the environment names cannot be read.",
            error_id="net.certificate",
            source="REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE",
            remedy="Set them to a file of PEM certificates, or unset them.",
        )

    def refused_by_proxy(self, address: str, status: int) -> EngineError:
        """The proxy answered, and lets no request through."""
        asks = "asks for a name and password" if status == 407 else "refuses"
        return EngineError(
            f"the proxy {asks} on the way to {self.name} (HTTP {status}).",
            error_id="net.proxy",
            source=shown(address),
            remedy=f"Set HTTPS_PROXY to http://NAME:PASSWORD@HOST:PORT{self.instead}.",
        )

    def bad_proxy(self, proxy: str = "") -> EngineError:
        """The environment names a proxy that cannot be used: `proxy`, if it is known which."""
        return EngineError(
            f"the proxy that the environment names cannot be used for {self.name}.",
            error_id="net.proxy",
            source=shown(proxy) or "HTTPS_PROXY, HTTP_PROXY, ALL_PROXY",
            remedy=f"Set HTTPS_PROXY to an address such as http://127.0.0.1:3128{self.instead}.",
        )

    def bad_address(self, address: str) -> EngineError:
        """The variable holds no address. An engine's error, so that another voice may be chosen."""
        return EngineError(
            f"the address in {self.variable} is not one.",
            error_id="net.address",
            source=shown(address),
            remedy=f"Set it to an address such as {self.example}, or unset it.",
        )

    def wrong_address(self, address: str) -> ConfigurationError:
        """The variable holds no address that may be used."""
        return ConfigurationError(
            f"the address in {self.variable} is not one that may be used.",
            error_id="net.address",
            source=shown(address),
            remedy=f"Set it to an address such as {self.example}, or unset it.",
        )

    def _again(self, when: str = "") -> str:
        return f"{self.kept} Run the same command again{when and ' '}{when}{self.instead}."


def passes(status: int) -> bool:
    """Whether an HTTP status may be another soon: a service or proxy that is busy or down."""
    return status in (408, 425, 429) or (status >= 500 and status != 511)


def time_in_words(seconds: float) -> str:
    """`seconds` in the unit a person would use."""
    if seconds < 120:
        return f"{seconds:.0f} s"
    if seconds < 7200:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds / 3600:.0f} hours"
