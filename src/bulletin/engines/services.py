"""Services: what a person reads when an online service cannot be used, the same of every one.

None of the sentences holds the text of another library's exception, and none of the addresses what is secret in it:
either may have a proxy's name and password in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.errors import ConfigurationError, EngineError, ServiceAnswerError, TryLaterError

BUSY_SECONDS = 600.0
"""When to run a command again, where the service does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """An online service as messages speak of it. Each method gives an error that is to be raised."""

    name: str
    """As in "cannot reach …"."""
    kept: str
    """What is not lost by running the same command again."""
    instead: str = ""
    """What else may be done; ends a remedy."""
    nothing: str = "nothing was sent"
    """What came of an untrusted certificate."""
    renewed: str
    """What to do where it refuses: a remedy, but for `instead`."""
    variable: str
    """The environment's word for another address."""
    example: str
    """Such an address."""

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
        """The session was closed while somebody waited."""
        return self.unreachable(address, "the run was ended")

    def busy(
        self, address: str, status: int, waits: int, seconds: float, asked: float | None = None
    ) -> TryLaterError:
        """It pushed back until patience ended, or for longer than we have; `asked` is what it said to wait, in s."""
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
        """The whole run's time is over."""
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
        """Somebody else answers in its place."""
        return ServiceAnswerError(
            f"something else than {self.name} answered: {what}.",
            error_id="net.captive",
            source=shown(address),
            remedy="This network may ask for a log-in. Open any web page in a browser, then run the command again.",
        )

    def untrusted(self, address: str) -> EngineError:
        """The certificate is not one that this machine's list vouches for."""
        return EngineError(
            f"the certificate of {self.name} is not trusted, so {self.nothing}.",
            error_id="net.certificate",
            source=shown(address),
            remedy=f"Check this machine's clock and network, then run the same command again{self.instead}.",
        )

    def refused_by_proxy(self, address: str, status: int) -> EngineError:
        """The proxy answered, and lets nobody through."""
        asks = "asks for a name and password" if status == 407 else "refuses"
        return EngineError(
            f"the proxy {asks} on the way to {self.name} (HTTP {status}).",
            error_id="net.proxy",
            source=shown(address),
            remedy=f"Set HTTPS_PROXY to http://NAME:PASSWORD@HOST:PORT{self.instead}.",
        )

    def bad_proxy(self, proxy: str = "") -> EngineError:
        """The environment names a proxy that cannot be used; `proxy` where it is known which."""
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


def shown(address: str) -> str:
    """An address as a person may see it: *** for a name and password in it, and nothing after a ? or #.

    Everything up to the last @ is hidden: a password may hold a / or an @ that should have been escaped.
    """
    scheme, secret, rest = _parts(address)
    return f"{scheme}{'***@' if secret else ''}{rest}"


def open_to_all(address: str) -> str:
    """An address that may be passed on: the same without a name and password, and nothing in their place."""
    scheme, _, rest = _parts(address)
    return f"{scheme}{rest}"


def _parts(address: str) -> tuple[str, bool, str]:
    """An address up to its ://, whether there is a name or password, and the rest up to a ? or #."""
    scheme, separator, rest = address.partition("://")
    if not separator:
        scheme, rest = "", address
    _, at, rest = rest.rpartition("@")
    return f"{scheme}{separator}", bool(at), rest.partition("?")[0].partition("#")[0]


def time_in_words(seconds: float) -> str:
    """`seconds` in the unit a person would use."""
    if seconds < 120:
        return f"{seconds:.0f} s"
    if seconds < 7200:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds / 3600:.0f} hours"
