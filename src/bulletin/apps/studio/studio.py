"""Studio: what every page of one running studio shares."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from bulletin.apps.studio.hub import Hub
from bulletin.production.drafts.folder import StudioFolder
from bulletin.production.making.queue import MakingQueue


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """One start of the studio."""

    folder: StudioFolder
    hosts: frozenset[str]
    """What the Host header of a request may be."""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    """Whoever has it may do everything here; another at each start."""
    hub: Hub = field(default_factory=Hub)
    queue: MakingQueue | None = None
    """Makes bulletins; None only where nothing is made."""

    @property
    def key(self) -> str:
        """What a browser that gave the token shows with each request."""
        return self._derived("cookie")

    @property
    def csrf(self) -> str:
        """What each form of our pages has, and no other page can know."""
        return self._derived("form")

    @property
    def cookie(self) -> str:
        """The name of the cookie: studios at several ports of a machine share its cookies."""
        return f"bulletin-{hashlib.sha256(min(self.hosts, default='').encode()).hexdigest()[:8]}"

    def _derived(self, use: str) -> str:
        return hmac.new(self.token.encode(), use.encode(), hashlib.sha256).hexdigest()
