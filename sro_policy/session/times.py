"""Times of an incident: whole milliseconds from when it began, however they are given."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Final, cast

from sro_policy.errors import InputError, quoted

if TYPE_CHECKING:
    from typing import TypeAlias

Time: TypeAlias = "int | float | dt.timedelta | dt.datetime"
"""Seconds since the incident began; or a time with its zone, where the incident has one that it began at."""

LONGEST: Final = 10 * 366 * 24 * 3600 * 1000
"""The latest time, and how long before the beginning a moment may lie: ten years, in milliseconds."""

_MILLISECOND: Final = dt.timedelta(milliseconds=1)
_NO_TIME: Final = "is no time: give seconds since the incident began"
_UNZONED: Final = "is not a date and time with its zone"


def milliseconds(value: object, began: dt.datetime | None, place: str) -> int:
    """Return a time as whole milliseconds since the incident began; finer than that it is rounded.

    Raises :class:`~sro_policy.errors.InputError` for what is no time, a time without a zone, a time of day for an
    incident of which nobody said when it began, and one beyond :data:`LONGEST`.
    """
    found = _milliseconds(value, began, place)
    if math.isnan(found):
        raise InputError(f"{quoted(value)} {_NO_TIME}", place=place)
    if abs(found) > LONGEST:
        raise InputError(f"{quoted(value)} lies more than ten years from the beginning", place=place)
    return round(found)


def _milliseconds(value: object, began: dt.datetime | None, place: str) -> float:
    kind = type(value)  # a value may say that it is of another class
    if issubclass(kind, dt.datetime):
        if began is None:
            raise InputError("a time of day says nothing: nobody said when the incident began", place=place)
        return (check_zoned(value, place) - began) / _MILLISECOND
    if issubclass(kind, dt.timedelta):
        return _span(cast("dt.timedelta", value)) / _MILLISECOND
    # What a subclass makes of itself counts for nothing, and a number may be too large for a float.
    if issubclass(kind, int) and kind is not bool:
        whole = int.__index__(cast("int", value))
        return whole * 1000.0 if abs(whole) <= LONGEST else math.inf
    if issubclass(kind, float):
        return float.__float__(cast("float", value)) * 1000
    raise InputError(f"{quoted(value)} {_NO_TIME}", place=place)


def check_zoned(value: object, place: str) -> dt.datetime:
    """Return a time of day that is one everywhere, with the offset that its zone has then.

    A zone is code of its own, so it is asked once. And Python takes two times of one zone from each other as clocks
    show them, which is an hour off where clocks were changed between them.

    Raises :class:`~sro_policy.errors.InputError` for anything else.
    """
    if not issubclass(type(value), dt.datetime):
        raise InputError(f"{quoted(value)} {_UNZONED}", place=place)
    plain = _clock(cast("dt.datetime", value))
    try:
        offset = plain.utcoffset()
    except Exception:  # noqa: BLE001 - a zone is code that is not ours, and can raise anything
        raise InputError(f"the zone of {quoted(plain)} cannot be read", place=place) from None
    if offset is None:
        raise InputError(f"{quoted(plain)} {_UNZONED}", place=place)
    return plain.replace(tzinfo=dt.timezone(_span(offset)), fold=0)


def _span(value: dt.timedelta) -> dt.timedelta:
    """Return a span as its type has it, whatever a subclass makes of itself."""
    kind = dt.timedelta
    return kind(kind.days.__get__(value), kind.seconds.__get__(value), kind.microseconds.__get__(value))


def _clock(value: dt.datetime) -> dt.datetime:
    """Return a time of day as its type has it, whatever a subclass makes of itself."""
    day, kind = dt.date, dt.datetime
    return kind(
        day.year.__get__(value),
        day.month.__get__(value),
        day.day.__get__(value),
        kind.hour.__get__(value),
        kind.minute.__get__(value),
        kind.second.__get__(value),
        kind.microsecond.__get__(value),
        kind.tzinfo.__get__(value),
        fold=kind.fold.__get__(value),
    )


def in_words(time: int) -> str:
    """Return a time as a clock shows it: ``1:02:03``, or ``0:05.250``; ``-`` before the beginning."""
    seconds, rest = divmod(abs(time), 1000)
    hours, seconds = divmod(seconds, 3600)
    minutes, seconds = divmod(seconds, 60)
    clock = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"{'-' if time < 0 else ''}{clock}{f'.{rest:03}' if rest else ''}"
