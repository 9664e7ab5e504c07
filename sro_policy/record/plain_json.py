"""Reads JSON from text or from Python, as a copy of plain values that nothing else holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from sro_policy.errors import InputError, quoted
from sro_policy.evaluation.document import Limits, read_document
from sro_policy.evaluation.plain import plain_list, plain_object, plain_text

_MOST_BITS = 64
_LONGEST_PLACE = 60
_half = re.compile("[\ud800-\udfff]").search

_Path: TypeAlias = "tuple[_Path, str | int] | None"
"""The steps to a value, the last one outermost. They are written out only where something is wrong."""


def plain_json(content: Mapping[str, object] | str | bytes, limits: Limits) -> object:
    """Return the value of a JSON document, or a copy of a value in Python, without fractions.

    Raises :class:`~sro_policy.errors.InputError`, with the place, for what JSON does not know, for half characters,
    and for what is beyond the limits.
    """
    value = read_document(content, limits) if isinstance(content, str | bytes) else content
    return _copy(value, None, limits.nesting)


def inside(place: str, name: str) -> str:
    """Return the place of a name inside an object at a place, shortened as whatever a user wrote is."""
    return f"{place}.{quoted(name)[1:-1]}".removeprefix(".")


def _copy(value: object, path: _Path, levels: int) -> object:
    if value is None or type(value) is bool:
        return value
    if type(value) is int and value.bit_length() <= _MOST_BITS:
        return value
    if (text := plain_text(value)) is not None:
        return _whole(text, path)
    if type(value) is not list and type(value) is not dict:
        return _copy(_plain(value, path), path, levels)
    if levels <= 0:
        # A place that deep would fill the screen, and how it begins is enough to find it.
        raise InputError("nested deeper than the limit", place=_written(path)[:_LONGEST_PLACE])
    if isinstance(value, list):
        return [_copy(item, (path, index), levels - 1) for index, item in enumerate(value)]
    found = value if all(type(name) is str for name in value) else plain_object(value, _written(path))
    assert found is not None  # what is a dict is an object, or was refused
    return {_whole(name, path): _copy(item, (path, name), levels - 1) for name, item in found.items()}


def _plain(value: object, path: _Path) -> list[object] | dict[str, object]:
    """Return what another container holds."""
    place = _written(path)
    if (items := plain_list(value, place)) is not None:
        return items
    if (found := plain_object(value, place)) is not None:
        return found
    raise InputError(f"{quoted(value)} is nothing that a record can hold", place=place)


def _whole(text: str, path: _Path) -> str:
    if not text.isascii() and _half(text):
        raise InputError(f"{quoted(text)} holds half a character (a lone surrogate)", place=_written(path))
    return text


def _written(path: _Path) -> str:
    steps: list[str | int] = []
    while path is not None:
        path, step = path
        steps.append(step)
    place = ""
    for step in reversed(steps):
        place = f"{place}[{step}]" if isinstance(step, int) else inside(place, step)
    return place
