"""Kinds of files and folders."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

from bulletin.production.setup.kinds import Kind, WrongValue

if TYPE_CHECKING:
    from pathlib import Path


class Folder(Kind):
    """The name of a folder, or of a file to make."""

    noun = "folder"
    names_file = True

    def fits(self, value: object) -> bool:
        return isinstance(value, str | PathLike)

    def parse(self, value: object) -> object:
        from pathlib import Path

        assert isinstance(value, str | PathLike)
        return Path(value)

    def parse_beside(self, value: object, folder: Path) -> object:
        return _beside(value, folder)


class File(Folder):
    """The name of a file to read."""

    noun = "file"

    def parse_beside(self, value: object, folder: Path) -> object:
        path = _beside(value, folder)
        if not path.is_file():
            raise WrongValue(
                f"there is no file {path}", "Files are looked for beside the station file or rundown."
            )
        return path


class Music(File):
    """The name of a file, or one of the choices: `ours` for the music that comes with bulletin, `none` for no music."""

    def parse(self, value: object) -> object:
        return self._chosen(value) if value in self.choices else super().parse(value)

    def parse_beside(self, value: object, folder: Path) -> object:
        return self._chosen(value) if value in self.choices else super().parse_beside(value, folder)

    def _chosen(self, value: object) -> object:
        return None if value == "none" else value


class Lexicons(Kind):
    """Names of lexicons."""

    noun = "list of files"
    takes = "a list of texts"
    many = True
    names_file = True

    def fits(self, value: object) -> bool:
        return isinstance(value, list | tuple) and all(isinstance(item, str | PathLike) for item in value)

    def parse(self, value: object) -> object:
        from pathlib import Path

        assert isinstance(value, list | tuple)
        return tuple(Path(name) for name in value)

    def parse_beside(self, value: object, folder: Path) -> object:
        """As every kind does; the lexicons are read and checked. Raises as `entries_of` does."""
        from bulletin.production.setup.lexicons import entries_of

        assert isinstance(value, list | tuple)
        paths = tuple(_beside(name, folder) for name in value)
        for path in paths:
            entries_of(path)
        return paths

    def read(self, text: str) -> object:
        return self.parse([text])

    def show(self, value: object) -> str:
        assert isinstance(value, tuple)
        return ", ".join(map(str, value))


def _beside(value: object, folder: Path) -> Path:
    from pathlib import Path

    assert isinstance(value, str | PathLike)
    return folder / Path(value).expanduser()
