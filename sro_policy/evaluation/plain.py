"""What Python hands in, as plain values: copies that neither change nor have a will of their own.

A subclass of text, number, date, list or dict is read as what it is underneath, by the methods of that type
and not by its own. Other mappings, sequences and sets have only their own methods to be read by; they are
asked once, and whatever goes wrong then is an error of the input.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from itertools import islice
from types import NoneType
from typing import cast

from sro_policy.errors import InputError, quoted

_MOST_ITEMS = 100_000  # of a mapping, sequence or set that may have no end
_ONE_VALUE = (str, bytes, bytearray, memoryview)
_SIMPLE = (str, bool, NoneType, int, float, dt.date, dt.datetime)
_CONTAINERS = (list, tuple, dict)
_NOTHING = object()


def plain_text(value: object) -> str | None:
    """Return the text that a value is, or ``None`` where it is no text."""
    if type(value) is str:
        return value
    return str.__str__(value) if issubclass(type(value), str) else None


def plain_object(value: object, place: str) -> dict[str, object] | None:
    """Return a copy of a mapping from names, or ``None`` where the value is no mapping.

    Raises :class:`~sro_policy.errors.InputError` for keys that are no names, and what cannot be read.
    """
    if type(value) is dict:
        found = value.copy()
    else:
        with _foreign(value, place):
            if issubclass(type(value), dict):
                found = dict(dict.items(cast("dict[object, object]", value)))
            elif issubclass(type(value), Mapping):
                found = dict(islice(cast("Mapping[object, object]", value).items(), _MOST_ITEMS))
            else:
                return None
    for key in found:
        if type(key) is not str:
            return _named(found, place)
    return found


def _named(found: dict[object, object], place: str) -> dict[str, object]:
    named: dict[str, object] = {}
    for key, item in found.items():
        name = plain_text(key)
        if name is None:
            raise InputError(f"{quoted(key)} is no name: names are text", place=place)
        if name in named:
            raise InputError(f"the key {quoted(name)} stands twice", place=place)
        named[name] = item
    return named


def plain_list(value: object, place: str, most: int = _MOST_ITEMS) -> list[object] | None:
    """Return a copy of a list or another sequence, or ``None`` where the value is none. No more than ``most``."""
    if type(value) is list:
        return value[:most]
    with _foreign(value, place):
        if issubclass(type(value), list):
            return list.__getitem__(cast("list[object]", value), slice(most))
        if issubclass(type(value), tuple):
            return list(tuple.__getitem__(cast("tuple[object, ...]", value), slice(most)))
        if issubclass(type(value), Sequence) and not issubclass(type(value), _ONE_VALUE):
            return list(islice(iter(cast("Sequence[object]", value)), most))
    return None


def plain_value(value: object, place: str) -> object:
    """Return a value of a fact: simple, or a list, frozen set or sorted dict of names.

    Raises :class:`~sro_policy.errors.InputError` for what no case can hold.
    """
    if (simple := _simple(value, place)) is not _NOTHING:
        return simple
    if (members := plain_list(value, place)) is not None:
        return [item if type(item) is str else _inside(item, f"{place}[{index}]") for index, item in enumerate(members)]
    if (found := plain_object(value, place)) is not None:
        return dict(sorted(found.items()))
    if (names := _set(value, place)) is not None:
        return names
    raise InputError(f"{quoted(value)} is nothing that a case can hold", place=place)


def _simple(value: object, place: str) -> object:
    if any(type(value) is kind for kind in _SIMPLE):
        return value
    if (text := plain_text(value)) is not None:
        return text
    with _foreign(value, place):
        if issubclass(type(value), int):
            return int.__index__(cast("int", value))
        if issubclass(type(value), dt.date) and not issubclass(type(value), dt.datetime):
            return dt.date.fromordinal(dt.date.toordinal(cast("dt.date", value)))
    return _NOTHING


def _inside(value: object, place: str) -> object:
    if any(type(value) is kind for kind in _CONTAINERS):
        return value
    if (simple := _simple(value, place)) is not _NOTHING:
        return simple
    raise InputError(f"{quoted(value)} is nothing that a case can hold", place=place)


def _set(value: object, place: str) -> frozenset[str] | None:
    with _foreign(value, place):
        if not issubclass(type(value), AbstractSet):
            return None
        members = list(islice(iter(cast("AbstractSet[object]", value)), _MOST_ITEMS))
    names = [plain_text(item) for item in members]
    wrong = [quoted(item) for item, name in zip(members, names, strict=True) if name is None]
    if wrong:
        raise InputError(f"{min(wrong)} is no name: names are text", place=place)
    return frozenset(name for name in names if name is not None)


@contextmanager
def _foreign(value: object, place: str) -> Iterator[None]:
    """Run code that came with a value. Whatever it raises says that the value cannot be read."""
    try:
        yield
    except Exception:  # noqa: BLE001 - code that is not ours can raise anything
        raise InputError(f"{quoted(value)} cannot be read", place=place) from None
