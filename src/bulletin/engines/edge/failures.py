"""Failures: the sentences a person reads when Microsoft's speech service cannot be spoken to.

None of them holds the text of another library's exception: it may have a proxy's name and password in it.
"""

from __future__ import annotations

from bulletin.errors import EngineError, ServiceAnswerError, TryLaterError

INSTALL = 'pip install "bulletin[edge]"'
UPDATE = 'pip install --upgrade "bulletin[edge]" edge-tts'

CLOCK_SECONDS = 300
"""The service's tokens hold for five minutes: a clock that is out by less is not to blame."""


def missing() -> EngineError:
    """The extra `edge` is not installed."""
    return EngineError(
        "Microsoft Edge's voices need the package edge-tts, which is not installed.",
        error_id="engine.missing",
        source="--voice edge",
        remedy=INSTALL,
    )


def unknown_version() -> EngineError:
    """edge-tts is installed, but has another shape than the one we know."""
    return EngineError(
        "the installed edge-tts is older or newer than this version of bulletin knows how to use.",
        error_id="engine.version",
        source="edge-tts",
        remedy=UPDATE,
    )


def bad_address(address: str) -> EngineError:
    """BULLETIN_EDGE_URL is no address."""
    return EngineError(
        "the address in BULLETIN_EDGE_URL is not one.",
        error_id="net.address",
        source=shown(address),
        remedy="Set it to an address such as ws://127.0.0.1:8080, or unset it.",
    )


def bad_proxy(address: str) -> EngineError:
    """The environment names a proxy that cannot be used."""
    return EngineError(
        "the proxy in the environment cannot be used for Microsoft's speech service: only http:// and https:// ones can.",
        error_id="net.proxy",
        source=shown(address),
        remedy="Set HTTPS_PROXY to an address such as http://127.0.0.1:3128, or add --voice espeak.",
    )


def refused_by_proxy(address: str, status: int) -> EngineError:
    """The proxy answered, and let nobody through."""
    asks = "asks for a name and password" if status == 407 else "refuses"
    return EngineError(
        f"the proxy {asks} on the way to Microsoft's speech service (HTTP {status}).",
        error_id="net.proxy",
        source=shown(address),
        remedy="Set HTTPS_PROXY to http://NAME:PASSWORD@HOST:PORT, or add --voice espeak.",
    )


def untrusted(address: str) -> EngineError:
    """The certificate is not one that certifi vouches for."""
    return EngineError(
        "the certificate of Microsoft's speech service is not trusted, so nothing was sent.",
        error_id="net.certificate",
        source=shown(address),
        remedy="Check this machine's clock and network, or add --voice espeak.",
    )


def unreachable(address: str, cause: str) -> TryLaterError:
    """No connection, or none that lasts."""
    return TryLaterError(
        f"cannot reach Microsoft's speech service: {cause}.",
        error_id="net.unreachable",
        source=shown(address),
        remedy="What is spoken is kept. Run the same command again when the network is back, or add --voice espeak.",
    )


def busy(address: str, status: int, waits: int, seconds: float) -> TryLaterError:
    """The service pushed back until patience ended."""
    asked = "asked us to slow down" if status == 429 else "has no time for us"
    return TryLaterError(
        f"Microsoft's speech service {asked} (HTTP {status}, waited {waits} times, {seconds:.0f} s).",
        error_id="net.rate_limited",
        source=shown(address),
        remedy="What is spoken is kept. Run the same command again in about 10 minutes, or add --voice espeak.",
    )


def refused(address: str, status: int) -> EngineError:
    """The service will not answer this request, now or later."""
    return EngineError(
        f"Microsoft's speech service refused the request (HTTP {status}); it may have changed.",
        error_id="svc.refused",
        source=shown(address),
        remedy=f"Update: {UPDATE}; or add --voice espeak.",
    )


def refused_token(address: str, ahead: float | None) -> EngineError:
    """The service refused the token made from the time, and again the one made from its own time.

    `ahead` is by how many seconds this machine's clock is before the service's; None if it did not say.
    """
    if ahead is None or abs(ahead) <= CLOCK_SECONDS:
        return EngineError(
            "Microsoft's speech service refused the request (HTTP 403); it may have changed.",
            error_id="svc.refused",
            source=shown(address),
            remedy=f"Check this machine's clock, and update: {UPDATE}; or add --voice espeak.",
        )
    way = "ahead of" if ahead > 0 else "behind"
    return EngineError(
        "Microsoft's speech service refused the request (HTTP 403): this machine's clock is"
        f" {abs(ahead) / 60:,.0f} min {way} the service's.",
        error_id="net.clock",
        source=shown(address),
        remedy="Set this machine's clock and run the same command again, or add --voice espeak.",
    )


def not_speech(address: str, what: str) -> ServiceAnswerError:
    """Something else answered in the service's place."""
    return ServiceAnswerError(
        f"the speech service answered with something else: {what}.",
        error_id="net.captive",
        source=shown(address),
        remedy="This network may ask for a log-in. Open any web page in a browser, then run the command again.",
    )


def shown(address: str) -> str:
    """An address without the name and password in it, and without what follows its path.

    A password may hold any sign, written as it is: all that stands before the last @ is left out.
    """
    scheme, separator, rest = address.partition("://")
    if not separator:
        scheme, rest = "", address
    return f"{scheme}{separator}{rest.rpartition('@')[2].partition('?')[0]}"
