"""Bearing facts are listed on the findings that await a person's judgment, and on no others."""

from __future__ import annotations

from typing import Any

import pytest

from sro_policy import evaluate

KNOWN = {
    "person_age": 15, "disability_known": False, "weapon": True, "injury": False, "ongoing_threat": False,
    "prior_incidents": 2, "formal_criminal_referral": False,
}  # fmt: skip
BEARING = {f"incident.{name}": value for name, value in KNOWN.items()}
STUDENT = {"crime_alleged": True, "school_rule_alleged": True, "person_role": "student_here"}


def listed(clause: str, subject: str, incident: dict[str, Any], **act: Any) -> tuple[str, dict[str, object]]:
    """Return the status of a finding, and the bearing facts that it lists."""
    case = {
        "officer": {"is_sro": True},
        "incident": {**KNOWN, **incident},
        "acts": [{"id": "a1", "in_school": True, **act}],
    }
    finding = evaluate(case).finding(clause, subject)
    return finding.status, dict(finding.bearing)


@pytest.mark.parametrize(
    ("facts", "status", "awaits"),
    [
        pytest.param({}, "due", True, id="due"),
        pytest.param({"person_role": None}, "undetermined", True, id="undetermined"),
        pytest.param({"school_referral_considered": True}, "met", False, id="met"),
        pytest.param({"school_referral_considered": False}, "breached", False, id="breached"),
        pytest.param({"school_rule_alleged": None, "school_referral_considered": True}, "clear", False, id="clear"),
        pytest.param({"person_role": "visitor"}, "not_applicable", False, id="not applicable"),
    ],
)
def test_a_referral_lists_what_bears_on_it_until_it_was_considered(
    facts: dict[str, Any], status: str, awaits: bool
) -> None:
    """A8: weapon, injury, age and the like are listed while a referral is to be considered, which no one need judge."""
    assert listed("431.6.p1", "incident", {**STUDENT, **facts}) == (status, BEARING if awaits else {})


def test_a_finding_that_needs_a_judgment_lists_what_bears_on_it() -> None:
    """A25: the amount of force awaits a person, with the facts of the incident and the duties that the act serves."""
    status, bearing = listed(
        "431.5.p3.amount", "a1", STUDENT, kind="physical_force", purposes=["safety"], serves_duty={"b": True}
    )
    assert (status, bearing) == ("due", {**BEARING, "act.serves_duty": {"b": True}})


def test_a_finding_that_needs_no_judgment_lists_nothing() -> None:
    """What is decided, and what needs an observed fact alone, awaits no weighing."""
    force = {"kind": "physical_force", "purposes": ["safety"]}
    assert listed("431.5.p3.amount", "a1", STUDENT, **force, force_amount_reasonable=True) == ("met", {})
    practicable = {**force, "deescalation_practicable": True}
    assert listed("431.5.p3.deescalation", "a1", STUDENT, **practicable) == ("due", {})
