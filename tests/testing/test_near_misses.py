"""Near misses: pairs of cases between which the edge of a rule lies."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import attrs
import pytest

from sro_policy import POLICY_431, InputError, evaluate
from sro_policy.conditions import implies
from sro_policy.policy import Policy, shall
from sro_policy.testing import NearMiss, near_misses
from sro_policy.vocabulary import VOCABULARY, Constraint, Vocabulary, act, contract, officer

from ..policy.invented import clause, policy
from .drawing import drawn

RULES = [rule.id for rule in POLICY_431.bind({}).rules if rule.id != "431.3.1/additional-duties"]


def sides(pair: NearMiss, **asked: Any) -> tuple[str, str]:
    inside, outside = (
        evaluate(case, engine="table", **asked).finding(pair.rule, pair.subject) for case in (pair.inside, pair.outside)
    )
    return getattr(inside, pair.edge), getattr(outside, pair.edge)


def unlike(pair: NearMiss) -> set[str]:
    """The facts that differ, found by comparing the cases as they are written."""

    def flat(case: dict[str, Any]) -> dict[str, Any]:
        found = {"as_of": case.get("as_of")}
        for part in ("officer", "incident", "contract", "program"):
            found |= {f"{part}.{name}": value for name, value in case.get(part, {}).items()}
        for known in case.get("acts", ()):
            found |= {f"act.{name}": value for name, value in known.items()}
        return found

    one, other = flat(pair.inside), flat(pair.outside)
    assert one.keys() == other.keys()
    return {key for key in one if one[key] != other[key]}


@pytest.mark.parametrize("rule", RULES)
def test_a_pair_differs_in_one_fact_and_lies_on_either_side_of_the_edge(rule: str) -> None:
    """Inside, the rule applies or is broken; outside not, or not yet; both are accepted, and one fact differs."""
    for pair in drawn(near_misses(rule), 20):
        assert pair.rule == rule
        inside, outside = sides(pair)
        assert inside == "yes"
        assert outside in {"no", "unknown"}
        assert outside == "no" or pair.differs[0] in {fact.key for item in VOCABULARY.computed for fact in item.inputs}
        assert len(pair.differs) == 1
        assert unlike(pair) == set(pair.differs)


@pytest.mark.parametrize("chosen", [{key: reading.values[1]} for key, reading in POLICY_431.settings.items()], ids=str)
def test_pairs_follow_the_settings(chosen: dict[str, str]) -> None:
    """Under each setting the pairs lie on the edges that the rule has there."""
    for rule in ("431.5/enforce-school-rules-by-force", "431.6/arrest-out-of-view", "431.8/initial-training",
                 "431.9/review-before-duties"):  # fmt: skip
        for pair in drawn(near_misses(rule, settings=chosen), 8):
            inside, outside = sides(pair, settings=chosen)
            assert inside == "yes" != outside


def test_days_lie_a_day_before_and_after_a_deadline() -> None:
    """Of two days that differ, one is the day after the other; among them are the last days of the deadlines."""
    steps: set[tuple[str, ...]] = set()
    for rule in ("431.8/initial-training", "431.8/ongoing-training", "626.8482/excused-awaiting-course"):
        for pair in drawn(near_misses(rule), 250):
            one, other = (_measured(case, pair.differs[0]) for case in (pair.inside, pair.outside))
            if isinstance(one, str) and isinstance(other, str):
                days = sorted(map(dt.date.fromisoformat, (one, other)))
                assert days[1] - days[0] == dt.timedelta(1)
                steps.add((pair.differs[0], *map(str, days)))
            elif type(one) is int and type(other) is int:
                assert {one, other} == {59, 60}
    assert {key for key, *_ in steps} >= {"as_of", "officer.assumed_duties_on", "officer.required_course_on"}
    assert ("as_of", "2027-05-31", "2027-06-01") in steps


def _measured(case: dict[str, Any], key: str) -> object:
    part, _, name = key.rpartition(".")
    known = (case["acts"][0] if part == "act" else case[part]) if part else case
    return known[name]


def tied_policy(*constraints: Constraint) -> Policy:
    """One duty on two facts that are always so together."""
    base = VOCABULARY
    vocabulary = Vocabulary(base.subjects, base.computed, (*base.constraints, *constraints), base.figures)
    both = contract.addresses_attire & contract.sets_up_public_notice
    rule = shall("both", conduct=~both, when=contract.has_paid_services, says="do not")
    return attrs.evolve(policy(clause(rule)), vocabulary=vocabulary)


def test_where_no_fact_can_differ_alone_the_least_differs() -> None:
    """Of two facts that constraints hold together, both differ, and nothing else."""
    one, other = contract.addresses_attire, contract.sets_up_public_notice
    tied = tied_policy(Constraint(implies(one, other), "a"), Constraint(implies(other, one), "b"))
    pairs = [pair for pair in drawn(near_misses("1/both", tied), 60) if pair.differs[0] != "contract.has_paid_services"]
    rule = shall("either", conduct=one, says="do")
    alone = attrs.evolve(policy(clause(rule)), vocabulary=tied.vocabulary)
    pairs += drawn(near_misses("1/either", alone), 20)
    assert pairs
    for pair in pairs:
        assert set(pair.differs) <= {one.key, other.key}
        inside, outside = sides(pair, policy=tied if pair.rule == "1/both" else alone)
        assert inside == "yes" != outside


def test_a_number_crosses_zero_by_one() -> None:
    """Where a rule asks whether a number is above zero, it is 0 on one side and 1 on the other."""
    rule = shall("none", conduct=~officer.substitute_contact_days.above_zero(), says="serve on no day")
    own = policy(clause(rule))
    seen = set()
    for pair in drawn(near_misses("1/none", own), 40):
        inside, outside = sides(pair, policy=own)
        assert inside == "yes" != outside
        seen.add(
            (pair.inside["officer"]["substitute_contact_days"] > 0, pair.outside["officer"]["substitute_contact_days"])
        )
    assert seen == {(True, 0)}


def test_a_rule_without_an_edge_is_refused() -> None:
    """An option that always applies has no edge, and the error says so."""
    with pytest.raises(InputError, match="has no edge: under these settings it always applies"):
        near_misses("431.3.1/additional-duties")


def test_a_clause_that_has_one_rule_names_it() -> None:
    """The clause stands for its rule; where it has several, the error lists them."""
    (pair,) = drawn(near_misses("431.6.p2.s1"), 1)
    assert pair.rule == "431.6/arrest-in-school"
    rules = (shall("one", conduct=act.in_school, says="Do."), shall("other", conduct=act.exigency, says="Do."))
    two = policy(clause(*rules))
    with pytest.raises(InputError, match=re.escape("rule: clause `1.1` has several rules: 1/one, 1/other")):
        near_misses("1.1", policy=two)


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("431.6/arrest-in-schol", "unknown rule `431.6/arrest-in-schol`; did you mean `431.6/arrest-in-school`?"),
        ("431.3/safety-plan", "`431.3/safety-plan` is a method, which obliges no one, and gives no finding"),
        ("431.8", "`431.8` is a section; its rules: 431.8/initial-training, "),
        ("nothing", "unknown rule `nothing`; rules are 431.3/appoint-sros, "),
        (431, "unknown rule `431`; rules are"),
    ],
)
def test_an_unknown_rule_is_refused_with_the_nearest(rule: Any, problem: str) -> None:
    """A wrong id, also that of an entry of the checklist, is refused with the nearest, or with all that there are."""
    with pytest.raises(InputError) as caught:
        near_misses(rule)
    assert caught.value.place == "rule"
    assert caught.value.problem.startswith(problem)
