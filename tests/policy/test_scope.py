"""Whom the rules bind: by assignment, and for what is done, by capacity too."""

from __future__ import annotations

from typing import Any

import pytest

from sro_policy import evaluate

BROKEN: dict[str, Any] = {
    "as_of": "2026-11-24",
    "officer": {
        "assumed_duties_on": "2021-09-07", "basic_course_on": False, "required_course_on": False,
        "employer_unable_to_provide_course": False, "ongoing_training_on": "2022-06-01", "substitute": False,
        "training_documents_on_file": False, "policy_reviewed_on": False,
    },
    "incident": {
        "crime_alleged": True, "school_rule_alleged": True, "person_role": "student_here", "crime_is_pretext": False,
        "school_referral_considered": False, "holds_student_or_parent_data": True, "records_kept_as_required": False,
    },
}  # fmt: skip
BY_ASSIGNMENT = ["431.8.s1.initial", "431.8.s1.ongoing", "431.8.s2", "431.9"]


def of(clause: str, sro: object) -> str:
    document = {**BROKEN, "officer": {**BROKEN["officer"], "is_sro": sro}}
    return evaluate(document).finding(clause, "incident" if clause in {"431.6.p1", "431.7"} else "officer").status


@pytest.mark.parametrize("clause", [*BY_ASSIGNMENT, "431.6.p1"])
def test_referral_training_documents_and_review_bind_by_assignment(clause: str) -> None:
    """What is broken for an SRO is no matter for an officer who is none, and undetermined while nobody says."""
    assert of(clause, True) == "breached"
    assert of(clause, False) == "not_applicable"
    assert of(clause, None) == "undetermined"


def test_records_bind_the_department_whoever_the_officer_is() -> None:
    """Records with student data are kept as required also where the officer is no SRO."""
    assert {of("431.7", sro) for sro in (True, False, None)} == {"breached"}


FORCE = ["431.5.p1", "431.5.p2.force", "431.5.p2.discipline", "431.5.p3.deescalation", "431.5.p3.training",
         "431.5.p3.amount"]  # fmt: skip


@pytest.mark.parametrize("clause", FORCE)
@pytest.mark.parametrize(
    ("sro", "where", "status"),
    [
        pytest.param(True, {"in_school": True}, "breached", id="SRO in school"),
        pytest.param(True, {"in_school": True, "acting_as_sro": False}, "breached", id="SRO in school, off duty"),
        pytest.param(True, {"in_school": False, "acting_as_sro": True}, "breached", id="SRO elsewhere, as SRO"),
        pytest.param(True, {"in_school": False, "acting_as_sro": False}, "not_applicable", id="SRO elsewhere"),
        pytest.param(True, {"in_school": False}, "undetermined", id="SRO elsewhere, capacity unknown"),
        pytest.param(False, {"in_school": True, "acting_as_sro": True}, "not_applicable", id="no SRO"),
        pytest.param(None, {"in_school": True}, "undetermined", id="perhaps no SRO"),
    ],
)
def test_force_and_discipline_bind_an_sro_in_school_or_in_that_capacity(
    clause: str, sro: object, where: dict[str, Any], status: str
) -> None:
    """A22: 431.5 binds an SRO for what is done in school, and elsewhere for what is done as an SRO."""
    act = {
        "id": "a1", "kind": "physical_force", "purposes": ["school_rule", "discipline"], "discipline_under_way": True,
        "participates_in_discipline": True, "age_appropriate": False, "deescalation_practicable": True,
        "deescalation_used": False, "within_training": False, "force_amount_reasonable": False, **where,
    }  # fmt: skip
    document = {"officer": {"is_sro": sro}, "incident": {"person_role": "student_here"}, "acts": [act]}
    assert evaluate(document).finding(clause, "a1").status == status
