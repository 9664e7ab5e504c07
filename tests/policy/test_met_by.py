"""A finding that is met says by which limb, exemption or deadline."""

from __future__ import annotations

from typing import Any

import pytest

from sro_policy import evaluate

EXEMPT, IN_TIME = "officer.exempt_substitute", "officer.initial_training_in_time"
UNABLE: dict[str, Any] = {"employer_unable_to_provide_course": True}
SUBSTITUTE: dict[str, Any] = {"substitute": True, "substitute_contact_days": 10}


@pytest.mark.parametrize(
    ("facts", "met_by"),
    [
        pytest.param({**SUBSTITUTE}, EXEMPT, id="exempt"),
        pytest.param({"required_course_on": "2026-01-05"}, f"{IN_TIME} (before duties began)", id="before duties"),
        pytest.param(
            {**UNABLE, "required_course_on": "2026-03-02"}, f"{IN_TIME} (late-training allowance)", id="allowance"
        ),
        pytest.param(
            {"basic_course_on": "2023-07-14", "required_course_on": "2026-03-02"},
            f"{IN_TIME} (legacy deadline)",
            id="legacy",
        ),
        pytest.param(
            {"assumed_duties_on": "2023-09-05", "required_course_on": "2024-08-05"},
            f"{IN_TIME} (start of the requirement)",
            id="start",
        ),
        pytest.param(
            {**SUBSTITUTE, "required_course_on": "2026-01-05"},
            f"{IN_TIME} (before duties began) and {EXEMPT}",
            id="both",
        ),
        pytest.param({}, None, id="late"),
    ],
)
def test_a_training_that_is_met_says_by_which_way(facts: dict[str, Any], met_by: str | None) -> None:
    """`met_by` names the exemption, or the day by which the training was in time; what is not met names none."""
    officer: dict[str, Any] = {
        "is_sro": True, "assumed_duties_on": "2026-01-12", "basic_course_on": False, "required_course_on": False,
        "employer_unable_to_provide_course": False, "substitute": False, **facts,
    }  # fmt: skip
    finding = evaluate({"as_of": "2026-11-24", "officer": officer}).finding("431.8.s1.initial", "officer")
    assert (finding.status == "met") == bool(met_by)
    assert set((finding.met_by or "").split(" and ")) == set((met_by or "").split(" and "))


@pytest.mark.parametrize(
    ("facts", "met_by"),
    [
        ({"staff_notified_before": True}, "act.staff_notified_before"),
        ({"staff_present": True}, "act.staff_present"),
        ({"staff_notified_before": True, "staff_present": True}, "act.staff_notified_before and act.staff_present"),
        ({"staff_notified_before": False, "staff_present": True}, "act.staff_present"),
        ({"staff_notified_before": False, "staff_present": False}, None),
    ],
)
def test_staff_that_was_told_or_there_says_which(facts: dict[str, Any], met_by: str | None) -> None:
    """A17: notice before and presence during each meet the advice, and the finding says which it was."""
    arrest = {"id": "a1", "kind": "custodial_arrest", "in_school": True, "staff_involvement_practicable": True, **facts}
    case = {"incident": {"person_role": "student_here"}, "acts": [arrest]}
    assert evaluate(case).finding("431.6.p3", "a1").met_by == met_by
