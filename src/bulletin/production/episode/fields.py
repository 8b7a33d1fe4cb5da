"""Fields: frozen dataclasses as JSON objects: written in the order of their fields, read without trust.

Reading refuses nothing. A value that is missing or of another kind becomes the empty value of its field; what was there
instead is noted by its path, so that each user can decide what to refuse.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

LARGEST_NUMBER = 1e9
"""A larger number of seconds, bytes or decibels counts as none. So does NaN."""

NOWHERE = -1.0
"""What a `float` field that must be there reads as without a number: a time that no programme has."""

Odd = dict[str, Any]
"""Values of another kind than their field's, by path: `details.mp3.bytes`."""

_Reader = Callable[[Any, str, Odd], Any]


OPTIONAL = {"optional": True}
"""Metadata of a field that is not written where it is None. The field's name in JSON is given as `{"key": …}`."""

UNWRITTEN = {"unwritten": True}
"""Metadata of a field that is not part of the JSON."""


def to_json(value: Any) -> Any:
    """A dataclass, mapping or tuple, and all within it, as values that `json` writes."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            key: to_json(found)
            for name, key, is_optional in _written(type(value))
            if (found := getattr(value, name)) is not None or not is_optional
        }
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    return value


def from_json(kind: type, document: Mapping[str, Any], odd: Odd, at: str = "") -> dict[str, Any]:
    """The fields of the dataclass `kind` in a JSON object, to make one of; notes in `odd` what is of another kind."""
    return {name: read(document.get(key), f"{at}{key}", odd) for name, key, read in _readers(kind)}


@cache
def _written(kind: type) -> tuple[tuple[str, str, bool], ...]:
    return tuple(
        (each.name, each.metadata.get("key", each.name), each.metadata.get("optional", False))
        for each in dataclasses.fields(kind)
        if not each.metadata.get("unwritten")
    )


@cache
def _readers(kind: type) -> tuple[tuple[str, str, _Reader], ...]:
    hints = get_type_hints(kind)
    return tuple((name, key, _reader(hints[name])) for name, key, _ in _written(kind))


def _reader(hint: Any) -> _Reader:
    """What reads a value of an annotated type."""
    kinds = get_args(hint)
    if get_origin(hint) in (Union, types.UnionType):
        return _any(_checked(kinds[0]), None)
    if get_origin(hint) is tuple:
        return _any(_checked(hint), ())
    if hint is float:
        return _any(_checked(float), NOWHERE)
    if hint is str:
        return _any(_checked(str), "")
    # Mappings, and dataclasses that are always there, are read from an empty object where none is.
    return _any(_checked(hint), None, instead={})


def _any(read: _Reader, empty: Any, instead: Any = None) -> _Reader:
    """Return a reader that gives `empty`, or what `instead` reads as, for a value that is missing or of another kind."""

    def read_any(value: Any, at: str, odd: Odd) -> Any:
        if value is not None:
            try:
                return read(value, at, odd)
            except TypeError:
                odd[at] = value
        return empty if instead is None else read(instead, at, odd)

    return read_any


def _checked(hint: Any) -> _Reader:
    """Return a reader of values of one type, that raises TypeError for others."""
    origin, kinds = get_origin(hint), get_args(hint)
    if origin is tuple:
        one = _PLAIN.get(kinds[0])
        return _list(one) if one is not None else _rows(kinds[0])
    if origin is not None:
        return _mapping(_checked(kinds[1]))
    return _PLAIN[hint] if hint in _PLAIN else _object(hint)


def _text(value: Any, at: str, odd: Odd) -> str:  # noqa: ARG001  (one signature for all readers)
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: Any, at: str, odd: Odd) -> float:  # noqa: ARG001
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < LARGEST_NUMBER:
        raise TypeError
    return float(value)


def _whole(value: Any, at: str, odd: Odd) -> int:  # noqa: ARG001
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError
    return value


def _truth(value: Any, at: str, odd: Odd) -> bool:  # noqa: ARG001
    if not isinstance(value, bool):
        raise TypeError
    return value


_PLAIN: dict[Any, _Reader] = {str: _text, float: _number, int: _whole, bool: _truth}


def _list(read: _Reader) -> _Reader:
    """Return a reader of a list of such values, all of them or none: one that is missing shifts the others."""

    def read_list(value: Any, at: str, odd: Odd) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise TypeError
        return tuple(read(item, at, odd) for item in value)

    return read_list


def _rows(kind: type) -> _Reader:
    read = _object(kind)

    def rows(value: Any, at: str, odd: Odd) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise TypeError
        if not all(isinstance(item, dict) for item in value):
            odd[at] = value
        return tuple(read(item, at, odd) for item in value if isinstance(item, dict))

    return rows


def _mapping(read: _Reader) -> _Reader:
    """Read those values that are of the right kind."""

    def mapping(value: Any, at: str, odd: Odd) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise TypeError
        found = {}
        for key, item in value.items():
            try:
                found[key] = read(item, f"{at}.{key}", odd)
            except TypeError:
                odd[f"{at}.{key}"] = item
        return found

    return mapping


def _object(kind: type) -> _Reader:
    def read_object(value: Any, at: str, odd: Odd) -> Any:
        if not isinstance(value, Mapping):
            raise TypeError
        return kind(**from_json(kind, value, odd, f"{at}."))

    return read_object
