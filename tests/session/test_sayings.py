"""What a step says, read as a case is, and with the same words where it cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from sro_policy import InputError, evaluate
from sro_policy.session import open_incident


def test_a_reason_without_a_subject_is_refused_as_a_case_refuses_it() -> None:
    """At the opening and at a step, in the words of a decision."""
    case: dict[str, Any] = {"acts": [{"id": "a1"}], "reasons": {"431.6/arrest-in-school": "He ran."}}
    with pytest.raises(InputError) as refused:
        evaluate(case)
    assert "a reason is keyed by rule and subject" in str(refused.value)
    for step in (
        lambda: open_incident(case=case),
        lambda: open_incident(case={"acts": [{"id": "a1"}]}).learn({"reasons": case["reasons"]}, at=1),
    ):
        with pytest.raises(InputError) as also:
            step()
        assert str(also.value) == str(refused.value)


def test_a_slip_in_a_moment_is_found_where_nothing_is_said_of_it() -> None:
    """A moment that nobody knows is left out, and one that there is not is refused."""
    incident = open_incident()
    with pytest.raises(InputError, match=r"^moments: unknown moment `staff_told`"):
        incident.learn({"moments": {"staff_told": None}, "incident": {"weapon": True}}, at=1)
    incident.learn({"moments": {"staff_notified": None}, "incident": {"weapon": True}}, at=1)
    assert incident.steps[-1].said == {"incident": {"weapon": True}}


@pytest.mark.parametrize(
    ("times", "says"),
    [
        ({"at": None}, "at: `None` is no time"),
        ({"at": "x"}, "at: `x` is no time"),
        ({"at": None, "when": 1}, "at: `None` is no time"),
        ({"at": 1, "when": "x"}, "when: `x` is no time"),
        ({"at": 1, "when": 2}, "moments.staff_notified: 0:02 lies ahead"),
    ],
)
def test_the_times_of_a_moment_are_refused_where_they_stand(times: Any, says: str) -> None:
    """By the names that they were given under."""
    with pytest.raises(InputError) as refused:
        open_incident().happened("staff_notified", **times)
    assert str(refused.value).startswith(says)
