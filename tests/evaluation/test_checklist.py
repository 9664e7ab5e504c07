"""The checklist says of each method of 431.3 whether it is known to be done, and breaks nothing."""

from __future__ import annotations

from typing import Any

import pytest

from sro_policy import evaluate

METHODS = {
    "431.3(a)": "helps_safety_plan",
    "431.3(b)": "guards_against_outside_threats",
    "431.3(c)": "promotes_respect_for_law",
    "431.3(d)": "guides_students_at_risk",
    "431.3(e)": "reduces_crime_near_campus",
    "431.3(f)": "improves_communication",
}
SAID = {True: "yes", False: "no", None: "unknown"}


def checklist(**facts: Any) -> dict[str, str]:
    items = evaluate({"program": {"contract_in_force": True, **facts}}).checklist
    assert {item.subject for item in items} == {"program"}
    return {item.clause: item.known for item in items}


def test_the_checklist_has_each_method_in_the_order_of_the_text() -> None:
    """With any fact on the programme all eight methods are listed, each unknown; with no fact none is."""
    assert list(checklist()) == [f"431.3({letter})" for letter in "abcdefgh"]
    assert set(checklist().values()) == {"unknown"}
    assert evaluate({"incident": {"weapon": True}}).checklist == ()
    assert evaluate({"program": {}}).checklist == ()


@pytest.mark.parametrize("value", [True, False, None])
@pytest.mark.parametrize(("clause", "fact"), METHODS.items())
def test_a_method_is_known_by_its_own_fact(clause: str, fact: str, value: bool | None) -> None:
    """Done, not done or unknown is said of the method of the fact, and the others stay unknown."""
    found = checklist(**{fact: value})
    assert found.pop(clause) == SAID[value]
    assert set(found.values()) == {"unknown"}


@pytest.mark.parametrize(
    ("activities", "coordinates", "known"),
    [
        (True, True, "yes"),
        (True, False, "no"),
        (True, None, "unknown"),
        (None, True, "yes"),
        (None, False, "no"),
        (None, None, "unknown"),
        (False, True, None),
        (False, False, None),
        (False, None, None),
    ],
)
def test_security_at_activities_is_listed_where_there_may_be_any(
    activities: bool | None, coordinates: bool | None, known: str | None
) -> None:
    """431.3(g) is left out where there are no activities; where there may be none, it is known by its own fact too."""
    found = checklist(has_large_activities=activities, coordinates_activity_security=coordinates)
    assert found.get("431.3(g)") == known


def test_no_method_gives_a_finding() -> None:
    """A method that is not done is nobody's breach: no finding speaks of it."""
    facts = dict.fromkeys([*METHODS.values(), "coordinates_activity_security", "has_large_activities"], False)
    findings = evaluate({"program": {"contract_in_force": False, **facts}}).findings
    assert [(f.clause, f.status) for f in findings] == [("431.3.s1", "not_applicable")]
