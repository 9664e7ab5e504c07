"""What failing claims shrink to: cases that a person can read at a glance."""

from __future__ import annotations

from typing import Any

from sro_policy.testing import acts, cases, near_misses, partial_cases, timelines

from .drawing import decide, simplest


def has(case: dict[str, Any], rule: str, status: str) -> bool:
    return any(finding.rule == rule and finding.status == status for finding in decide(case).findings)


def test_a_claim_that_always_fails_shrinks_to_an_empty_case() -> None:
    """The simplest partial case says nothing."""
    assert simplest(partial_cases(), lambda _: True) == {}


def test_a_broken_rule_shrinks_to_the_facts_that_break_it() -> None:
    """Of the claim that referral is always considered, the facts are left without which it would be true."""
    found = simplest(
        partial_cases(acts=0, parts=["officer", "incident"]),
        lambda case: has(case, "431.6/consider-school-referral", "breached"),
    )
    assert found == {
        "officer": {"is_sro": True},
        "incident": {
            "crime_alleged": True,
            "school_rule_alleged": True,
            "person_role": "student_here",
            "school_referral_considered": False,
        },
    }


def test_values_shrink_to_the_first() -> None:
    """Where any kind of act, any role and any day would do, it is the first kind, the first role and a plain day."""
    assert simplest(acts(), lambda act: "kind" in act) == {"id": "a1", "kind": "presence"}
    role = simplest(partial_cases(acts=0, parts=["incident"]), lambda case: "person_role" in case.get("incident", {}))
    assert role == {"incident": {"person_role": "student_here"}}
    assert simplest(partial_cases(acts=0, parts=[]), lambda case: "as_of" in case) == {"as_of": "2026-01-05"}
    reviewed = simplest(
        partial_cases(acts=0, parts=["officer"]), lambda case: case.get("officer", {}).get("policy_reviewed_on")
    )
    assert reviewed == {"officer": {"policy_reviewed_on": "2026-01-05"}}


def test_acts_that_do_not_matter_are_dropped() -> None:
    """Of several acts only the one that fails the claim is left, and it is called the first."""
    found = simplest(
        partial_cases(acts=(0, 3), parts=[]),
        lambda case: any(act.get("stage") == "done" for act in case.get("acts", ())),
    )
    assert found == {"acts": [{"id": "a1", "stage": "done"}]}


def test_a_whole_case_shrinks_to_first_values() -> None:
    """The simplest whole contract has all that a contract can have."""
    assert set(simplest(cases(acts=0, parts=["contract"]), lambda _: True)["contract"].values()) == {True}


def test_a_timeline_shrinks_to_two_steps() -> None:
    """Of the claim that nothing is learned, one fact in two steps is left."""
    found = simplest(timelines(acts=0, parts=["contract"], whole=False), lambda steps: steps[0] != steps[-1])
    assert len(found) == 2
    assert found[0] == {}
    assert len(found[1].get("contract", {"as_of": 1})) == 1


def test_a_near_miss_shrinks_to_what_the_edge_takes() -> None:
    """The simplest pair says what makes the rule apply, and nothing else."""
    found = simplest(near_misses("431.6/arrest-in-school"), lambda pair: pair.edge == "applies")
    assert len(found.inside["acts"][0]) <= 4
    assert set(found.inside) == {"acts"}
