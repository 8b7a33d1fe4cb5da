"""Engines: text → speech. One protocol, one file or folder an engine, found by entry points, ours too."""

from bulletin.engines.protocol import Engine, Listen, Session, VoiceStatus
from bulletin.engines.registry import find_engine, find_engines

__all__ = ["Engine", "Listen", "Session", "VoiceStatus", "find_engine", "find_engines"]
