"""Times that are code of somebody else's: read as what they are underneath, or refused with the place."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest

from sro_policy import InputError
from sro_policy.session import open_incident
from sro_policy.session.times import check_zoned, milliseconds

BEGAN = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)


def wild(*_: Any, **__: Any) -> Any:
    raise KeyError("this is not ours")


METHODS = "__abs__ __add__ __sub__ __rsub__ __mul__ __rmul__ __truediv__ __float__ __int__ __index__ __round__ __eq__"
OTHERS = "__lt__ __le__ __gt__ __ge__ __bool__ __hash__ __repr__ __str__ __format__ replace utcoffset total_seconds"


def hostile(kind: type[Any]) -> type[Any]:
    """Return a subclass of which every method raises, and every field."""
    fields = ("year", "month", "day", "hour", "minute", "second", "fold", "tzinfo", "days", "seconds", "microseconds")
    own: dict[str, Any] = dict.fromkeys([*METHODS.split(), *OTHERS.split()], wild)
    return type("Hostile", (kind,), own | {name: property(wild) for name in fields if hasattr(kind, name)})


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (hostile(int)(3), 3000),
        (hostile(float)(1.5), 1500),
        (hostile(dt.timedelta)(minutes=1), 60_000),
        (hostile(dt.datetime)(2026, 11, 24, 8, 0, 2, tzinfo=dt.UTC), 2000),
    ],
    ids=["int", "float", "timedelta", "datetime"],
)
def test_subclasses_are_read_as_what_they_are_underneath(value: Any, found: int) -> None:
    """Whatever their own methods do, none of them runs."""
    assert milliseconds(value, BEGAN, "at") == found


class Zone(dt.tzinfo):
    """A zone of which one method is given."""

    def __init__(self, offset: Any) -> None:
        self.offset = offset

    def utcoffset(self, _: Any) -> Any:
        return self.offset()


@pytest.mark.parametrize("offset", [wild, lambda: 3, lambda: dt.timedelta(days=2)])
def test_a_zone_that_cannot_be_read_is_refused(offset: Any) -> None:
    """At the opening and at a step, with the place."""
    odd = BEGAN.replace(tzinfo=Zone(offset))
    with pytest.raises(InputError, match=r"^began: the zone of `2026-11-24T08:00:00` cannot be read"):
        open_incident(began=odd)
    with pytest.raises(InputError, match=r"^at: the zone of `2026-11-24T08:00:00` cannot be read"):
        open_incident(began=BEGAN).learn({"incident": {"weapon": True}}, at=odd)


def test_a_zone_is_asked_once() -> None:
    """What it answers later is nothing to an incident that began; an offset too is read as it is underneath."""
    answers = iter([hostile(dt.timedelta)(hours=-6)])
    incident = open_incident(began=dt.datetime(2026, 11, 24, 2, 0, tzinfo=Zone(lambda: next(answers))))
    incident.learn({"incident": {"weapon": True}}, at=BEGAN + dt.timedelta(seconds=5))
    assert incident.now == 5000
    assert incident.began == BEGAN


@pytest.mark.parametrize("value", [BEGAN.replace(tzinfo=None), BEGAN.replace(tzinfo=Zone(lambda: None)), BEGAN.date()])
def test_a_time_without_a_zone_is_refused(value: Any) -> None:
    """A zone that says nothing of itself is none."""
    with pytest.raises(InputError, match="is not a date and time with its zone"):
        check_zoned(value, "at")


@pytest.mark.parametrize("value", [math.nan, -math.nan, hostile(float)(math.nan)], ids=["nan", "-nan", "subclass"])
def test_what_is_no_number_is_no_time(value: Any) -> None:
    """It lies nowhere, and so not too far away either."""
    with pytest.raises(InputError, match=r"^at: .* is no time: give seconds since the incident began"):
        milliseconds(value, BEGAN, "at")


@pytest.mark.parametrize("value", [10 * 366 * 24 * 3600, -10 * 366 * 24 * 3600])
def test_the_longest_time_is_ten_years(value: int) -> None:
    """To the second, either way, and in whatever it is given."""
    assert milliseconds(value, None, "at") == milliseconds(float(value), None, "at") == value * 1000
    beyond = value + (1 if value > 0 else -1)
    for later in (beyond, float(beyond), dt.timedelta(seconds=beyond)):
        with pytest.raises(InputError, match="lies more than ten years from the beginning"):
            milliseconds(later, None, "at")
