"""Casting: which engine and voice read the bulletin. The whole of it: voices are never mixed silently."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.engines import Engine, find_engine
from bulletin.errors import BulletinError, EngineError, ServiceAnswerError, TryLaterError
from bulletin.production.store import Store, clip_key
from bulletin.schema.manner import NATURAL, Manner
from bulletin.sound.decode import listen

FIRST_CHOICE = "gtts"
SECOND_CHOICE = "espeak"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The engine and voice that read."""

    engine: Engine
    voice: str
    manner: Manner = NATURAL
    reason: str = ""
    """Why it is not the first choice, if it is not."""

    @property
    def name(self) -> str:
        """`engine:voice`."""
        return f"{self.engine.name}:{self.voice}"

    def key(self, text: str) -> str:
        """The key of the clip of `text` in this voice."""
        return clip_key(self.engine.name, self.engine.version(self.voice), self.voice, self.manner, text)


def named(voice: str, manner: Manner = NATURAL) -> Cast:
    """The cast that `engine` or `engine:name` asks for.

    Raises ConfigurationError (78) for an engine or voice that is not there, or a manner it does not have.
    """
    engine_name, _, name = voice.partition(":")
    engine = find_engine(engine_name)
    return Cast(engine=engine, voice=engine.check(name, manner), manner=manner)


def automatic(texts: list[str], store: Store) -> Cast:
    """GTTS if it can be reached, else espeak-ng for the whole bulletin, with the reason.

    `texts` are the pieces to speak, cut to gTTS's limit. It is asked once, for the first piece that is not
    in the store, and its answer is kept. With all pieces in the store it need not be asked.
    """
    online = named(FIRST_CHOICE)
    missing = next((piece for piece in texts if store.get(online.key(piece)) is None), None)
    if missing is None:
        return online
    try:
        with online.engine.open(online.voice, listen, patient=False) as session:
            store.put(online.key(missing), session.speak(missing))
    except (TryLaterError, ServiceAnswerError, EngineError) as error:
        offline = named(SECOND_CHOICE)
        return Cast(engine=offline.engine, voice=offline.voice, reason=_reason(error))
    return online


def _reason(error: BulletinError) -> str:
    return error.what.rstrip(".")
