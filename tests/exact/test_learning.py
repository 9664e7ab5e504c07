"""What is worth learning on a partial record is what can settle it, alone or after other things were learned."""

from __future__ import annotations

import random

import pytest

from sro_policy import PolicyError
from sro_policy.conditions import ALWAYS, AllOf, AnyOf, Condition, Is, Value, Variable, given, variables
from sro_policy.exact.groups import Group, groups
from sro_policy.exact.learning import worth_learning
from sro_policy.exact.masks import MaskTable, compile_masks
from sro_policy.rules import POLICY_431

from .learning_oracle import WorthLearning

CONSTRAINTS = tuple(item.must_hold for item in POLICY_431.constraints)
TIED = groups(CONSTRAINTS)
MOST = 100_000
"""Conditions with more partial records than this are judged on parts of them, drawn at random."""

SAMPLES = 60


def conditions() -> dict[Condition, str]:
    found: dict[Condition, str] = {}
    for rule in POLICY_431.bind({}).rules:
        found.setdefault(rule.applies, f"{rule.id} applies")
        found.setdefault(rule.broken, f"{rule.id} broken")
    return found


class Asked:
    """The questions about one condition, compiled."""

    def __init__(self, condition: Condition, tied: tuple[Group, ...] = TIED) -> None:
        found = list(worth_learning(condition, tied))
        read = {v.name: v for v in variables(condition)}
        self.names = [variable.name for variable, _ in found]
        self.table: MaskTable = compile_masks([question for _, question in found], read, tied)

    def worth(self, known: dict[str, Value]) -> set[str]:
        possible = self.table.possible(known)
        return {name for name, guard in zip(self.names, self.table.guards, strict=True) if guard & possible}


@pytest.mark.parametrize("condition", conditions(), ids=conditions().values())
def test_a_variable_is_worth_learning_exactly_where_it_can_settle_something(condition: Condition) -> None:
    """On all partial records, or on all those around random ones, the answer is that of the definition."""
    asked = Asked(condition)
    whole = WorthLearning(condition, CONSTRAINTS)
    if whole.count <= MOST:
        for known, worth in whole:
            assert asked.worth(known) == worth, known
        return
    pick = random.Random(431)
    for _ in range(SAMPLES):
        given_away = around_a_random_record(whole, pick)
        left = [c for c in (given(c, given_away) for c in CONSTRAINTS) if c != ALWAYS]
        for more, worth in WorthLearning(given(condition, given_away), left):
            assert asked.worth(given_away | more) == worth, given_away | more


def around_a_random_record(whole: WorthLearning, pick: random.Random) -> dict[str, Value]:
    """Return some values of a random record that keeps the constraints, so many that few partial records are left."""
    record: dict[str, Value] = {v.name: pick.choice(v.domain) for v in whole.read}
    for group in TIED:
        record |= {n: v for n, v in zip(group.names, pick.choice(group.states), strict=True) if n in record}
    kept = [v.name for v in whole.read]
    pick.shuffle(kept)
    left = 1
    for variable in whole.read:
        left *= len(variable.domain) + 1
    sizes = {v.name: len(v.domain) + 1 for v in whole.read}
    given_away: dict[str, Value] = {}
    while left > 4_000:
        name = kept.pop()
        left //= sizes[name]
        given_away[name] = record[name]
    return given_away


def test_what_is_tied_can_settle_what_others_say() -> None:
    """The kind of an act is worth asking for where a rule asks only whether there is custody."""
    rule = next(r for r in POLICY_431.bind({}).rules if r.id == "431.6/arrest-in-school")
    assert "act.kind" not in {v.name for v in variables(rule.applies)}
    asked = Asked(rule.applies)
    assert "act.kind" in asked.worth({})
    assert "act.kind" not in asked.worth({"act.custody_for_offense": False})
    assert asked.worth({"act.kind": "search"}) == set()


@pytest.mark.parametrize("seed", range(20))
def test_among_any_constraints_the_answer_is_that_of_the_definition(seed: int) -> None:
    """Random conditions over random constraints are answered as the definition says, on every partial record."""
    pick = random.Random(seed)
    free = [Variable(f"x.{name}", f"x.{name}") for name in "abcd"]
    choice = Variable("x.e", "x.e", ("one", "two", "three"))
    for _ in range(5):
        constraint = random_condition([*free[:3], choice], pick, 3)
        condition = random_condition([*free, choice], pick, 3)
        try:
            tied = groups([constraint])
        except PolicyError:
            continue  # nothing keeps it
        asked = Asked(condition, tied)
        for known, worth in WorthLearning(condition, (constraint,)):
            assert asked.worth(known) == worth, (constraint, condition, known)


def random_condition(over: list[Variable], pick: random.Random, depth: int) -> Condition:
    if depth == 0:
        variable = pick.choice(over)
        return Is(variable, frozenset(pick.sample(variable.domain, pick.randint(1, len(variable.domain) - 1))))
    parts = tuple(random_condition(over, pick, depth - 1) for _ in range(2))
    found: Condition = (AllOf if pick.random() < 0.5 else AnyOf)(parts)
    return ~found if pick.random() < 0.3 else found


def test_what_settles_only_after_another_thing_is_worth_learning_before_it() -> None:
    """Where a third thing is so if two agree, neither alone says whether it is, and both are worth asking."""
    one, other, third = (Variable(f"x.{name}", f"x.{name}") for name in ("one", "other", "third"))
    agree = (so(one) & so(other)) | (~so(one) & ~so(other))
    asked = Asked(so(third), groups([(agree & so(third)) | (~agree & ~so(third))]))
    assert asked.worth({}) == {"x.one", "x.other", "x.third"}
    assert asked.worth({"x.one": True}) == {"x.other", "x.third"}


def so(variable: Variable) -> Condition:
    return Is(variable, frozenset({True}))
