"""Protocol: what every engine offers to the rest of bulletin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self, runtime_checkable

from bulletin.schema.clip import Heard, Speech
from bulletin.schema.manner import NATURAL, Manner

Listen = Callable[[bytes], Heard]
"""Decodes encoded sound as a whole and describes it. Raises InputError if it is not sound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceStatus:
    """A voice of an engine, and what is known here about whether it works."""

    engine: str
    name: str
    title: str
    """A few words for a person: language, gender, where it runs."""
    works: bool | None
    """An engine says whether all is here that the voice needs. None in a list: only its service can tell, which was not asked."""
    remedy: str = ""
    """What to do if it does not work, or is not known to."""
    online: bool = False


class Session(Protocol):
    """An engine at work with one voice. `speak` may be called from `parallel` threads at once.

    One that has an attribute `lasting`, and it is true, may stay open for many bulletins.
    """

    @property
    def parallel(self) -> int:
        """How many requests may run at the same time."""

    def speak(self, text: str) -> Speech:
        """Speak `text` (one request: no longer than the engine's limit).

        Raises EngineError (69) if the voice can never say it, TryLaterError (75) if it may later,
        ServiceAnswerError (76) if a service answered without proper sound. Never returns silence for text.
        """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None: ...


@runtime_checkable
class Engine(Protocol):
    """A family of voices. Made without arguments, cheaply: libraries and programs are loaded by `open`."""

    name: str
    """As in `--voice name:voice`."""

    title: str
    """A few words for a person."""

    default_voice: str

    limit: int | None
    """The most characters one request may have; None for any number."""

    def version(self, voice: str) -> str:
        """What changes whenever the same text may sound different in `voice`; part of every clip's key."""

    def voices(self) -> tuple[VoiceStatus, ...]:
        """The voices, and whether each works here. Touches no network."""

    def check(self, voice: str, manner: Manner = NATURAL) -> str:
        """The voice's full name.

        Raises ConfigurationError (78) if the engine has no such voice or cannot speak in that manner.
        """

    def open(
        self,
        voice: str,
        listen: Listen,
        *,
        manner: Manner = NATURAL,
        parallel: int | None = None,
        patient: bool = True,
    ) -> Session:
        """Start working with `voice`. Raises EngineError (69) if the engine cannot work here.

        `parallel` limits the requests at once; None leaves it to the engine. An online engine that is not
        `patient` fails at the first refusal instead of waiting: to find out whether its service can be reached.
        """
