"""Changes of one fact: all of them, and nothing else, held against trying each value of each fact."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings

from sro_policy import POLICY_431, InputError, evaluate
from sro_policy.testing import partial_cases
from sro_policy.vocabulary import BooleanFact, ChoiceFact, SetFact

_FACTS = POLICY_431.vocabulary.facts


def tried(case: dict[str, Any]) -> Iterator[tuple[str, str | None, dict[str, Any]]]:
    """Yield each fact with one value, or one member of a set, otherwise than in the case, and the case with it so."""
    for key, fact in _FACTS.items():
        part, dot, name = key.partition(".")
        for member, value in _values(fact, _held(case, part).get(name)) if dot else ():
            twin = copy.deepcopy(case)
            _held(twin, part)[name] = value
            yield key, member, twin


def _held(case: dict[str, Any], part: str) -> dict[str, Any]:
    held: dict[str, Any] = case["acts"][0] if part == "act" else case.setdefault(part, {})
    return held


def _values(fact: Any, now: Any) -> Iterator[tuple[str | None, Any]]:
    if isinstance(fact, BooleanFact):
        yield from ((None, value) for value in (True, False) if value is not now)
    elif isinstance(fact, ChoiceFact):
        yield from ((None, value) for value in fact.values if value != now)
    elif isinstance(fact, SetFact):
        known = {member: member in now for member in fact.values} if isinstance(now, list) else dict(now or {})
        for member in fact.values:
            yield from ((member, {**known, member: value}) for value in (True, False) if known.get(member) is not value)


@settings(deadline=None, max_examples=40)
@given(case=partial_cases(acts=(1, 1), parts=("officer", "incident")))
def test_changes_of_one_fact_are_all_that_there_are(case: dict[str, Any]) -> None:
    """Each fact with a value that gives a rule about the act another status, and that nothing else contradicts."""
    case.setdefault("officer", {})["is_sro"] = case.get("officer", {}).get("is_sro", True)
    decision = evaluate(case, engine="table")
    before = {f.rule: f.status for f in decision.findings if f.subject == case["acts"][0]["id"]}
    expected: set[tuple[str, str, str | None, str]] = set()
    for key, member, twin in tried(case):
        try:
            after = evaluate(twin, engine="table")
        except InputError:
            continue
        for finding in after.findings:
            if finding.subject == case["acts"][0]["id"] and finding.status != before[finding.rule]:
                expected.add((finding.rule, key, member, finding.status))
    found = {
        (finding.rule, step.fact, step.member, one.after.status)
        for finding in decision.findings
        if finding.rule in before and finding.subject == case["acts"][0]["id"]
        for one in finding.changes_by_one_fact()
        for step in one.steps
    }
    assert found == expected


def test_a_day_alone_can_change_a_finding() -> None:
    """Of days and numbers, which have any number of values, one for each outcome."""
    officer = {"is_sro": True, "assumed_duties_on": "2026-09-01", "policy_reviewed_on": "2026-09-15"}
    (finding,) = [f for f in evaluate({"as_of": "2026-11-24", "officer": officer}).findings if f.clause == "431.9"]
    assert finding.status == "breached"
    changed = {(one.steps[0].fact, one.after.status) for one in finding.changes_by_one_fact()}
    assert ("officer.policy_reviewed_on", "met") in changed
    assert ("officer.is_sro", "not_applicable") in changed


def test_what_is_fixed_stays_as_it_is() -> None:
    """Known or not: no change touches it."""
    act = {"id": "a1", "kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}
    decision = evaluate({"officer": {"is_sro": True}, "acts": [act]})
    finding = decision.finding("431.6.p2.s1", "a1")
    assert {step.fact for one in finding.changes("kept", in_our_hands=True) for step in one.steps} == {
        "act.in_school",
        "act.kind",
    }
    kept = finding.changes("kept", in_our_hands=True, fixed=["act.in_school"])
    assert {step.fact for one in kept for step in one.steps} == {"act.kind"}
    assert finding.changes("kept", in_our_hands=True, fixed=["act.in_school", "act.kind"]) == ()
    free = finding.changes("kept", fixed=("act.kind", "act.in_school"))
    assert [step.fact for step in free[0].steps] == ["act.arrest_avoidable"]


@pytest.mark.parametrize("fixed", ["act.kind", 3, ["act.kin"], [None]])
def test_what_is_no_list_of_facts_is_refused(fixed: Any) -> None:
    """With the nearest name."""
    act = {"id": "a1", "kind": "custodial_arrest", "in_school": True}
    finding = evaluate({"officer": {"is_sro": True}, "acts": [act]}).finding("431.6.p2.s1", "a1")
    with pytest.raises(InputError) as caught:
        finding.changes(fixed=fixed)
    assert caught.value.place == "fixed"
