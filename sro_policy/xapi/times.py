"""Times and durations as statements write them: UTC in whole milliseconds, and ISO 8601 seconds."""

from __future__ import annotations

import datetime as dt

from sro_policy.errors import InputError, quoted


def timestamp_of(time: dt.datetime, milliseconds: int = 0) -> str:
    """Return a time with its zone, so many milliseconds later, as RFC 3339 has it: ``2026-11-24T09:00:05.250Z``.

    Raises :class:`~sro_policy.InputError` for one that in UTC lies in no year from 1 to 9999.
    """
    try:
        found = time.astimezone(dt.UTC) + dt.timedelta(milliseconds=milliseconds)
    except OverflowError:
        raise InputError(f"{quoted(time)} lies in no year from 1 to 9999", place="timestamp") from None
    return found.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def duration_of(duration: object) -> str:
    """Return a duration as ISO 8601 has it, to the hundredth of a second that stores compare: ``PT65.25S``.

    Raises :class:`~sro_policy.InputError` for what is no duration from 0 on.
    """
    if not isinstance(duration, dt.timedelta) or duration < dt.timedelta():
        raise InputError(f"{quoted(duration)} is no duration from 0 on", place="duration")
    return f"PT{duration.total_seconds():.2f}S"
