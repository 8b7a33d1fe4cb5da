"""Membership: what a worker must have in common with whoever gives it work: the program, and the store of clips. Pure."""

from __future__ import annotations

from dataclasses import dataclass

SHORT = 10
"""Characters of a program's hash, in messages and names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A process of the cluster."""

    version: str
    """As it is published."""
    contents: str
    """The hash of the program, the same on all machines."""
    fingerprint: str
    """By what records know the program."""
    clips: str
    """Where its shared clips are; "" for nowhere, or for wherever the others have them."""

    @property
    def resource(self) -> str:
        """What a worker has that may do the work: Dask gives it to no other."""
        return f"bulletin-{self.contents[:SHORT]}"

    def refuses(self, other: Member) -> str:
        """Why the other must not work for this one, or ""."""
        if other.contents != self.contents:
            return (
                f"it has bulletin {other.version} ({other.contents[:SHORT]}), "
                f"and this is {self.version} ({self.contents[:SHORT]})"
            )
        if other.clips and other.clips != self.clips:
            return f"its clips are in {other.clips}, and ours in {self.clips or 'this machine alone'}"
        return ""
