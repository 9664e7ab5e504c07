"""What a record shows of a literal: held against the definition, completion by completion."""

from __future__ import annotations

import random

import pytest

from sro_policy import POLICY_431
from sro_policy.conditions import Condition, Is, Value, Variable, holds, negation, replace
from sro_policy.exact.plan import plan_for
from sro_policy.policy_coverage.exercise import Exercise
from sro_policy.policy_coverage.literals import literals, showings
from sro_policy.reference import completions

from ..cases_at_random import TIED, partial_record

A, B, C = (Is(Variable(name, name), frozenset({True})) for name in "abc")
COLOUR = Variable("colour", "colour", ("red", "green", "blue"))
RED, GREEN = Is(COLOUR, frozenset({"red"})), Is(COLOUR, frozenset({"green"}))
CONSTRAINTS = tuple(item.must_hold for item in POLICY_431.constraints)


def flipped(condition: Condition, literal: Is, record: dict[str, Value]) -> bool:
    """Answer a condition as if the answer to one of its questions were the opposite."""
    opposite = negation(literal)
    swap: dict[Condition, Condition] = {literal: opposite, opposite: literal}
    return holds(replace(condition, lambda asked: swap.get(asked, asked)), record)


def shown(condition: Condition, literal: Is, known: dict[str, Value]) -> set[tuple[bool, bool]]:
    """Return what a record shows of a literal, by the definition."""
    found = set()
    reads = [literal.variable, *(asked.variable for asked in literals(condition))]
    for record in completions(known, reads, CONSTRAINTS):
        answer = holds(condition, record)
        determines = flipped(condition, literal, record) != answer
        found.add((holds(literal, record), answer, determines))
    if len(found) != 1:
        return set()
    question, answer, determines = found.pop()
    return {(question, answer)} if determines else set()


@pytest.mark.parametrize("seed", range(24))
def test_a_record_shows_what_each_of_its_completions_shows_alike(seed: int) -> None:
    """Of random records of the policy, also those that leave much open, what is shown is what the definition says."""
    pick = random.Random(seed)
    settings = pick.choice([{}, {"A2": "one"}, {"A33": pick.choice(POLICY_431.settings["A33"].values)}])
    bound = POLICY_431.bind(settings)
    exercise = Exercise.of(POLICY_431, settings)
    subject = pick.choice(["act", "act", "incident", "officer", "program"])
    plan = plan_for(subject, bound.of(subject), POLICY_431.vocabulary, TIED)
    known = partial_record(plan, pick, pick.choice([0.7, 0.85, 0.95]))
    bits = exercise.tables[subject].shown(known)
    points = {
        (p.rule, p.part, p.literal, p.question, p.condition)
        for p in exercise.points
        if p.subject == subject and bits & p.bit
    }
    expected = {
        (rule.id, part, literal, question, answer)
        for rule, part, literal in exercise.literals
        if rule.subject == subject
        for question, answer in shown(getattr(rule, part), literal, known)
    }
    assert points == expected


def test_what_is_shown_is_shown_by_every_record_that_knows_more() -> None:
    """Learning a fact takes nothing away of what a record shows."""
    pick = random.Random(1)
    exercise = Exercise.of(POLICY_431, {})
    plan = plan_for("act", POLICY_431.bind({}).of("act"), POLICY_431.vocabulary, TIED)
    for _ in range(200):
        known = partial_record(plan, pick, 0.9)
        less = {name: value for name, value in known.items() if pick.random() < 0.8}
        table = exercise.tables["act"]
        assert table.shown(less) & ~table.shown(known) == 0


def test_a_question_and_its_opposite_are_one_literal() -> None:
    """Literals stand in order of reading, each as it is asked first."""
    assert literals((A & ~B) | ~(B & ~A) | (A & RED)) == (A, negation(B), RED)


def test_a_literal_that_something_else_covers_is_never_shown() -> None:
    """Where another literal decides whatever this one is, there is no way to show it."""
    assert {(way.question, way.condition) for way in showings(A & B, A)} == {(True, True), (False, False)}
    absorbed = A | (A & B)
    assert showings(absorbed, literals(absorbed)[1]) == ()


def test_a_literal_can_decide_in_both_directions() -> None:
    """Where it depends on another literal which way a literal decides, there are four ways to show it."""
    either = (A & ~B) | (~A & B)
    assert {(way.question, way.condition) for way in showings(either, A)} == {
        (True, True), (True, False), (False, True), (False, False),
    }  # fmt: skip


def test_two_questions_about_one_choice_are_two_literals() -> None:
    """Each is flipped alone, though no record could say so."""
    assert literals(RED | (GREEN & C)) == (RED, GREEN, C)
    (so, *_) = [way for way in showings(RED | (GREEN & C), GREEN) if way.question]
    assert holds(so.keeps, {"colour": "green", "c": True})
    assert not holds(so.keeps, {"colour": "green", "c": False})
