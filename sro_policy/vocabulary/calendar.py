"""Periods of calendar months, and where a date has to lie for a period after it to reach a day."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import lru_cache
from itertools import pairwise

DAY = dt.timedelta(days=1)
_MONTHS = 12


@lru_cache(maxsize=4096)
def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day of the month so many months later, or the month's last day where it has no such day.

    Dates stop at the ends of the calendar (years 1 and 9999) instead of leaving it.
    """
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    if year < dt.MINYEAR:
        return dt.date.min
    if year > dt.MAXYEAR:
        return dt.date.max
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def shifted(day: dt.date, days: int) -> dt.date:
    """Return the date so many days later, stopping at the ends of the calendar."""
    ordinal = min(max(day.toordinal() + days, dt.date.min.toordinal()), dt.date.max.toordinal())
    return dt.date.fromordinal(ordinal)


@lru_cache(maxsize=1024)
def around(day: dt.date) -> tuple[dt.date, ...]:
    """Return the day before, the day and the day after: enough to tell before, on and after apart."""
    return tuple(shifted(day, step) for step in (-1, 0, 1))


@lru_cache(maxsize=1024)
def reaching(day: dt.date, months: int) -> tuple[dt.date, ...]:
    """Return the dates where a period of so many months after them begins and ceases to reach ``day``.

    Since months differ in length, several dates can reach the same day (31, 30 and 29 August all reach
    28 February); so the edges are looked for, not computed.
    """
    near = [shifted(months_after(day, -months), step) for step in range(-5, 6)]
    edges: set[dt.date] = set()
    for before, after in pairwise(near):
        if (months_after(before, months) >= day) != (months_after(after, months) >= day):
            edges.update((before, after))
        if (months_after(before, months) > day) != (months_after(after, months) > day):
            edges.update((before, after))
    return tuple(sorted(edges))
