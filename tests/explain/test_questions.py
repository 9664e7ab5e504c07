"""What is worth asking: all that can still settle something, and nothing else, in an order that saves questions."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sro_policy import POLICY_431, evaluate
from sro_policy.conditions import Condition, Value, variables
from sro_policy.decision import Decision, Question
from sro_policy.vocabulary import VOCABULARY, SetFact
from tests.cases_at_random import TIED

from .oracle import worth_learning
from .variations import Case, completed, decide, random_cases, stand, variables_of, with_value, with_variables

CONSTRAINTS = tuple(item.must_hold for item in POLICY_431.constraints)
RULES = {rule.id: rule for rule in POLICY_431.bind({}).rules}
COMPUTED = {item.key for item in VOCABULARY.computed}
MOST_OPEN = 9


def said(decision: Decision, subjects: set[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return what a decision says of each rule: all that questions are asked for."""
    found = decision.findings
    return {(f.rule, f.subject): (f.applies, f.broken, f.word) for f in found if f.subject in subjects}


def asked(decision: Decision) -> set[tuple[str, str]]:
    return {(question.fact, question.subject) for question in decision.questions}


def open_facts(document: Case) -> list[tuple[str, str]]:
    subjects = [("case", "")] + [(part, part) for part in ("officer", "incident", "contract", "program")]
    subjects += [(act["id"], "act") for act in document["acts"]]
    return [
        (fact.key, subject)
        for subject, kind in subjects
        for fact in VOCABULARY.of(kind)
        if stand(document, subject).get(fact.name) is None
    ]


@pytest.mark.parametrize("seed", range(25))
def test_what_is_not_asked_changes_nothing_whatever_it_is(seed: int) -> None:
    """Facts that are not listed change no finding, whatever they are, and whatever is learned before them."""
    for pick, document in random_cases(seed, 3):
        before = decide(document)
        subjects = {f.subject for f in before.findings}
        listed = asked(before)
        for _ in range(6):
            whole = completed(document, pick)
            learned = document
            for fact, subject in open_facts(document):
                if (fact, subject) in listed and pick.random() < 0.5:
                    learned = with_value(learned, fact, subject, value_in(whole, fact, subject))
            more = learned
            for fact, subject in open_facts(document):
                if (fact, subject) not in listed:
                    more = with_value(more, fact, subject, value_in(whole, fact, subject))
            assert said(decide(more), subjects) == said(decide(learned), subjects)


def value_in(document: Case, fact: str, subject: str) -> Any:
    return stand(document, subject)[fact.rpartition(".")[2]]


@pytest.mark.parametrize("seed", range(10))
def test_what_is_asked_takes_part_in_a_change(seed: int) -> None:
    """For each fact that is listed there are other facts after which its answer changes a finding."""
    shown = 0
    for _, document in random_cases(1000 + seed, 4):
        decision = decide(document)
        subjects = {f.subject for f in decision.findings}
        for question in decision.questions:
            place = place_where_it_counts(question, document)
            if place is not None:
                before, after = place
                assert said(decide(before), subjects) != said(decide(after), subjects), question
                shown += 1
    assert shown


def place_where_it_counts(question: Question, document: Case) -> tuple[Case, Case] | None:
    """Return the case with other facts learned, and the same with an answer; ``None`` where dates are among them."""
    for name, subject in (settled.rsplit("@", 1) for settled in question.settles):
        rule = RULES[name]
        known = variables_of(document, subject)
        for condition in (rule.applies, rule.broken):
            if any(v.name in COMPUTED for v in variables(condition)) or many(condition, known):
                continue
            found = worth_learning(condition, known, CONSTRAINTS, TIED)
            for variable in VOCABULARY.facts[question.fact].variables:
                if variable.name in found:
                    place = found[variable.name]
                    before = with_variables(document, subject, place.known)
                    return before, with_variables(before, subject, {variable.name: place.value})
    return None


def many(condition: Condition, known: dict[str, Value]) -> bool:
    """Say whether a condition leaves open more than a test should go through."""
    return sum(v.name not in known for v in variables(condition)) > MOST_OPEN


@pytest.mark.parametrize("seed", range(12))
def test_every_answer_that_is_offered_is_possible(seed: int) -> None:
    """Whatever is answered within what is offered, the case has no contradiction, and the question is not put again."""
    for _, document in random_cases(2000 + seed, 2):
        for question in decide(document).questions:
            for answer in answers(question, document):
                after = decide(with_value(document, question.fact, question.subject, answer))
                assert (question.fact, question.subject) not in asked(after)


def answers(question: Question, document: Case) -> list[Any]:
    if question.form == "some of a list":
        fact = VOCABULARY.facts[question.fact]
        assert isinstance(fact, SetFact)
        said_already = stand(document, question.subject).get(fact.name) or {}
        every = dict.fromkeys(fact.values, False) | said_already
        return [every | {member: True} for member in question.answers] + [every]
    if question.form == "date":
        least = question.least or dt.date(1990, 1, 1)
        most = question.most or dt.date(2100, 1, 1)
        assert isinstance(least, dt.date)
        assert isinstance(most, dt.date)
        return [*question.answers, least.isoformat(), most.isoformat()]
    if question.form == "number":
        return [question.least, question.most]
    assert question.answers
    return list(question.answers)


@pytest.mark.parametrize("seed", range(15))
def test_questions_come_to_an_end(seed: int) -> None:
    """Answered one by one, best first, they end; what the decision says then, it says when everything is known."""
    for pick, document in random_cases(3000 + seed, 1):
        whole = completed(document, pick)
        decision = decide(document)
        subjects = {f.subject for f in decision.findings}
        learned = document
        for _ in VOCABULARY.facts:
            if decision.is_stable:
                break
            first = decision.questions[0]
            learned = with_value(learned, first.fact, first.subject, value_in(whole, first.fact, first.subject))
            decision = decide(learned)
        assert decision.questions == ()
        assert said(decision, subjects).items() <= said(decide(whole), subjects).items()


def test_a_question_says_whom_to_ask_what_it_costs_and_what_it_settles() -> None:
    """It has the wording, who can answer, what can be answered, and the findings that it can settle."""
    decision = decide({"acts": [{"id": "a1", "kind": "custodial_arrest", "in_school": True, "stage": "done"}]})
    question = next(q for q in decision.questions if q.fact == "act.arrest_avoidable")
    assert question.to_json() == {
        "fact": "act.arrest_avoidable",
        "subject": "a1",
        "ask": "Could a custodial arrest in school reasonably be avoided?",
        "settles": [
            "431.6/arrest-in-school@a1",
            "431.6/arrest-away-from-common-areas@a1",
            "431.6/arrest-out-of-view@a1",
        ],
        "who": "supervisor",
        "seconds": 60,
        "intrusive": False,
        "judged": True,
        "form": "yes or no",
        "answers": [True, False],
        "least": None,
        "most": None,
    }
    assert str(question) == question.ask


def test_an_answer_that_the_rest_rules_out_is_not_offered() -> None:
    """Of an act that is no force, only the kinds that can be without it are offered."""
    decision = decide({"acts": [{"id": "a1", "uses_force": False, "in_school": True}]})
    kinds = next(q for q in decision.questions if q.fact == "act.kind").answers
    assert "search" in kinds
    assert not {"physical_force", "handcuffing"} & set(kinds)


def test_where_something_is_certain_nothing_that_is_forced_is_asked() -> None:
    """What constraints leave one value is known, though nobody said it."""
    decision = decide({"acts": [{"id": "a1", "kind": "search", "in_school": True}]})
    assert ("act.custody_for_offense", "a1") not in asked(decision)
    assert ("act.uses_authority", "a1") not in asked(decision)


def test_duties_go_before_advice() -> None:
    """Of two facts at the same cost, the one that can settle a duty is asked first."""
    decision = decide({"officer": {"is_sro": True}, "acts": [{"id": "a1", "kind": "command", "in_school": True}]})
    order = [q.fact for q in decision.questions]
    assert order.index("act.discipline_under_way") < order.index("act.age_appropriate")


def test_what_the_word_rests_on_is_asked_last() -> None:
    """The stage of an act settles no rule: it is asked while a rule may be due or broken, and not once none can be."""
    arrest = {"id": "a1", "kind": "custodial_arrest", "in_school": True}
    assert ("act.stage", "a1") in asked(decide({"acts": [arrest]}))
    assert decide({"acts": [{"id": "a1", "in_school": False, "acting_as_sro": False}]}).is_stable


def test_the_day_of_reference_belongs_to_the_case() -> None:
    """Where dates are known and the day is not, it is asked, and cannot lie before them."""
    decision = decide({"officer": {"is_sro": True, "assumed_duties_on": "2025-03-01"}})
    question = next(q for q in decision.questions if q.fact == "as_of")
    assert (question.subject, question.form, question.least) == ("case", "date", dt.date(2025, 3, 1))
    assert question.to_json()["least"] == "2025-03-01"


def test_a_number_that_must_be_zero_is_bounded_so() -> None:
    """Whoever is no substitute had no days as one."""
    decision = decide({"officer": {"is_sro": True, "substitute": True}, "as_of": "2026-11-24"})
    question = next(q for q in decision.questions if q.fact == "officer.substitute_contact_days")
    assert (question.least, question.most) == (0, 366)


def test_questions_are_part_of_the_json_and_of_its_digest() -> None:
    """They stand in the published JSON, best first, and engines agree on them."""
    document = {"acts": [{"id": "a1", "kind": "search"}]}
    decision = evaluate(document)
    assert decision.to_json()["questions"] == [question.to_json() for question in decision.questions]
    assert decision.questions
    assert evaluate(document, engine="table").digest == decision.digest
