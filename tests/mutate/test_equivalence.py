"""A mutant is equivalent where no case tells it from the policy; else the least case that does is found."""

from __future__ import annotations

import random

import attrs
import pytest

from sro_policy import POLICY_431, evaluate
from sro_policy.decision import CONCLUSIONS
from sro_policy.mutate.equivalence import Difference, Equivalence, _by_facts
from sro_policy.mutate.mutants import Mutant, built, mutants
from sro_policy.mutate.running import _outcome
from sro_policy.policy import Addressee, should
from sro_policy.vocabulary import act, incident

from ..cases_at_random import case as random_case
from ..policy.invented import clause, policy

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
                assert [getattr(left, field) for field in CONCLUSIONS] == [
                    getattr(right, field) for field in CONCLUSIONS
                ]


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
        assert witness is not None
        settings = dict(witness.settings)
        one, two = (
            [
                tuple(getattr(finding, field) for field in CONCLUSIONS)
                for finding in evaluate(witness.case, settings=settings, policy=whole).findings
            ]
            for whole in (POLICY_431, other)
        )
        assert one != two, mutant.id
    assert told > 15


def test_what_no_dates_show_is_not_proved_equal() -> None:
    """While a figure is unknown its fact is open on all dates: no case is found, and the rules are not the same."""
    settings = {"A28": "each_edition"}
    turned = EVERY["431.9/review-before-duties conduct 0 negate"]
    before, after = POLICY_431.bind(settings), changed(turned).bind(settings)  # type: ignore[attr-defined]
    rule, twin = (next(r for r in bound.rules if r.id in turned.rules) for bound in (before, after))
    difference = _by_facts(before, rule, twin)
    assert difference is not None
    assert (difference.rule, difference.witness) == (rule.id, None)
    assert _by_facts(before, rule, rule) is None
    outcome = _outcome(turned, difference, {"killed_by": None, "failed": None})
    assert (outcome.fate, outcome.case) == ("survived", None)


def test_a_case_is_looked_for_under_every_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What shows nothing under one setting is shown under another; where nothing is shown, it is still a difference."""
    turned = EVERY["431.9/review-before-duties conduct 0 negate"]
    other = changed(turned)
    shown = Equivalence(POLICY_431).difference(turned, other)  # type: ignore[arg-type]
    assert shown is not None
    assert shown.witness is not None
    monkeypatch.setattr("sro_policy.prove.space.Space.least", lambda *_: None)
    unshown = Equivalence(POLICY_431).difference(turned, other)  # type: ignore[arg-type]
    assert unshown == Difference("431.9/review-before-duties", None)


def test_rules_that_rest_on_other_dates_are_not_the_same() -> None:
    """Where a condition is the same but for a computed fact that decides nothing, last days may be others."""
    bound = POLICY_431.bind({})
    rule = next(rule for rule in bound.rules if rule.computed)
    found = _by_facts(bound, rule, attrs.evolve(rule, computed=()))
    assert found == Difference(rule.id, None)


def test_a_scope_is_changed_for_all_rules_of_its_clause() -> None:
    """Whom a clause speaks to is one fault, of all its rules that read it."""
    them = Addressee("them", scope=incident.injury, act_scope=act.custody_for_offense)
    rules = (
        should("stay", conduct=act.in_school, when=act.exigency, says="Stay."),
        should("look", conduct=act.in_communal_area, when=act.exigency, says="Look."),
        should("tell", conduct=incident.weapon, says="Tell."),
    )
    both = policy(attrs.evolve(clause(*rules), to=them))
    scopes = [mutant for mutant in mutants(both) if mutant.where == "scope"]
    assert {mutant.rules for mutant in scopes} == {("1/stay", "1/look"), ("1/tell",)}
    for mutant in scopes:
        before, after = both.bind({}), built(mutant, both).bind({})  # type: ignore[union-attr]
        other = [rule.id for rule, twin in zip(before.rules, after.rules, strict=True) if rule.applies != twin.applies]
        assert other == list(mutant.rules)
