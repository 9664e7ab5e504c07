"""Times of an incident: whole milliseconds from when it began, however they are given."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Final

from sro_policy.errors import InputError, quoted

if TYPE_CHECKING:
    from typing import TypeAlias

Time: TypeAlias = "int | float | dt.timedelta | dt.datetime"
"""Seconds since the incident began; or a time with its zone, where the incident has one that it began at."""

LONGEST: Final = 10 * 366 * 24 * 3600 * 1000
"""The latest time, and how long before the beginning a moment may lie: ten years, in milliseconds."""

_SECOND = dt.timedelta(seconds=1)


def milliseconds(value: object, began: dt.datetime | None, place: str) -> int:
    """Return a time as whole milliseconds since the incident began; finer than that it is rounded.

    Raises :class:`~sro_policy.errors.InputError` for what is no time, a time without a zone, a time of day for an
    incident of which nobody said when it began, and one beyond :data:`LONGEST`.
    """
    seconds = _seconds(value, began, place)
    found = round(seconds * 1000) if math.isfinite(seconds) else LONGEST + 1
    if abs(found) > LONGEST:
        raise InputError(f"{quoted(value)} lies more than ten years from the beginning", place=place)
    return found


def _seconds(value: object, began: dt.datetime | None, place: str) -> float:
    if isinstance(value, dt.datetime):
        if began is None:
            raise InputError("a time of day says nothing: nobody said when the incident began", place=place)
        return (check_zoned(value, place) - began) / _SECOND
    if isinstance(value, dt.timedelta):
        return value / _SECOND
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"{quoted(value)} is no time: give seconds since the incident began", place=place)
    return float(value) if abs(value) <= LONGEST else math.inf


def check_zoned(value: object, place: str) -> dt.datetime:
    """Return a time of day that is one everywhere.

    Raises :class:`~sro_policy.errors.InputError` for anything else.
    """
    if not isinstance(value, dt.datetime) or value.utcoffset() is None:
        raise InputError(f"{quoted(value)} is not a date and time with its zone", place=place)
    return value


def in_words(time: int) -> str:
    """Return a time as a clock shows it: ``1:02:03``, or ``0:05.250``; ``-`` before the beginning."""
    seconds, rest = divmod(abs(time), 1000)
    hours, seconds = divmod(seconds, 3600)
    minutes, seconds = divmod(seconds, 60)
    clock = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"{'-' if time < 0 else ''}{clock}{f'.{rest:03}' if rest else ''}"
