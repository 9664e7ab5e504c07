"""Copies what is to be kept, and refuses what could not be read again as it was."""

from __future__ import annotations

import math
import re

from sro_policy.errors import InputError, quoted
from sro_policy.evaluation.plain import plain_list, plain_object, plain_text

NESTING = 64
"""Levels of lists and objects that an entry can have."""

_MOST_ITEMS = 100_000
_MOST_BITS = 63  # with its sign no longer than the numbers that are read
_LONGEST_PLACE = 60
_half = re.compile("[\ud800-\udfff]").search


def kept_object(entry: object, place: str) -> dict[str, object]:
    """Return an object of plain JSON values, copied.

    Raises :class:`~sro_policy.errors.InputError`, with the place, for what is no object, for what JSON does not know,
    and for what is beyond the limits.
    """
    found = _copy(entry, place, NESTING)
    if not isinstance(found, dict):
        raise InputError(f"{quoted(entry)} is no object with names", place=place)
    return found


def _copy(value: object, place: str, levels: int) -> object:
    if value is None or type(value) is bool:
        return value
    if type(value) is int and value.bit_length() <= _MOST_BITS:
        return value
    if type(value) is float and math.isfinite(value):
        return value
    if (text := plain_text(value)) is not None:
        return _whole(text, place)
    if levels <= 0:
        # A place that deep would fill the screen, and how it begins is enough to find it.
        raise InputError(f"nested deeper than the limit of {NESTING} levels", place=place[:_LONGEST_PLACE])
    if (items := plain_list(value, place, _MOST_ITEMS + 1)) is not None:
        _refuse_many(len(items), place)
        return [_copy(item, f"{place}[{index}]", levels - 1) for index, item in enumerate(items)]
    if (found := plain_object(value, place)) is not None:
        _refuse_many(len(found), place)
        return {
            _whole(name, place): _copy(item, f"{place}.{quoted(name)[1:-1]}", levels - 1)
            for name, item in found.items()
        }
    raise InputError(f"{quoted(value)} is nothing that a journal can hold", place=place)


def _refuse_many(items: int, place: str) -> None:
    # Other containers than lists and dicts are read no further than this: as many may be more.
    if items >= _MOST_ITEMS:
        raise InputError(f"holds more than the limit of {_MOST_ITEMS - 1} items", place=place)


def _whole(text: str, place: str) -> str:
    if not text.isascii() and _half(text):
        raise InputError(f"{quoted(text)} holds half a character (a lone surrogate)", place=place)
    return text
