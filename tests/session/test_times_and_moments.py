"""Times, and what follows from them."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest

from sro_policy import InputError
from sro_policy.session import open_incident
from sro_policy.session.moments import following
from sro_policy.session.times import in_words, milliseconds

BEGAN = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("value", "found"),
    [(3, 3000), (0.1 + 0.2, 300), (-1.5, -1500), (dt.timedelta(minutes=1), 60_000), (BEGAN, 0), (1e-4, 0)],
)
def test_times_are_whole_milliseconds(value: Any, found: int) -> None:
    """Seconds, spans and times of day; finer than a millisecond is rounded."""
    assert milliseconds(value, BEGAN, "at") == found


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (True, "`True` is no time"),
        ("3", "is no time"),
        (math.inf, "lies more than ten years from the beginning"),
        (10**400, "lies more than ten years from the beginning"),
        (4e8, "lies more than ten years from the beginning"),
        (BEGAN.replace(tzinfo=None), "is not a date and time with its zone"),
    ],
)
def test_what_is_no_time_is_refused(value: Any, says: str) -> None:
    """With the place, whatever it is."""
    with pytest.raises(InputError, match=f"^at: .*{says}"):
        milliseconds(value, BEGAN, "at")


def test_a_time_of_day_needs_a_beginning() -> None:
    """Without one nobody can count from it."""
    with pytest.raises(InputError, match="a time of day says nothing: nobody said when the incident began"):
        milliseconds(BEGAN, None, "at")


def test_times_are_shown_as_a_clock_shows_them() -> None:
    """Hours where there are any, parts of a second where there are any."""
    assert [in_words(time) for time in (0, 5250, 61_000, 3_723_000, -1500)] == [
        "0:00",
        "0:05.250",
        "1:01",
        "1:02:03",
        "-0:01.500",
    ]


@pytest.mark.parametrize(
    ("moments", "began", "ended", "found"),
    [
        ({}, 10, 20, {}),
        ({"staff_notified": 5}, 10, None, {"act.staff_notified_before": True}),
        ({"staff_notified": 15}, 10, None, {"act.staff_notified_before": False}),
        ({"staff_notified": 10}, 10, None, {}),
        ({"staff_arrived": 5}, 10, None, {"act.staff_present": True}),
        ({"staff_arrived": 15}, 10, 20, {"act.staff_present": True}),
        ({"staff_arrived": 20}, 10, 20, {"act.staff_present": False}),
        ({"staff_arrived": 5, "staff_left": 10}, 10, 20, {"act.staff_present": False}),
        ({"staff_arrived": 5, "staff_left": 10}, 10, None, {}),
        ({"staff_arrived": 5, "staff_left": 11}, 10, 20, {"act.staff_present": True}),
        ({"staff_arrived": 10}, 10, 10, {"act.staff_present": True}),
        ({"staff_arrived": 5, "staff_left": 10}, 10, 10, {"act.staff_present": False}),
        ({"staff_arrived": 5, "staff_left": 5}, 5, 9, {"act.staff_present": False}),
    ],
)
def test_facts_follow_from_moments(moments: dict[str, int], began: int, ended: int | None, found: Any) -> None:
    """Before is before the beginning, during is within; at the same moment, and while they may come, it is open."""
    assert dict(following(moments, began, ended)) == found


def test_moments_decide_for_every_act_by_its_own_times() -> None:
    """Staff who were told after the first arrest were told before the second."""
    incident = open_incident(case={"officer": {"is_sro": True}})
    for act, at in (("a1", 10), ("a2", 30)):
        incident.begin(act, {"kind": "custodial_arrest", "in_school": True, "exigency": False}, at=at)
    change = incident.happened("staff_notified", at=40, when=20, source="observer")
    told = {fact.subject: fact.becomes for fact in change.facts if fact.fact == "act.staff_notified_before"}
    assert told == {"a1": False, "a2": True}
    assert [fact.becomes for fact in change.facts if fact.fact == "moment"] == [20_000]
    earlier = incident.correct({"moments": {"staff_notified": 5}}, at=41)
    assert [(fact.subject, fact.becomes) for fact in earlier.facts] == [("", 5000), ("a1", True)]
    incident.withdraw("moments.staff_notified", at=42)
    assert all("staff_notified_before" not in act for act in incident.case["acts"])  # type: ignore[attr-defined]


def test_what_is_said_has_to_agree_with_the_times() -> None:
    """Nobody is believed against the times, nor they against somebody: one of the two has to be corrected."""
    incident = open_incident()
    incident.begin("a1", {"staff_notified_before": True}, at=10)
    with pytest.raises(InputError, match=r"^act a1: act\.staff_notified_before: it is said to be `true`, and by"):
        incident.happened("staff_notified", at=12)
    incident.correct({"acts": [{"id": "a1", "staff_notified_before": False}]}, at=12)
    incident.happened("staff_notified", at=12)
    with pytest.raises(InputError, match=r"it is said to be `false`, and by the times it is `true`"):
        incident.correct({"moments": {"began@a1": 12.5}}, at=13)


def test_the_beginning_of_an_act_can_be_corrected() -> None:
    """What follows from it follows anew."""
    incident = open_incident()
    incident.happened("staff_notified", at=5)
    incident.begin("a1", at=10)
    change = incident.correct({"moments": {"began@a1": 2}}, at=12)
    assert [(fact.fact, fact.member, fact.becomes) for fact in change.facts] == [
        ("moment", "began", 2000),
        ("act.staff_notified_before", None, False),
    ]
    with pytest.raises(InputError, match=r"moments\.ended@a1: nothing is known of it"):
        incident.correct({"moments": {"ended@a1": 11}}, at=12)
