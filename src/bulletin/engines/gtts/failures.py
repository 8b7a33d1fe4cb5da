"""Failures: the sentences a person reads when Google's speech service cannot be spoken to.

None of them holds the text of another library's exception, which may have a proxy's name and password in it.
"""

from __future__ import annotations

from bulletin.errors import ConfigurationError, EngineError, ServiceAnswerError, TryLaterError

_LATER = "What is spoken is kept. Run the same command again"


def shown(address: str) -> str:
    """An address as a person may see it: *** for a name and password in it, and nothing after a ? or #.

    Everything up to the last @ is hidden: a password may hold a / or an @ that should have been escaped.
    """
    scheme, separator, rest = address.partition("://")
    if not separator:
        scheme, rest = "", address
    _, at, rest = rest.rpartition("@")
    rest = rest.partition("?")[0].partition("#")[0]
    return f"{scheme}{separator}{'***@' if at else ''}{rest}"


def ended(address: str) -> TryLaterError:
    """The session was closed while somebody waited."""
    return unreachable(address, "the run was ended")


def unreachable(address: str, cause: str, times: int = 1) -> TryLaterError:
    """No connection, or none that lasts."""
    asked = f", asked {times} times" if times > 1 else ""
    return TryLaterError(
        f"cannot reach Google's speech service: {cause}{asked}.",
        error_id="net.unreachable",
        source=shown(address),
        remedy=f"{_LATER} when the network is back, or add --voice espeak.",
    )


def busy(address: str, status: int, waits: int, seconds: float, asked: float | None) -> TryLaterError:
    """The service pushed back until patience ended, or for longer than we have."""
    what = "asked us to slow down" if status == 429 else "has no time for us"
    waited = f", waited {waits} times, {seconds:.0f} s" if waits else ""
    until = f"; it asks for {_time(asked)}" if asked is not None and asked >= 60 else ""
    return TryLaterError(
        f"Google's speech service {what} (HTTP {status}{waited}{until}).",
        error_id="net.rate_limited" if status == 429 else "net.busy",
        source=shown(address),
        remedy=f"{_LATER} in about {_time(max(asked or 0.0, 600.0))}, or add --voice espeak.",
    )


def too_long(address: str, seconds: float) -> TryLaterError:
    """The whole run's time is over."""
    return TryLaterError(
        f"Google's speech service did not speak it all within {_time(seconds)}.",
        error_id="net.deadline",
        source=shown(address),
        remedy=f"{_LATER}, or add --voice espeak.",
    )


def refused(address: str, status: int) -> EngineError:
    """The service refuses for good."""
    return EngineError(
        f"Google's speech service refused the request (HTTP {status}); it may have changed.",
        error_id="svc.refused",
        source=shown(address),
        remedy="Update bulletin and gTTS, or add --voice espeak.",
    )


def not_speech(address: str, what: str) -> ServiceAnswerError:
    """Somebody else answers in the service's place."""
    return ServiceAnswerError(
        f"the speech service answered with something else: {what}.",
        error_id="net.captive",
        source=shown(address),
        remedy="This network may ask for a log-in. Open any web page in a browser, then run the command again.",
    )


def untrusted(address: str) -> EngineError:
    """The certificate is not one that this machine's list vouches for."""
    return EngineError(
        "the certificate of Google's speech service is not trusted, so nothing was sent.",
        error_id="net.certificate",
        source=shown(address),
        remedy="Check this machine's clock and network, or add --voice espeak.",
    )


def no_certificates() -> EngineError:
    """The environment names a list of certificates that is not there."""
    return EngineError(
        "the file of trusted certificates that the environment names cannot be read.",
        error_id="net.certificate",
        source="REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE",
        remedy="Set them to a file of PEM certificates, or unset them.",
    )


def bad_address(address: str) -> EngineError:
    """BULLETIN_GTTS_URL is no address."""
    return EngineError(
        "the address in BULLETIN_GTTS_URL is not one.",
        error_id="net.address",
        source=shown(address),
        remedy="Set it to an address such as http://127.0.0.1:8080, or unset it.",
    )


def bad_proxy() -> EngineError:
    """The environment names a proxy that cannot be used."""
    return EngineError(
        "the proxy that the environment names cannot be used for Google's speech service.",
        error_id="net.proxy",
        source="HTTPS_PROXY, HTTP_PROXY, ALL_PROXY",
        remedy="Set HTTPS_PROXY to an address such as http://127.0.0.1:3128, or add --voice espeak.",
    )


def refused_by_proxy(address: str, status: int) -> EngineError:
    """The proxy answered, and lets nobody through."""
    asks = "asks for a name and password" if status == 407 else "refuses"
    return EngineError(
        f"the proxy {asks} on the way to Google's speech service (HTTP {status}).",
        error_id="net.proxy",
        source=shown(address),
        remedy="Set HTTPS_PROXY to http://NAME:PASSWORD@HOST:PORT, or add --voice espeak.",
    )


def bad_deadline(name: str, value: str) -> ConfigurationError:
    """The environment's deadline is no number of seconds."""
    return ConfigurationError(
        f"{name} is not a number of seconds above 0.",
        error_id="config.number",
        source=f"{name}={value}",
        remedy=f"Set it to a number such as {name}=3600, or unset it.",
    )


def _time(seconds: float) -> str:
    """`seconds` in the unit a person would use."""
    if seconds < 120:
        return f"{seconds:.0f} s"
    if seconds < 7200:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds / 3600:.0f} hours"
