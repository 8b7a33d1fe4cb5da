"""Stages of the pipeline as tests run them."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar

from bulletin.production.events import Event

Value = TypeVar("Value")


def finished(stage: Generator[Any, None, Value]) -> tuple[Value, list[Event]]:
    """Run a stage to its end: what it returned, and the events on the way."""
    events: list[Event] = []
    while True:
        try:
            events.append(next(stage))
        except StopIteration as end:
            value: Value = end.value
            return value, events
