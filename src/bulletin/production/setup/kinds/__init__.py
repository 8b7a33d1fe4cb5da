"""Kinds: the types of settings. A kind checks a value, reads it from text, and tells a form its unit, bounds and choices.

Values come as TOML has them (`parse`) or as text from a command line or form (`read`). Both raise WrongValue.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from bulletin.errors import ConfigurationError
from bulletin.production.setup.kinds.units import bare

if TYPE_CHECKING:
    from pathlib import Path


class WrongValue(ValueError):  # noqa: N818  (an answer, which the caller turns into an error with its place)
    """A sentence that says why a value is wrong, and one that helps, if there is one."""

    def __init__(self, sentence: str, hint: str = "", error_id: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence.rstrip(".")
        self.hint = hint
        self.error_id = error_id
        """Of an error with an id of its own; empty for the usual one."""

    @classmethod
    def of(cls, error: ConfigurationError) -> WrongValue:
        """What another room says of a value."""
        return cls(error.what, error.remedy, error.error_id)


class SettingError(ConfigurationError):
    """A setting that a face gave is wrong. The sentence is for any face; each names the setting in its own words."""

    def __init__(self, sentence: str, *keys: str, hint: str = "") -> None:
        super().__init__(
            f"{sentence}.",
            error_id="setting.value",
            source=", ".join(keys),
            remedy=hint or f"Correct {' or '.join(keys)}.",
        )
        self.keys = keys
        self.sentence = f"{sentence}; {hint[:1].lower()}{hint[1:].rstrip('.')}" if hint else sentence
        """What is wrong, and what helps."""


class Kind:
    """A type of settings, with what a form needs to know of it besides."""

    noun: ClassVar[str] = "text"
    """What a value is, in a word or two."""
    takes: ClassVar[str] = "a text in quotation marks"
    """What a station file must have for it."""
    many: ClassVar[bool] = False
    """Whether a value is a list, and the option may be given again."""
    names_file: ClassVar[bool] = False
    has_digits: ClassVar[bool] = False
    """Whether a text may be nothing but digits: then a number is as good as the same text."""

    def __init__(
        self,
        *,
        unit: str = "",
        lowest: float | None = None,
        highest: float | None = None,
        choices: Sequence[str] = (),
        subject: str = '"{}"',
    ) -> None:
        self.unit = unit
        self.lowest = lowest
        self.highest = highest
        self.choices = choices
        """All valid values, or those with a meaning of their own."""
        self.subject = subject
        """The beginning of a sentence about a wrong value."""

    def taken(self, value: object) -> object:
        """A value as it was given, or the text that a number stands for: `slot = 5` is the same as `slot = "5"`."""
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return str(value) if number and self.has_digits else value

    def fits(self, value: object) -> bool:
        """Whether a value has the right type."""
        return isinstance(value, str)

    def parse(self, value: object) -> object:
        """The setting for a value that `fits`. Raises WrongValue.

        Files are relative to the working folder. They, and voices, are not looked for: what uses them reports a
        missing one.
        """
        return value

    def parse_beside(self, value: object, folder: Path) -> object:
        """As `parse`, for a station file in `folder`: files are looked for there, and files and voices must exist."""
        del folder
        return self.parse(value)

    def read(self, text: str) -> object:
        """The setting for a text from a command line or form. Raises WrongValue."""
        return self.parse(text)

    def meaning(self, value: object) -> str:
        """What an ambiguous value is taken as, which a person should know; empty for any other value."""
        del value
        return ""

    def show(self, value: object) -> str:
        """A setting as a person reads it."""
        return f"{value} {self.unit}".rstrip()

    def describe(self) -> str:
        """What a value is, with its bounds and choices."""
        bounds = "" if self.lowest is None else f"{self.lowest:g} to {self.highest:g} {self.unit}".rstrip()
        return (
            f"{self.noun} {bounds}".strip()
            + (": " if self.many else ", " if self.noun else "") * bool(self.choices)
            + ", ".join(self.choices)
        )

    def valid(self) -> tuple[str, ...]:
        """The choices; a kind that would have to load much for them does so here."""
        return tuple(self.choices)


class Text(Kind):
    """Any text."""

    has_digits = True


class Truth(Kind):
    """Yes or no."""

    noun = "true or false"
    takes = "true or false"

    def fits(self, value: object) -> bool:
        return isinstance(value, bool)

    def read(self, text: str) -> object:
        if text not in {"true", "false"}:
            raise WrongValue(f'"{text}" is neither true nor false')
        return text == "true"

    def show(self, value: object) -> str:
        return "yes" if value else "no"


class Number(Kind):
    """A number within bounds."""

    noun = "number"
    takes = "a number"

    def fits(self, value: object) -> bool:
        return isinstance(value, int | float) and not isinstance(value, bool)

    def parse(self, value: object) -> object:
        assert isinstance(value, int | float)
        # Written so that NaN is outside, too.
        if not (
            (self.lowest is None or value >= self.lowest) and (self.highest is None or value <= self.highest)
        ):
            bounds = f"{self.lowest:g} to {self.highest:g} {self.unit}".rstrip()
            number = str(value) if isinstance(value, int) else f"{value:g}"
            raise WrongValue(f"{self.subject.format(number)} is outside {bounds}")
        return self.number(value)

    def read(self, text: str) -> object:
        try:
            number = self.number(self.bare(text))
        except ValueError:
            raise WrongValue(f'"{text}" is not {self.takes}') from None
        return self.parse(number)

    def bare(self, text: str) -> str:
        """A text without its unit."""
        return bare(text, self.unit)

    def number(self, value: str | float) -> float:
        """The number that a value or a text is. Raises ValueError."""
        return float(value)

    def show(self, value: object) -> str:
        return f"{value:g} {self.unit}".rstrip()


class Factor(Number):
    """A number that multiplies; 1.5x and 150% are the same as 1.5."""

    def bare(self, text: str) -> str:
        return bare(text, "times")

    def number(self, value: str | float) -> float:
        if isinstance(value, str) and value.endswith("%"):
            return float(value[:-1]) / 100
        return float(value)


class Signed(Number):
    """A number that is shown with its sign."""

    def show(self, value: object) -> str:
        return f"{value:+g} {self.unit}"


class Whole(Number):
    """A whole number within bounds."""

    noun = "whole number"
    takes = "a whole number"

    def fits(self, value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool)

    def number(self, value: str | float) -> int:
        return int(value)


class Choice(Kind):
    """One of a few texts."""

    noun = ""
    has_digits = True

    def parse(self, value: object) -> object:
        assert isinstance(value, str)
        return self.checked(value)

    def checked(self, name: str) -> str:
        """The name, if it is one of the choices."""
        if name not in self.valid():
            raise WrongValue(self.subject.format(name), nearest(name, self.valid()))
        return name


class Choices(Choice):
    """Some of a few texts, in the order in which they are given."""

    noun = "list of"
    takes = "a list of texts"
    many = True
    has_digits = False

    def fits(self, value: object) -> bool:
        return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)

    def parse(self, value: object) -> object:
        assert isinstance(value, list | tuple)
        return tuple(dict.fromkeys(self.checked(name) for name in value))

    def read(self, text: str) -> object:
        return self.parse([text])

    def show(self, value: object) -> str:
        assert isinstance(value, Iterable)
        return ", ".join(map(str, value))


def nearest(name: str, valid: Sequence[str]) -> str:
    """The valid name that a wrong one means or is like, else all of them: a sentence for a remedy."""
    import difflib

    from bulletin.production.setup.synonyms import meant

    known = meant(name, valid)
    close = [known] if known is not None else difflib.get_close_matches(name, valid, n=1)
    return f'Did you mean "{close[0]}"?' if close else f"Choose from: {', '.join(valid)}."
