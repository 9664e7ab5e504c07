"""Times of day: as long as it really was, also where clocks were changed, and after a journal."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sro_policy.session import open_incident, resume_incident

DETROIT = ZoneInfo("America/Detroit")
HOUR = 3_600_000


def clock(day: str, hour: int, minute: int = 0, *, fold: int = 0, zone: dt.tzinfo = DETROIT) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour, minute, tzinfo=zone, fold=fold))


@pytest.mark.parametrize(
    ("began", "at", "found"),
    [
        (clock("2026-11-01", 0, 30), clock("2026-11-01", 3, 30), 4 * HOUR),
        (clock("2026-11-01", 0, 30), clock("2026-11-01", 1, 30), 1 * HOUR),
        (clock("2026-11-01", 0, 30), clock("2026-11-01", 1, 30, fold=1), 2 * HOUR),
        (clock("2026-11-01", 1, 30), clock("2026-11-01", 1, 30, fold=1), 1 * HOUR),
        (clock("2026-11-01", 1, 30, fold=1), clock("2026-11-01", 3, 30), 2 * HOUR),
        (clock("2026-03-08", 1, 30), clock("2026-03-08", 3, 30), 1 * HOUR),
        (clock("2026-11-01", 0, 30), clock("2026-11-01", 8, 30, zone=dt.UTC), 4 * HOUR),
    ],
)
def test_times_of_day_are_counted_as_long_as_it_was(
    began: dt.datetime, at: dt.datetime, found: int, tmp_path: Path
) -> None:
    """Where clocks go back an hour it is an hour longer, and a journal that is carried on counts alike."""
    path = tmp_path / "e7.jsonl"
    with open_incident(began=began, journal=path) as incident:
        twin = incident.branch()
        incident.learn({"incident": {"weapon": True}}, at=0)
    twin.learn({"incident": {"weapon": True}}, at=at)
    again, _ = resume_incident(path)
    with again:
        again.learn({"incident": {"injury": True}}, at=at)
    assert (twin.now, again.now) == (found, found)
    assert again.began == twin.began
    assert again.began is not None
    assert again.began.timestamp() == began.timestamp()
