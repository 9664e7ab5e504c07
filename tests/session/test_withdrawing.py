"""What can be taken back: what is named and known, and nothing beside it."""

from __future__ import annotations

from typing import Any

import pytest

from sro_policy import InputError
from sro_policy.session import IncidentStep, LiveIncident, open_incident

RULE = "431.6/arrest-in-school"


@pytest.fixture
def incident() -> LiveIncident:
    """An incident of which something of every kind is known."""
    case = {"officer": {"is_sro": True}, "incident": {"person_role": "student_here"}, "as_of": "2026-11-24"}
    opened = open_incident(case=case, engine="table")
    opened.begin("a1", {"kind": "custodial_arrest", "in_school": True}, at=10)
    opened.happened("staff_notified", at=11, when=5)
    opened.give_reason(RULE, "a1", "He ran.", at=12)
    return opened


@pytest.mark.parametrize("act", ["officer", "incident", "", "a2", "act"])
def test_only_an_act_is_taken_back_as_one(act: str, incident: LiveIncident) -> None:
    """What is no act is refused, whatever else is known under that name."""
    before = (incident.case, incident.steps)
    with pytest.raises(InputError, match=rf"^names\[0\]: nothing is known of `act` of act `{act}`"):
        incident.withdraw("act", act=act, at=13)
    assert (incident.case, incident.steps) == before


@pytest.mark.parametrize("name", ["as_of", "moments.staff_notified", "moments.began@a1", f"reasons.{RULE}@a1"])
@pytest.mark.parametrize("act", ["a1", "\x1b[31mred", "\ud800"])
def test_an_act_is_named_for_its_facts_alone(name: str, act: str, incident: LiveIncident) -> None:
    """Beside a day, a moment and a reason it says nothing, and is refused."""
    with pytest.raises(InputError, match=r"^names\[0\]: `.*` is no fact of an act"):
        incident.withdraw(name, act=act, at=13)


def test_no_name_is_dropped_in_silence(incident: LiveIncident) -> None:
    """A thousand names are taken, and more are refused with the limit."""
    names: list[Any] = ["incident.person_role"] * 1000
    with pytest.raises(InputError, match=r"^names: more names than the limit of 1000"):
        incident.withdraw(*names, "officer.is_sro", at=13)
    incident.withdraw(*names[1:], "officer.is_sro", at=13)
    assert "officer" not in incident.case


def test_what_is_wrong_with_a_name_is_said_of_that_one(incident: LiveIncident) -> None:
    """By its number among the names."""
    for name, says in (
        ("incident.wepon", "unknown fact `incident.wepon`; did you mean `incident.weapon`?"),
        ("moments.staff_told", "unknown moment `staff_told`"),
        ("incident.weapon", "nothing is known of `incident.weapon`, so nothing can be withdrawn"),
        (f"reasons.{RULE}", "a reason is keyed by rule and subject, `rule@subject`"),
        ("act.in_school", "`act.in_school` is a fact of an act: say of which"),
    ):
        with pytest.raises(InputError) as refused:
            incident.withdraw("officer.is_sro", name, at=13)
        assert str(refused.value).startswith(f"names[1]: {says}")


def test_what_follows_from_times_is_changed_by_them(incident: LiveIncident) -> None:
    """It is known, so it is not said to be unknown; whoever takes it back or corrects it is told where it is from."""
    with pytest.raises(
        InputError, match=r"`act\.staff_notified_before` follows from the times: it cannot be withdrawn"
    ):
        incident.withdraw("act.staff_notified_before", act="a1", at=13)
    with pytest.raises(InputError, match=r"^act a1: act\.staff_notified_before: it follows from the times: correct "):
        incident.correct({"acts": [{"id": "a1", "staff_notified_before": False}]}, at=13)


@pytest.mark.parametrize("act", ["a@1", "@", "a@b@c"])
def test_a_reason_on_an_act_with_an_at_sign_can_be_taken_back(act: str, incident: LiveIncident) -> None:
    """Of a reason's key the first sign parts the rule from the act."""
    incident.begin(act, {"kind": "custodial_arrest"}, at=13)
    incident.give_reason(RULE, act, "He ran.", at=14)
    change = incident.withdraw(f"reasons.{RULE}@{act}", at=15)
    assert [(fact.subject, fact.member) for fact in change.facts] == [(act, RULE)]
    incident.withdraw(f"moments.began@{act}", at=16)
    assert incident.acts[act].began is None


def test_a_step_is_shown_safely() -> None:
    """Whatever somebody called an act in a journal, a terminal obeys none of it."""
    step = IncidentStep(number=1, kind="end", at=1000, source="officer", act="\x1b[31m\nred\ud800")
    assert str(step) == "0:01 end \\x1b[31m\\nred\\ud800 (officer)"
    assert str(step).encode()
