"""A mutant is equivalent where no case tells it from the policy; else the least case that does is found."""

from __future__ import annotations

import random

import pytest

from sro_policy import POLICY_431, evaluate
from sro_policy.mutate.equivalence import Equivalence, _by_facts
from sro_policy.mutate.in_memory import COUNTED
from sro_policy.mutate.mutants import Mutant, built, mutants

from ..cases_at_random import case as random_case

EVERY = {mutant.id: mutant for mutant in mutants(POLICY_431)}
EQUIVALENT = (
    "431.3.1/additional-duties conduct 0 negate",
    "431.5/enforce-school-rules-by-force conduct 1 drop",
    "431.5/enforce-school-rules-by-force conduct 1 swap",
    "431.6/involve-school-staff when 8 widen student_here",
    "figure security_audit_years +1",
)


def changed(mutant: Mutant) -> object:
    found = built(mutant, POLICY_431)
    assert found is not None
    return found


@pytest.mark.parametrize("name", EQUIVALENT)
def test_what_is_proved_equivalent_is_told_apart_by_no_random_case(name: str) -> None:
    """Whatever the case and the settings, the six fields that count are the same."""
    mutant = EVERY[name]
    other = changed(mutant)
    assert Equivalence(POLICY_431).difference(mutant, other) is None  # type: ignore[arg-type]
    pick = random.Random(5)
    for settings in ({}, {"A19": "former_too"}, {"A2": "one", "A27": "board"}):
        for _ in range(40):
            case = random_case(pick, acts=1)
            one = evaluate(case, settings=settings, engine="table").findings
            two = evaluate(case, settings=settings, engine="table", policy=other).findings  # type: ignore[arg-type]
            for left, right in zip(one, two, strict=True):
                assert [getattr(left, field) for field in COUNTED] == [getattr(right, field) for field in COUNTED]


def test_whatever_is_not_equivalent_is_told_apart_by_the_case_that_is_given() -> None:
    """The least case is judged otherwise by the mutant, in a field that counts; also of verbs, settings and figures."""
    compared = Equivalence(POLICY_431)
    some = [mutant for mutant in EVERY.values() if mutant.where in {"verb", "figure"}][::3]
    some += list(EVERY.values())[::30]
    told = 0
    for mutant in some:
        other = built(mutant, POLICY_431)
        difference = None if other is None else compared.difference(mutant, other)
        if other is None or difference is None:
            continue
        told += 1
        witness = difference.witness
        settings = dict(witness.settings)
        one, two = (
            [
                tuple(getattr(finding, field) for field in COUNTED)
                for finding in evaluate(witness.case, settings=settings, policy=whole).findings
            ]
            for whole in (POLICY_431, other)
        )
        assert one != two, mutant.id
    assert told > 15


def test_dates_that_leave_a_fact_open_are_looked_at_too() -> None:
    """While a figure is unknown its fact is open on all dates, which may be either answer: nothing is proved equal."""
    settings = {"A28": "each_edition"}
    turned = EVERY["431.9/review-before-duties conduct 0 negate"]
    before, after = POLICY_431.bind(settings), changed(turned).bind(settings)  # type: ignore[attr-defined]
    rule, twin = (next(r for r in bound.rules if r.id == turned.rule) for bound in (before, after))
    witness = _by_facts(before, rule, twin)
    assert witness is not None
    assert set(witness.shows) == {turned.rule}
    assert _by_facts(before, rule, rule) is None
