"""How answers enter a case: whatever a question allows, and nothing else."""

from __future__ import annotations

import copy
import datetime as dt
import json
import random
from typing import Any

import attrs
import pytest

from sro_policy import Act, Case, Decision, InputError, Officer, evaluate
from sro_policy.decision import Question
from sro_policy.explain.answering import Answer, answered

from ..cases_at_random import case

DAY = dt.date(2026, 11, 24)


def question(form: str, **more: Any) -> Question:
    """Return a question of a form, about an act unless told otherwise."""
    known: dict[str, Any] = {
        "fact": "act.in_school", "subject": "a1", "ask": "?", "who": "officer", "seconds": 5, "intrusive": False,
        "judged": False, "answers": (), "least": None, "most": None, "settles": (),
    }  # fmt: skip
    return Question(form=form, **{**known, **more})


YES_OR_NO = question("yes or no", answers=(True, False))
KIND = question("one of a list", fact="act.kind", answers=("search", "escort"))
PURPOSES = question("some of a list", fact="act.purposes", answers=("crime", "safety"))
TAKEN_ON = question("date", fact="officer.required_course_on", subject="officer", answers=(False,), most=DAY)
AS_OF = question("date", fact="as_of", subject="case", least=DAY)
AGE = question("number", fact="incident.person_age", subject="incident", least=1, most=120)


def any_answer(asked: Question, pick: random.Random) -> Answer:
    """Return one of the answers that a question allows, at random."""
    if asked.form == "some of a list":
        members = pick.sample(asked.answers, pick.randint(1, len(asked.answers)))
        return pick.choice([members, [], {str(member): pick.random() < 0.5 for member in members}])  # type: ignore[return-value]
    if asked.form == "number":
        assert isinstance(asked.least, int)
        assert isinstance(asked.most, int)
        return pick.randint(asked.least, asked.most)
    if asked.form == "date" and pick.random() < 0.7:
        least = asked.least if isinstance(asked.least, dt.date) else dt.date(2019, 1, 1)
        most = asked.most if isinstance(asked.most, dt.date) else dt.date(2029, 1, 1)
        return dt.date.fromordinal(pick.randint(least.toordinal(), max(least, most).toordinal()))
    return pick.choice(asked.answers) if asked.answers else DAY.replace(year=2030)


@pytest.mark.parametrize("seed", range(12))
def test_no_contradiction_can_be_answered_into(seed: int) -> None:
    """Whatever a question allows, answered in any order, the case can be evaluated, until nothing is left to ask."""
    pick = random.Random(seed)
    known: Any = case(pick, share_known=0.2 if seed % 2 else 0.5)
    decision = evaluate(known, engine="table")
    asked = 0
    while decision.questions:
        one = pick.choice(decision.questions[: pick.choice((1, 3, 40))])
        known = answered(known, one, any_answer(one, pick))
        decision = evaluate(json.loads(json.dumps(known)), engine="table")
        if one.form != "some of a list":  # of a list, members may be left open
            assert (one.fact, one.subject) not in {(q.fact, q.subject) for q in decision.questions}
        asked += 1
    assert asked
    assert decision.is_stable


def test_an_answer_stands_where_its_question_belongs() -> None:
    """At the act, in the part, made where it was not there, or in the case itself; nothing that was given changes."""
    given: dict[str, Any] = {"event": "e", "acts": [{"id": "a0"}, {"id": "a1", "kind": "search"}], "incident": None}
    before = copy.deepcopy(given)
    said = answered(given, YES_OR_NO, value=True)
    assert said["acts"] == [{"id": "a0"}, {"id": "a1", "kind": "search", "in_school": True}]
    assert answered(said, AGE, 16)["incident"] == {"person_age": 16}
    assert answered(said, TAKEN_ON, value=False)["officer"] == {"required_course_on": False}
    assert answered(answered(given, TAKEN_ON, DAY), AS_OF, "2026-12-01") == {
        **before, "officer": {"required_course_on": "2026-11-24"}, "as_of": "2026-12-01"
    }  # fmt: skip
    assert given == before


def test_typed_records_stay_typed() -> None:
    """A typed case gives a typed case, also of a part that was not there."""
    given = Case(officer=Officer(is_sro=True), acts=[Act(id="a1")])
    said = answered(answered(answered(given, KIND, "search"), AGE, 16), TAKEN_ON, "2026-01-02")
    assert isinstance(said, Case)
    assert said.officer == Officer(is_sro=True, required_course_on="2026-01-02")
    assert attrs.asdict(said)["incident"]["person_age"] == 16
    assert said.acts == [Act(id="a1", kind="search")]
    assert isinstance(evaluate(said), Decision)


@pytest.mark.parametrize(
    ("known", "value", "stands"),
    [
        (None, ["crime"], {"crime": True, "safety": False}),
        (None, [], {"crime": False, "safety": False}),
        (None, {"safety": True}, {"safety": True}),
        ({"welfare": False, "crime": None}, {"crime": True}, {"welfare": False, "crime": True}),
    ],
)
def test_names_answer_for_all_that_are_open(known: Any, value: Any, stands: object) -> None:
    """A list of names answers for every open member, names with yes or no for themselves; what was said stays."""
    assert answered({"acts": [{"id": "a1", "purposes": known}]}, PURPOSES, value)["acts"][0]["purposes"] == stands


@pytest.mark.parametrize(
    ("asked", "value", "says"),
    [
        (YES_OR_NO, 1, "act.in_school: `1` is no possible answer: it can be true, false"),
        (YES_OR_NO, "true", "act.in_school: `true` is no possible answer: it can be true, false"),
        (KIND, "serch", "act.kind: `serch` is no possible answer; did you mean `search`?"),
        (KIND, None, "act.kind: `None` is no possible answer: it can be search, escort"),
        (PURPOSES, ["saftey"], "act.purposes: `saftey` is no possible answer; did you mean `safety`?"),
        (PURPOSES, {"safety": 1}, "act.purposes.safety: `1` is not true or false"),
        (PURPOSES, {}, "act.purposes: names of none say nothing: name members with true or false"),
        (PURPOSES, "crime", "act.purposes: `crime` is no list of names, nor names with true or false"),
        (TAKEN_ON, "2026-11-25", "officer.required_course_on: `2026-11-25` is above `2026-11-24`, the most"),
        (TAKEN_ON, "soon", "officer.required_course_on: `soon` is not a date"),
        (AS_OF, "2026-11-23", "as_of: `2026-11-23` is below `2026-11-24`, the least that it can be"),
        (AS_OF, False, "as_of: `False` is no possible answer: it can be a day alone"),
        (AGE, 0, "incident.person_age: `0` is below `1`, the least that it can be"),
        (AGE, 121, "incident.person_age: `121` is above `120`, the most that it can be"),
        (AGE, True, "incident.person_age: `True` is not a whole number"),
        (AGE, "16", "incident.person_age: `16` is not a whole number"),
    ],
)
def test_what_a_question_does_not_allow_is_refused(asked: Question, value: Any, says: str) -> None:
    """Another value is an error with the fact as its place, what is wrong and what is nearest."""
    with pytest.raises(InputError) as refused:
        answered({"acts": [{"id": "a1"}]}, asked, value)
    assert str(refused.value).startswith(says)


def test_an_act_that_is_not_there_is_refused() -> None:
    """A question about an act belongs to a case that has it."""
    with pytest.raises(InputError, match=r"act\.in_school: the case has no act `a1`"):
        answered({"acts": [{"id": "a2"}]}, YES_OR_NO, value=True)
