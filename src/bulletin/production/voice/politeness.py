"""Politeness: what a cluster needs so that all its machines together ask an online voice as one would."""

from __future__ import annotations

from bulletin.engines.online.turns import Keeper, Turn, Turns, share_turns

__all__ = ["Keeper", "Turn", "Turns", "share_turns"]
