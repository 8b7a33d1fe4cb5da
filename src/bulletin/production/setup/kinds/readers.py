"""The kind of a bulletin's newsreaders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin.errors import ConfigurationError
from bulletin.production.setup.kinds import Kind, WrongValue

if TYPE_CHECKING:
    from pathlib import Path


class Readers(Kind):
    """Newsreaders, each as NAME=VOICE, or NAME alone for the bulletin's own voice."""

    noun = "list of newsreaders"
    takes = 'a list of newsreaders, like ["अनीता=espeak:hi+f3"]'
    many = True

    def fits(self, value: object) -> bool:
        return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)

    def parse(self, value: object) -> object:
        from bulletin.schema.rundown import Newsreader

        assert isinstance(value, list | tuple)
        found: dict[str, Newsreader] = {}
        for item in value:
            name, _, voice = (part.strip() for part in str(item).partition("="))
            if not name:
                raise WrongValue(f'"{item}" names no newsreader', 'Write it like "अनीता=espeak:hi+f3".')
            if name in found:
                raise WrongValue(f"{name} is named twice", "Give each newsreader once.")
            # The bulletin's own voice is what `auto` finds.
            found[name] = Newsreader(name=name, voice="" if voice == "auto" else voice)
        return tuple(found.values())

    def parse_beside(self, value: object, folder: Path) -> object:
        from bulletin.production.voice.cast import named
        from bulletin.schema.rundown import Newsreader

        del folder
        readers = self.parse(value)
        assert isinstance(readers, tuple)
        for reader in readers:
            assert isinstance(reader, Newsreader)
            if reader.voice:
                try:
                    named(reader.voice)
                except ConfigurationError as error:
                    raise WrongValue.of(error) from None
        return readers

    def read(self, text: str) -> object:
        return self.parse([text])

    def show(self, value: object) -> str:
        assert isinstance(value, tuple)
        return ", ".join(f"{reader.name} ({reader.voice or 'the main voice'})" for reader in value)
