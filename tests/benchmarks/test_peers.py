"""The comparison with Cedar and Rego is fair: what they are given says what the policy says. Neither is needed here."""

from __future__ import annotations

import random

import pytest

from benchmarks.peers import to_cedar, to_rego
from benchmarks.peers.alternatives import alternatives, written_out
from benchmarks.peers.incidents import Incident, incidents
from benchmarks.peers.ours import Library
from benchmarks.peers.questions import Question, questions
from benchmarks.peers.tally import Difference, compared, total
from sro_policy.conditions import AllOf, AnyOf, Condition, Is, Value, Variable, holds, variables
from sro_policy.evaluation.compiled import compiled
from sro_policy.reference import agreed
from sro_policy.rules import POLICY_431
from sro_policy.vocabulary import act, incident
from tests.cases_at_random import TIED

READY = compiled(POLICY_431, (), "table")
QUESTIONS = questions(READY.bound)
INCIDENTS = incidents(READY)
CONSTRAINTS = tuple(item.must_hold for item in POLICY_431.constraints)


def complete_record(pick: random.Random, read: list[Variable]) -> dict[str, Value]:
    """A random record of these variables and of all that is tied to any, which keeps the constraints."""
    record: dict[str, Value] = {variable.name: pick.choice(variable.domain) for variable in read}
    for group in TIED:
        record |= dict(zip(group.names, pick.choice(group.states), strict=True))
    return record


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_what_others_are_given_says_what_the_policy_says(question: Question) -> None:
    """Where the constraints are kept, alternatives of either side hold where the side does, written out or not."""
    pick = random.Random(question.name)
    for condition in (question.condition, question.opposite):
        for given in (condition, written_out(condition, TIED)):
            either = AnyOf(tuple(AllOf(alternative) for alternative in alternatives(given)))
            for _ in range(200):
                record = complete_record(pick, [*variables(condition), *variables(given)])
                assert holds(given, record) == holds(either, record) == holds(condition, record)


def test_what_follows_from_one_fact_is_written_out() -> None:
    """Of no custody, by what other facts it is known; of what no constraint speaks of, nothing."""
    written = written_out(~act.custody_for_offense, TIED)
    assert agreed(written, {"act.kind": "search"}, ()) == "yes"
    assert agreed(written, {"act.uses_authority": False}, ()) == "yes"
    assert agreed(written, {"act.kind": "detention"}, ()) == "unknown"
    assert written_out(act.in_school.as_condition(), TIED) == act.in_school.as_condition()


@pytest.mark.parametrize(
    ("literal", "cedar", "rego"),
    [
        (act.in_school.as_condition(), "context.act_in_school", "input.act.in_school"),
        (~act.in_school, "!context.act_in_school", "input.act.in_school == false"),
        (act.kind.is_("search"), 'context.act_kind == "search"', 'input.act.kind == "search"'),
        (~act.kind.is_("search"), 'context.act_kind != "search"', 'input.act.kind != "search"'),
        (
            incident.person_role.in_("staff", "visitor"),
            '["staff", "visitor"].contains(context.incident_person_role)',
            'input.incident.person_role in {"staff", "visitor"}',
        ),
    ],
)
def test_a_literal_is_written_as_an_author_would(literal: Is, cedar: str, rego: str) -> None:
    """A fact, its denial, one value, all but one, several."""
    assert to_cedar.conjunction((literal,)) == to_cedar.expression(literal) == cedar
    assert to_rego.rule("applies", "r", (literal,)) == f'applies contains "r" if {{\n\t{rego}\n}}\n'


@pytest.mark.parametrize(
    ("condition", "written"),
    [
        (act.exigency & act.in_school, "context.act_exigency && context.act_in_school"),
        (
            act.exigency & (act.in_school | act.acting_as_sro),
            "context.act_exigency && (context.act_in_school || context.act_acting_as_sro)",
        ),
        (~(act.exigency | act.in_school), "!(context.act_exigency || context.act_in_school)"),
    ],
)
def test_a_condition_is_written_for_cedar_as_it_stands(condition: Condition, written: str) -> None:
    """Nothing is distributed or turned round there."""
    assert to_cedar.expression(condition) == written


def test_what_asks_for_nothing_always_holds() -> None:
    """A rule that is always so has one alternative, and it is empty."""
    assert to_cedar.permit("r", to_cedar.conjunction(())).endswith("when { true };\n")
    assert to_rego.rule("applies", "r", ()) == 'applies contains "r" if {\n\ttrue\n}\n'


def test_what_is_not_known_is_unknown_to_cedar_and_missing_to_rego() -> None:
    """Nothing is filled in."""
    known: dict[str, Value] = {"act.purposes.crime": True}
    assert to_cedar.context(["act.purposes.crime", "act.kind"], known) == {
        "act_purposes_crime": True,
        "act_kind": {"__extn": {"fn": "unknown", "arg": "act_kind"}},
    }
    assert to_rego.document(known) == {"act": {"purposes": {"crime": True}}}


@pytest.mark.parametrize("given", INCIDENTS, ids=lambda given: given.name)
def test_the_library_is_exact_on_the_ten_incidents(given: Incident) -> None:
    """Every answer is what all completions agree on, and something is open in each incident."""
    expected = {q.name: q.answer(given, CONSTRAINTS) for q in QUESTIONS if q.subject in given.subjects}
    said = Library().answers(given)
    assert said == expected
    assert "unknown" in expected.values()
    assert "no" in expected.values()


def test_answers_are_counted_by_how_they_differ() -> None:
    """Unknown though decided, decided though unknown, decided the other way."""
    tally = compared(
        {"a": "yes", "b": "no", "c": "unknown", "d": "yes"},
        {"a": "yes", "b": "unknown", "c": "no", "d": "no", "e": "yes"},
    )
    assert tally.differences == (
        Difference("b", "no", "unknown"),
        Difference("c", "unknown", "no"),
        Difference("d", "yes", "no"),
    )
    assert total([tally, tally]).counts == {"exact": 2, "too cautious": 2, "guessed": 2, "wrong": 2}
    assert str(tally.differences[0]) == "b: no, said unknown"


def test_there_are_ten_incidents() -> None:
    """The ten that the documentation speaks of."""
    assert len(INCIDENTS) == 10
