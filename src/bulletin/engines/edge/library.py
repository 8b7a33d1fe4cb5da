"""Library: what we rely on in edge-tts, and change in it: the address it calls, and how it reports the end of a turn."""

from __future__ import annotations

from types import ModuleType
from urllib.parse import urlsplit

from bulletin.engines.edge import service
from bulletin.engines.edge.service import MICROSOFT
from bulletin.engines.online.addresses import is_address, websocket_proxy

_SET_AT_THE_END = "offset_compensation"


def library() -> ModuleType:
    """The module of edge-tts that holds conversations. Raises EngineError (69) if it lacks what we rely on."""
    try:
        from edge_tts import communicate
    except ImportError:
        raise service.missing() from None
    known = hasattr(communicate, "WSS_URL") and hasattr(communicate, "Communicate")
    if not known or _SET_AT_THE_END not in getattr(communicate.Communicate(""), "state", ()):
        raise service.unknown_version()
    return communicate


def redirect(communicate: ModuleType) -> str:
    """Make edge-tts call the base address of BULLETIN_EDGE_URL, or Microsoft's own. Returns that address.

    Raises EngineError (69) if the environment's address is not one.
    """
    from edge_tts import constants

    own = urlsplit(constants.WSS_URL)
    address = MICROSOFT.address(f"{own.scheme}://{own.netloc}")
    if not is_address(address, ("ws", "wss")):
        raise MICROSOFT.bad_address(address)
    # edge-tts takes no address, so its constant is changed; it reads it for every conversation.
    communicate.WSS_URL = f"{address}{own.path}?{own.query}"  # type: ignore[attr-defined]
    return address


def proxy_for(address: str) -> str | None:
    """The environment's proxy for an address; aiohttp by itself looks only for one named WSS_PROXY.

    Raises EngineError (69) if it cannot be used.
    """
    proxy = websocket_proxy(address)
    if proxy and not is_address(proxy):
        raise MICROSOFT.bad_proxy(proxy)
    return proxy or None


class Watched(dict[str, object]):
    """The state that edge-tts keeps of a conversation; notes whether the turn has ended."""

    ended = False

    def __setitem__(self, name: str, value: object) -> None:
        """Keep `value`. edge-tts sets the offset for a next chunk at the end of the turn, and only then."""
        self.ended = self.ended or name == _SET_AT_THE_END
        super().__setitem__(name, value)
