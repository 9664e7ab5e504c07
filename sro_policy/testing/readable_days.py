"""Days that a person would write in the place of those that stand for any day.

The exact analysis takes the ends of the calendar where any day will do, and a figure that is no day counts as the first
of all days. A case with an officer who began in the year 1 would puzzle who reads it.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping

from sro_policy.exact.lifting import AS_OF, EARLIEST, Lifting
from sro_policy.vocabulary import Answer, Raw

PLAIN_DAY = dt.date(2026, 1, 5)
"""The day that is taken where any day will do."""

_EARLY_DAY = dt.date(2021, 1, 4)
_FIRST_DAY = dt.date(1900, 1, 1)


def is_readable(day: dt.date) -> bool:
    """Say whether a day is one that someone would write."""
    return day >= _FIRST_DAY


def readable(read: Mapping[str, Raw], lifting: Lifting) -> Mapping[str, Raw]:
    """Return what a computed fact read with days that someone would write, and with a day of reference.

    The answer is the same. A day for which none is found stays as it is.
    """
    answer = _answer(lifting, read)
    early = [day for day in read.values() if isinstance(day, dt.date) and EARLIEST < day < _FIRST_DAY]
    later = PLAIN_DAY - min(early, default=PLAIN_DAY)
    moved = {
        key: value + later if value in early and isinstance(value, dt.date) else value for key, value in read.items()
    }
    read = moved if _answer(lifting, moved) == answer else read
    for key, value in read.items():
        for day in (PLAIN_DAY, _EARLY_DAY):
            plainer = {**read, key: day}
            if value == EARLIEST and day <= _last(plainer) and _answer(lifting, plainer) == answer:
                read = plainer
                break
    return {AS_OF: _last(read), **read} if any(isinstance(value, dt.date) for value in read.values()) else read


def _answer(lifting: Lifting, read: Mapping[str, Raw]) -> Answer | None:
    """Return the answer on what is read; ``None`` where more has to be read, or the constraints are not kept."""
    found = list(itertools.islice(lifting.completions(dict(read)), 2))
    return found[0][1] if len(found) == 1 and found[0][0] == read else None


def _last(read: Mapping[str, Raw]) -> dt.date:
    """Return the day of reference, or without one the first that is possible."""
    today = read.get(AS_OF, max(PLAIN_DAY, *(day for day in read.values() if isinstance(day, dt.date))))
    assert isinstance(today, dt.date)
    return today
