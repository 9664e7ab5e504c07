"""Every finding on a partial record is what all completions of the record agree on, and nothing else."""

from __future__ import annotations

import pytest

from sro_policy.conditions import Condition, Value, implies, variables
from sro_policy.engines.table import TableEngine
from sro_policy.exact.groups import groups
from sro_policy.exact.plan import plan_for
from sro_policy.policy import BoundRule
from sro_policy.rules import POLICY_431
from sro_policy.vocabulary import act

from .completions import CAN_FAIL, CAN_HOLD, AllPartials

BOUND = POLICY_431.bind({})
CONSTRAINTS = tuple(item.must_hold for item in POLICY_431.constraints)
TIED = groups(CONSTRAINTS)
MOST = 1_000_000


def truth(cell: int) -> str:
    return {CAN_HOLD: "yes", CAN_FAIL: "no", CAN_HOLD | CAN_FAIL: "unknown"}[cell & 3]


@pytest.mark.parametrize("rule", [*BOUND.rules, *BOUND.methods], ids=lambda rule: rule.id)
def test_a_rule_says_of_every_partial_record_what_its_completions_agree_on(rule: BoundRule) -> None:
    """`applies`, `broken` and `needs` equal the completions' agreement on all partial records of a rule's facts."""
    engine = TableEngine.build(plan_for(rule.subject, (rule,), POLICY_431.vocabulary, TIED))
    for condition, asked in ((rule.applies, "applies"), (rule.broken, "broken")):
        partials = AllPartials(condition, CONSTRAINTS)
        assert 0 < partials.count < MOST
        for known, cell in partials:
            if not cell:
                with pytest.raises(KeyError):
                    engine.judge(known)
                continue
            (verdict,) = engine.judge(known)
            assert getattr(verdict, asked) == truth(cell), known
            if asked == "broken":
                moving = {v.name for place, v in enumerate(partials.own) if cell & 4 << place}
                assert set(verdict.needs) == moving, known


def flag_conditions() -> list[Condition]:
    found: dict[Condition, None] = {}
    for rule in BOUND.rules:
        for flag in rule.rule.flags:
            found |= dict.fromkeys((flag.known, *flag.not_known))
    return list(found)


@pytest.mark.parametrize("condition", flag_conditions(), ids=lambda c: "+".join(v.name for v in variables(c)))
def test_what_a_flag_asks_is_known_exactly_where_all_completions_agree(condition: Condition) -> None:
    """A flag's condition is known on a partial record if and only if it holds in each of its completions."""
    rule = next(r for r in BOUND.rules for f in r.rule.flags if condition in (f.known, *f.not_known))
    plan = plan_for(rule.subject, (rule,), POLICY_431.vocabulary, TIED)
    engine = TableEngine.build(plan)
    guard = engine.known_guards[plan.asked.index(condition)]
    for known, cell in AllPartials(condition, CONSTRAINTS):
        if cell:
            assert bool(engine.asked & ~engine.table.possible(known) & guard) == (cell & 3 == CAN_HOLD), known


def test_a_partial_record_that_the_oracle_gets_wrong_would_be_noticed() -> None:
    """The comparison can fail: an oracle without the one constraint that ties a rule's facts answers otherwise."""
    rule = next(r for r in BOUND.rules if r.id == "431.5/take-part-in-discipline")
    engine = TableEngine.build(plan_for(rule.subject, (rule,), POLICY_431.vocabulary, TIED))
    tie = implies(act.participates_in_discipline, act.discipline_under_way)
    assert CONSTRAINTS.count(tie) == 1
    known: dict[str, Value] = {"officer.is_sro": True, "act.in_school": True, "act.participates_in_discipline": True}
    said = {}
    for name, kept in (("all", CONSTRAINTS), ("without", tuple(c for c in CONSTRAINTS if c != tie))):
        said[name] = next(truth(cell) for partial, cell in AllPartials(rule.broken, kept) if partial == known)
    (verdict,) = engine.judge(known)
    assert (verdict.broken, said) == ("yes", {"all": "yes", "without": "unknown"})
