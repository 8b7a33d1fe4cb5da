"""Kinds with a notation of their own: loudness, times, tracks, colours, voices, rules, a station's announcements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bulletin.errors import ConfigurationError
from bulletin.production.setup.kinds import Choices, Kind, Number, WrongValue, nearest
from bulletin.production.setup.kinds.units import bare

if TYPE_CHECKING:
    from pathlib import Path

PRESETS = {"podcast": -16.0, "podcast-mono": -19.0, "broadcast": -23.0, "autocue": -18.0}
"""Integrated loudness in LUFS by name: Apple and Spotify for podcasts, EBU R 128 for broadcast, AutoCue for automation."""


class Loudness(Number):
    """A number of LUFS, or the name of a preset."""

    takes = "a preset's name or a number"

    def fits(self, value: object) -> bool:
        return isinstance(value, str) or super().fits(value)

    def parse(self, value: object) -> object:
        if not isinstance(value, str):
            return super().parse(value)
        if value in PRESETS:
            return PRESETS[value]
        try:
            number = float(self.bare(value))
        except ValueError:
            names = ", ".join(PRESETS)
            raise WrongValue(
                f"{value} is neither a number nor one of: {names}",
                f"Take one of {names}, or a number like -16.",
            ) from None
        return super().parse(number)

    def read(self, text: str) -> object:
        return self.parse(text)


class Time(Kind):
    """A length of time."""

    noun = "time"
    takes = 'a time in quotation marks, like "5:00"'
    has_digits = True

    def parse(self, value: object) -> object:
        assert isinstance(value, str)
        return self.read(value) if value else None

    def read(self, text: str) -> object:
        from bulletin.schema.pace import slot_of

        try:
            return slot_of(text)
        except ValueError as error:
            raise WrongValue(str(error)) from None

    def meaning(self, value: object) -> str:
        """A number without a unit as the time it is taken for."""
        from bulletin.schema.pace import is_bare, slot_of, slot_text

        return slot_text(slot_of(value)) if isinstance(value, str) and is_bare(value) else ""

    def show(self, value: object) -> str:
        from bulletin.schema.pace import slot_text

        assert isinstance(value, float)
        return slot_text(value)


class Seconds(Time):
    """A length of time whose number without a unit is seconds; a part of one, minutes."""

    def parse(self, value: object) -> object:
        from bulletin.schema.pace import is_bare

        assert isinstance(value, str)
        return super().parse(f"{value}s" if is_bare(value) and float(value) >= 1 else value)

    def meaning(self, value: object) -> str:
        from bulletin.schema.pace import is_bare

        return self.show(self.parse(value)) if isinstance(value, str) and is_bare(value) else ""


class Moment(Kind):
    """A time on the station's clock: a date with a time, or a time of today. `moments` places it in the zone."""

    noun = "date and time"
    takes = "a date and time, or a time of today"

    def parse(self, value: object) -> object:
        """A time, a date, or a datetime with or without a zone."""
        from datetime import date, datetime, time

        assert isinstance(value, str)
        try:
            if re.fullmatch(r"\d{1,2}:\d{2}(:\d{2})?", value):
                hour, _, rest = value.partition(":")
                return time.fromisoformat(f"{hour.zfill(2)}:{rest}")
            if ":" not in value and "T" not in value:
                return date.fromisoformat(value)
            return datetime.fromisoformat(value)
        except ValueError:
            raise WrongValue(f"{value} is no time; write 2026-01-26T07:00, or 07:00 for today") from None


class OwnTime(Moment):
    """A moment that has a time of day."""

    def parse(self, value: object) -> object:
        from datetime import datetime, time

        found = super().parse(value)
        if not isinstance(found, time | datetime):
            raise WrongValue(f"{value} is a day without a time; write {value}T07:00, or 07:00 for today")
        return found


class Zone(Kind):
    """The name of a time zone."""

    noun = "time zone"
    takes = 'the name of a time zone, like "Asia/Kolkata"'

    def parse(self, value: object) -> object:
        from bulletin.production.clock import BUILT_IN, known_zones, zone_of

        assert isinstance(value, str)
        try:
            zone_of(value)
        except LookupError:
            known = known_zones()
            if len(known) == len(BUILT_IN):
                hint = (
                    "Asia/Kolkata and UTC are known; for others install the package tzdata beside bulletin."
                )
            else:
                hint = nearest(value, known) if len(value) < 50 else ""
                hint = hint if hint.startswith("Did") else "Take a name like Asia/Kolkata or Asia/Kathmandu."
            raise WrongValue(f'this machine knows no time zone "{value}"', hint) from None
        return value


class Track(Kind):
    """A number in a series."""

    noun = "number in a series"
    takes = "a number in a series, like 3 or 3/12"
    has_digits = True

    def parse(self, value: object) -> object:
        assert isinstance(value, str)
        if re.fullmatch(r"[1-9][0-9]{0,4}(/[1-9][0-9]{0,4})?", value) is None:
            raise WrongValue(f'"{value}" is no number in a series; write 3, or 3/12')
        return value


class BitRate(Kind):
    """A bit rate of MP3."""

    has_digits = True

    def parse(self, value: object) -> object:
        assert isinstance(value, str)
        return self.read(value) if value else ""

    def read(self, text: str) -> object:
        from bulletin.schema.formats import bit_rate_of

        try:
            return bit_rate_of(bare(text, "kb/s"))
        except ValueError as error:
            raise WrongValue(str(error), 'Take "128", or "V2" for a variable one.') from None

    def valid(self) -> tuple[str, ...]:
        from bulletin.schema.formats import BIT_RATE_NAMES

        return BIT_RATE_NAMES


class Colour(Kind):
    """A colour as #rrggbb."""

    noun = "colour"

    def parse(self, value: object) -> object:
        assert isinstance(value, str)
        if value and re.fullmatch("#[0-9a-fA-F]{6}", value) is None:
            raise WrongValue(f'"{value}" is no colour', 'Write it as "#0b2545".')
        return value


class Announcement(Kind):
    """What a station says in every bulletin, with places in braces such as {date}."""

    def parse(self, value: object) -> object:
        from bulletin.script.frame import check_announcement

        assert isinstance(value, str)
        try:
            check_announcement(value, "")
        except ConfigurationError as error:
            raise WrongValue.of(error) from None
        return value


class Voice(Kind):
    """An engine and, behind a colon, one of its voices."""

    noun = "voice"

    def parse_beside(self, value: object, folder: Path) -> object:
        from bulletin.production.voice.cast import AUTOMATIC, named

        del folder
        assert isinstance(value, str)
        if value not in (AUTOMATIC, *self.choices):
            try:
                named(value)
            except ConfigurationError as error:
                raise WrongValue.of(error) from None
        return value


class Formats(Choices):
    """Names of formats, in small or capital letters."""

    def checked(self, name: str) -> str:
        """The format's own name."""
        return super().checked(name.lower())


class Rules(Choices):
    """Names of rules: those of the language, and those that say what of an article is not spoken."""

    noun = "list of rules"

    def parse(self, value: object) -> object:
        names = super().parse(value)
        assert isinstance(names, tuple)
        return frozenset(names)

    def show(self, value: object) -> str:
        assert isinstance(value, frozenset)
        return super().show(sorted(value))

    def valid(self) -> tuple[str, ...]:
        from bulletin.language.hindi import rule_names
        from bulletin.readers.labels import chain

        return (*rule_names(), *chain.rule_names())
