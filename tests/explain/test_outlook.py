"""Certain, still possible, ruled out: each outcome of each rule is in one of the three, and the right one."""

from __future__ import annotations

import pytest

from sro_policy.decision import Decision
from sro_policy.rules import POLICY_431

from .variations import completed, decide, random_cases

OUTCOMES = {"not_applicable", "met", "breached"}


def outcomes(decision: Decision) -> dict[tuple[str, str], str]:
    """Return what each rule has come to where that is decided."""
    return {(f.rule, f.subject): f.status for f in decision.findings if f.status in OUTCOMES}


@pytest.mark.parametrize("seed", range(10))
def test_each_outcome_of_each_finding_is_in_one_of_three(seed: int) -> None:
    """Nothing is left out, and nothing is said twice."""
    for _, document in random_cases(seed, 2, acts=2):
        decision = decide(document)
        outlook = decision.outlook
        every = [*outlook.certain, *outlook.possible, *outlook.ruled_out]
        keys = [(p.rule, p.subject, p.outcome) for p in every]
        assert sorted(keys) == sorted((f.rule, f.subject, o) for f in decision.findings for o in OUTCOMES)
        assert {p.clause for p in every} <= set(POLICY_431.clauses)


@pytest.mark.parametrize("seed", range(25))
def test_what_comes_to_be_was_possible_and_what_is_certain_does(seed: int) -> None:
    """However a case is completed, no rule comes to what was ruled out, and each to what was certain."""
    for pick, document in random_cases(100 + seed, 2):
        outlook = decide(document).outlook
        ruled_out = {(p.rule, p.subject, p.outcome) for p in outlook.ruled_out}
        certain = {(p.rule, p.subject): p.outcome for p in outlook.certain}
        for _ in range(10):
            for (rule, subject), outcome in outcomes(decide(completed(document, pick))).items():
                assert (rule, subject, outcome) not in ruled_out
                assert certain.get((rule, subject), outcome) == outcome


def test_a_certain_outcome_is_what_the_finding_says() -> None:
    """What is decided is certain, and its other outcomes are ruled out."""
    for _, document in random_cases(7, 40):
        decision = decide(document)
        certain = {(p.rule, p.subject): p.outcome for p in decision.outlook.certain}
        assert certain == outcomes(decision)


def test_a_rule_that_can_come_to_each_outcome_shows_all_three() -> None:
    """Of an act of which nothing is known, whatever can become of a rule is possible, and said in JSON."""
    outlook = decide({"acts": [{"id": "a1"}]}).outlook
    shown = [p["outcome"] for p in outlook.to_json()["possible"] if p["rule"] == "431.6/arrest-out-of-view"]  # type: ignore[index, attr-defined]
    assert shown == ["not_applicable", "met", "breached"]
    assert outlook.to_json().keys() == {"certain", "possible", "ruled_out"}


def test_a_rule_without_conduct_is_never_met() -> None:
    """An arrest that should be avoided is broken or does not apply: it has no way of being kept."""
    outlook = decide({"acts": [{"id": "a1"}]}).outlook
    assert {(p.outcome) for p in outlook.ruled_out if p.rule == "431.6/arrest-in-school"} == {"met"}
