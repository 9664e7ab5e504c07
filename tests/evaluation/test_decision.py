"""A decision finds its findings by name, and says what it has where it has not what was asked for."""

from __future__ import annotations

import pytest

from sro_policy import Decision, InputError, evaluate
from sro_policy.policy import shall
from sro_policy.vocabulary import act, officer
from tests.policy.invented import clause, policy


@pytest.fixture(scope="module")
def decision() -> Decision:
    return evaluate(
        {
            "officer": {"is_sro": True},
            "incident": {"school_rule_alleged": True, "crime_alleged": False, "person_role": "student_here"},
            "acts": [{"id": "frisk", "kind": "search", "in_school": True}],
        }
    )


def test_a_finding_is_found_by_its_rule_or_by_the_clause_of_its_only_rule(decision: Decision) -> None:
    """Both names lead to the same finding."""
    found = decision.finding("431.5.p1", "frisk")
    assert (found.clause, found.rule) == ("431.5.p1", "431.5/suit-the-age")
    assert decision.finding("431.5/suit-the-age", "frisk") is found


def test_an_unknown_subject_is_answered_with_the_nearest(decision: Decision) -> None:
    """A slip in an act's id is named, with the id that was meant."""
    with pytest.raises(InputError, match=r"no finding on subject `frist`.*`frisk`"):
        decision.finding("431.5.p1", "frist")


def test_an_unknown_rule_is_answered_with_the_nearest(decision: Decision) -> None:
    """A slip in a rule's name is named, with the name that was meant."""
    with pytest.raises(InputError, match=r"no finding of `431\.5\.p2\.forse` on `frisk`.*`431\.5\.p2\.force`"):
        decision.finding("431.5.p2.forse", "frisk")


def test_a_clause_with_several_findings_is_refused_with_all_of_them() -> None:
    """A clause with several rules does not pick one of them."""
    rules = (shall("one", conduct=act.in_school, says="Do."), shall("other", conduct=act.exigency, says="Do."))
    decision = evaluate({"officer": {"is_sro": True}, "acts": [{"id": "a1"}]}, policy=policy(clause(*rules)))
    with pytest.raises(InputError, match=r"clause `1\.1` has several rules: 1/one, 1/other"):
        decision.finding("1.1", "a1")


def test_a_number_that_is_only_asked_to_be_above_zero_is_needed_as_itself() -> None:
    """What a person is asked for is the fact, not what a rule makes of it."""
    rule = shall("serve", conduct=officer.substitute_contact_days.above_zero(), says="Serve.")
    case = {"officer": {"is_sro": True, "substitute": True}}
    found = evaluate(case, policy=policy(clause(rule))).finding("1/serve", "officer")
    assert (found.status, found.needs) == ("due", ("officer.substitute_contact_days",))
    case["officer"]["substitute_contact_days"] = 3
    assert evaluate(case, policy=policy(clause(rule))).finding("1/serve", "officer").status == "met"


def test_a_fact_that_decides_nothing_is_not_needed() -> None:
    """A rule may read a fact in a way that leaves it without weight; nobody is asked for it."""
    both = (act.exigency & act.in_school) | (act.exigency & ~act.in_school)
    decision = evaluate({"acts": [{"id": "a1"}]}, policy=policy(clause(shall("x", conduct=both, says="Do."))))
    assert decision.finding("1/x", "a1").needs == ("act.exigency",)


@pytest.mark.parametrize(
    ("audited_on", "known"), [("2025-11-24", "yes"), ("2025-11-23", "no"), (False, "no"), (None, "unknown")]
)
def test_an_audit_counts_in_the_checklist_for_a_year(audited_on: object, known: str) -> None:
    """A method that a date decides is as well decided as any other."""
    case = {"as_of": "2026-11-24", "program": {"security_audit_on": audited_on, "helps_safety_plan": True}}
    items = {item["clause"]: item["known"] for item in evaluate(case).checklist}
    assert items["431.3(h)"] == known


def test_a_reason_by_the_clause_is_answered_with_its_rules() -> None:
    """Reasons are given by rule; who names the clause learns what its rules are called."""
    case = {"acts": [{"id": "a1"}], "reasons": {"431.5.p1@a1": "because"}}
    with pytest.raises(InputError, match=r"unknown rule `431\.5\.p1`; the rules of that clause: 431\.5/suit-the-age"):
        evaluate(case)


def test_what_is_provisional_says_so_in_its_line() -> None:
    """Guidance that asks nothing yet cannot be taken for guidance that does."""
    case = {"officer": {"is_sro": True}, "incident": {"crime_alleged": True, "person_role": "student_here"}}
    lines = [str(item) for item in evaluate(case).guidance if item.provisional]
    assert [line.split(" · ")[:2] for line in lines] == [["431.6.p1", "undetermined, provisional"]]
