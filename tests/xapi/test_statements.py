"""Statements: what the specification allows, what they tell, and what they keep to themselves."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

from sro_policy import InputError, LiveIncident, open_incident
from sro_policy.journal import Cut
from sro_policy.review import OUTCOMES, review, review_case, weighed
from sro_policy.xapi import NAMESPACE, OF_CONSEQUENCE, Account, Statement, statements

from ..review.incidents import ARREST, arrest, incidents
from .specification import check

ACCOUNT = Account(home_page="https://lms.example.org", name="7f3a")
AT = dt.datetime(2026, 11, 24, 9, tzinfo=dt.timezone(dt.timedelta(hours=-6)))
LEGACY = {"assumed_duties_on": "2023-09-05", "basic_course_on": "2023-07-14", "required_course_on": False}
EXERCISE = "https://lms.example.org/exercises/12"


def made(incident: LiveIncident, **more: Any) -> list[Statement]:
    return statements(review(incident), account=ACCOUNT, timestamp=AT, **more)


def told(statement: Statement) -> dict[str, Any]:
    """What a statement's result tells, by our names for it."""
    return {key.removeprefix(NAMESPACE): value for key, value in statement["result"]["extensions"].items()}


@settings(max_examples=60, deadline=None)
@given(incident=incidents())
def test_every_statement_keeps_the_specification(incident: LiveIncident) -> None:
    """Whatever the incident, every statement is one by the models of an LRS and by the rules that those leave open."""
    found = made(incident, outcomes=OUTCOMES, activity=EXERCISE)
    for statement in found:
        check(statement)
    assert len({statement["id"] for statement in found}) == len(found)
    assert found == json.loads(json.dumps(found))


@pytest.mark.parametrize(
    "spoil",
    [
        {"actor": {"objectType": "Agent", "account": {"name": "7f3a"}}},
        {"actor": {**ACCOUNT.actor(), "mbox": "mailto:jane@example.org"}},
        {"verb": {"id": "violated"}},
        {"verb": {"id": NAMESPACE + "met", "display": {"English!": "met"}}},
        {"object": {"id": "no iri"}},
        {"object": {"objectType": "StatementRef", "id": "773e2b7a-e6f3-5a0a-a7c4-35646b7f12f8"}},
        {"result": {"extensions": {"clause": "431.5"}}},
        {"result": {"score": {"raw": None}}},
        {"timestamp": "yesterday"},
        {"success": True},
    ],
    ids=json.dumps,
)
def test_what_is_held_against_them_is_no_formality(spoil: dict[str, Any]) -> None:
    """A statement in which one thing is not as the specification has it is refused."""
    (first, *_) = made(arrest())
    check(first)
    with pytest.raises((ValueError, AssertionError)):
        check({**first, **spoil})


def test_the_attempt_comes_first_and_each_finding_refers_to_it() -> None:
    """A store can put them together again: by the exercise as their parent, and by the attempt's own id."""
    attempt, *findings = made(arrest(), activity=EXERCISE)
    assert attempt["verb"]["id"] == "http://adlnet.gov/expapi/verbs/completed"
    assert attempt["object"]["id"] == EXERCISE
    assert told(attempt) == {"incident-time": 400_000}
    assert set(attempt["result"]) == {"extensions"}, "how long the incident took is not how long the attempt did"
    assert findings
    for one in findings:
        assert one["context"]["statement"] == {"objectType": "StatementRef", "id": attempt["id"]}
        assert one["context"]["contextActivities"]["parent"] == [attempt["object"]]
        assert one["context"]["revision"].startswith("sha256:")


def test_a_finding_is_told_with_clause_rule_outcome_and_hindsight() -> None:
    """What it comes to, what it was as the act began and ended, and of which act by its number."""
    found = next(one for one in made(arrest()) if one["object"]["id"] == NAMESPACE + ARREST)
    assert found["verb"] == {
        "id": NAMESPACE + "departed-with-reason",
        "display": {"en": "departed with reason from"},
    }
    assert told(found) == {
        "clause": "431.6.p2.s1",
        "rule": ARREST,
        "force": "should_not",
        "layer": "policy",
        "subject": "act",
        "act": 1,
        "outcome": "departed with reason",
        "word": "departed with reason",
        "hindsight": False,
        "as-it-began": "would depart",
        "as-it-ended": "departed",
        "incident-time": 62_500,
    }


def of_clause(case: dict[str, Any], clause: str, **settings: str) -> tuple[str, dict[str, Any]]:
    """The verb of the statement on a clause, and what its result tells."""
    sent = statements(review_case(case, settings=settings), account=ACCOUNT, timestamp=AT)
    for one in sent:
        check(one)
    found = next(one for one in sent[1:] if told(one)["clause"] == clause)
    return found["verb"]["id"].removeprefix(NAMESPACE), told(found)


def test_an_exemption_is_told_with_what_it_rests_on() -> None:
    """A substitute who is exempt did not complete the training, and the limit of days is a figure nobody checked."""
    officer = {"is_sro": True, "substitute": True, "substitute_contact_days": 12}
    case = {"as_of": "2026-11-24", "officer": {**officer, "required_course_on": False, "ongoing_training_on": False}}
    verb, met = of_clause(case, "431.8.s1.initial")
    assert (verb, met["word"]) == ("met", "met")
    assert (met["met-by"], met["flags"]) == (["officer.exempt_substitute"], ["unverified_parameter"])
    verb, excused = of_clause(case, "626.8482.3(d)")
    assert (verb, excused["word"], excused["outcome"]) == ("excused", "excused", "met")


def test_a_conflict_of_deadlines_is_told_with_both_answers() -> None:
    """What is late for the statute, and not yet for the Board, is not told as late and nothing else."""
    officer = {"is_sro": True, "substitute": False, **LEGACY}
    _, found = of_clause({"as_of": "2027-06-15", "officer": officer}, "431.8.s1.initial")
    assert (found["word"], found["flags"]) == ("violated", ["deadline_conflict"])
    assert found["deadlines"] == {"statute": "late", "post_board": "open"}


def test_what_was_free_is_permitted_and_not_met() -> None:
    """Where a department takes "should" for free choice, an arrest that could be avoided keeps no advice."""
    act = {"id": "a1", "stage": "done", "kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}
    case = {"officer": {"is_sro": True}, "incident": {"person_role": "student_here"}, "acts": [act]}
    verb, found = of_clause(case, "431.6.p2.s1", M1="free")
    assert (verb, found["word"], found["settings"]) == ("permitted", "permitted", {"M1": "free"})


def test_an_officer_out_of_scope_is_told_with_the_flags() -> None:
    """Whether the policy binds who is no SRO is open, and so is another basis in law."""
    act = {"id": "a1", "stage": "done", "kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}
    case = {"officer": {"is_sro": False}, "acts": [{**act, "other_lawful_basis": True}]}
    verb, found = of_clause(case, "431.6.p2.s1")
    assert (verb, found["word"]) == ("departed", "departed")
    assert found["flags"] == ["scope", "other_lawful_basis"]


def test_what_is_no_act_is_told_by_its_part() -> None:
    """A finding on the incident has no number of an act, and no end of one by which something came too late."""
    found = made(arrest(), outcomes=OUTCOMES)
    parts = [told(one) for one in found[1:] if told(one)["subject"] == "incident"]
    assert parts
    assert not any(one.keys() & {"act", "as-it-began", "hindsight"} for one in parts)


def test_only_findings_of_consequence_are_told_unless_others_are_asked_for() -> None:
    """What is undetermined, ahead, clear or not applicable is no record of anyone."""
    assert {told(one)["outcome"] for one in made(arrest())[1:]} <= OF_CONSEQUENCE
    (_, *some) = made(arrest(), outcomes={"not applicable"})
    assert {told(one)["outcome"] for one in some} == {"not applicable"}
    with pytest.raises(InputError, match=r"outcomes: unknown outcome `departd`; did you mean `departed`\?"):
        made(arrest(), outcomes=["departd"])
    with pytest.raises(InputError, match="unknown outcome `xyz`; outcomes are violated, departed"):
        made(arrest(), outcomes=["xyz"])


def test_what_others_owe_is_nobodys_record() -> None:
    """What a contract or a department has not done is not held against the account of a trainee."""
    found = review_case({"contract": {"addresses_attire": False}, "incident": {"holds_student_or_parent_data": True}})
    others = {one.finding.addressee for one in found.findings}
    assert others & {"contract", "Department"}
    sent = statements(found, account=ACCOUNT, timestamp=AT, outcomes=OUTCOMES)
    assert {told(one)["clause"] for one in sent[1:]} == {
        one.finding.clause for one in found.findings if one.finding.addressee in {"SRO", "officer"}
    }


def test_nothing_that_somebody_wrote_leaves() -> None:
    """No reason, no fact, no id of an act and no event is in any statement, nor what could be made of them."""
    incident = open_incident(case={"event": "e-jane", "officer": {"is_sro": True}}, settings={"A2": "one"})
    incident.learn({"incident": {"crime_alleged": True, "person_age": 13}}, at=1)
    incident.begin("jane-doe", {"kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}, at=2)
    incident.give_reason(ARREST, "jane-doe", "Jane had run before.", at=3)
    incident.end("jane-doe", at=4)
    found = made(incident, outcomes=OUTCOMES)
    for word in ("jane", "Jane", "crime_alleged", "person_age", "had run"):
        assert word not in json.dumps([{**one, "id": "", "context": {}} for one in found])
    renamed = open_incident(case={"event": "e8", "officer": {"is_sro": True}}, settings={"A2": "one"})
    renamed.learn({"incident": {"crime_alleged": True, "person_age": 17}}, at=1)
    renamed.begin("a1", {"kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}, at=2)
    renamed.give_reason(ARREST, "a1", "Another reason.", at=3)
    renamed.end("a1", at=4)
    assert made(renamed, outcomes=OUTCOMES) == found, "not even an id tells one from the other"


def test_the_event_is_told_only_if_asked_for_and_opaque() -> None:
    """An event's id is free text, so it leaves on request alone, and not if it could be a name."""
    assert told(made(arrest(), with_event=True)[0]) == {"event": "e7", "incident-time": 400_000}
    with pytest.raises(InputError, match="event: `Jane Doe` is no opaque id"):
        made(arrest(event="Jane Doe"), with_event=True)
    with pytest.raises(InputError, match="event: `None` is no opaque id"):
        made(open_incident(), with_event=True)


def test_settings_and_a_cut_are_told_with_the_attempt() -> None:
    """How the text was read, and that the end of a journal was lost."""
    found = review(open_incident(settings={"A2": "one"}))
    cut = attrs.evolve(found, cut=Cut(dropped=3, after=0))
    (attempt,) = statements(cut, account=ACCOUNT, timestamp=AT)
    assert told(attempt) == {"settings": {"A2": "one"}, "cut": True}


def test_sending_twice_stores_once() -> None:
    """Equal reviews give equal ids; another time, account or exercise gives others."""
    first = made(arrest())
    assert made(arrest()) == first
    others = [
        made(arrest(), activity=EXERCISE),
        statements(review(arrest()), account=ACCOUNT, timestamp=AT + dt.timedelta(seconds=1)),
        statements(review(arrest()), account=attrs.evolve(ACCOUNT, name="7f3b"), timestamp=AT),
    ]
    for other in others:
        assert not {one["id"] for one in first} & {one["id"] for one in other}


def test_an_attempt_is_completed_once_every_act_is_done() -> None:
    """Before that, and where there is no act at all, it was attempted."""
    incident = open_incident()
    assert made(incident)[0]["verb"]["id"] == "http://adlnet.gov/expapi/verbs/attempted"
    assert "result" not in made(incident)[0]
    incident.begin("a1", at=1)
    assert made(incident)[0]["verb"]["id"] == "http://adlnet.gov/expapi/verbs/attempted"
    incident.end("a1", at=2)
    assert made(incident)[0]["verb"]["id"] == "http://adlnet.gov/expapi/verbs/completed"


def test_there_is_a_score_only_by_weights_of_yours() -> None:
    """Nothing is scored, and nobody passes or fails, unless somebody gave weights and answers for them."""
    found = review(arrest())
    assert all("score" not in one.get("result", {}) for one in made(arrest()))
    weights = weighed(found, lambda one: -3 if one.finding.rule == ARREST else None)
    attempt, *findings = statements(found, account=ACCOUNT, timestamp=AT, weighed=weights)
    assert attempt["result"]["score"] == {"raw": -3.0}
    scored = [one["result"]["score"] for one in findings if "score" in one["result"]]
    assert scored == [{"raw": -3.0}]
    other = review(open_incident(case=arrest().case))
    with pytest.raises(InputError, match="weighed: these are weights of another review"):
        statements(other, account=ACCOUNT, timestamp=AT, weighed=weights)


def test_the_caller_says_whether_an_attempt_was_completed() -> None:
    """An exercise can be over before an act is, and an act before the exercise."""
    incident = open_incident()
    incident.begin("a1", at=1)
    assert made(incident, completed=True)[0]["verb"]["id"].endswith("/completed")
    incident.end("a1", at=2)
    assert made(incident, completed=False)[0]["verb"]["id"].endswith("/attempted")


def test_the_caller_says_how_long_an_attempt_took() -> None:
    """To the hundredth of a second; what is below 0, or no duration, is refused."""
    attempt, *findings = made(arrest(), duration=dt.timedelta(minutes=12, milliseconds=5_250))
    check(attempt)
    assert attempt["result"]["duration"] == "PT725.25S"
    assert not any("duration" in one["result"] for one in findings)
    for wrong in (dt.timedelta(seconds=-1), 7):
        with pytest.raises(InputError, match=r"duration: .* is no duration from 0 on"):
            made(arrest(), duration=wrong)


def test_all_have_the_time_that_is_given_and_an_act_its_own_if_asked_for() -> None:
    """The latter where the incident has a time of day at which it began, which may be another day's."""
    began = dt.datetime(2026, 11, 24, 8, 30, tzinfo=dt.UTC)
    incident = open_incident(case={"officer": {"is_sro": True}}, began=began)
    incident.begin("a1", {"acting_as_sro": True, "purposes": ["school_rule"], "kind": "presence"}, at=10)
    incident.end("a1", at=65.25)
    assert {one["timestamp"] for one in made(incident)} == {"2026-11-24T15:00:00.000Z"}
    attempt, *findings = made(incident, incident_times=True)
    assert attempt["timestamp"] == "2026-11-24T15:00:00.000Z"
    assert {told(one)["incident-time"] for one in findings} == {65_250}
    assert {one["timestamp"] for one in findings} == {"2026-11-24T08:31:05.250Z"}
    assert {one["timestamp"] for one in made(arrest(), incident_times=True)} == {"2026-11-24T15:00:00.000Z"}


@pytest.mark.parametrize(
    ("time", "problem"),
    [
        (dt.datetime(2026, 11, 24, 9), "timestamp: `2026-11-24T09:00:00` is not a date and time with its zone"),  # noqa: DTZ001 - that is the point
        ("2026-11-24", "timestamp: `2026-11-24` is not a date and time with its zone"),
        (
            dt.datetime(1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=5))),
            "timestamp: `0001-01-01T00:00:00` lies in no year from 1 to 9999",
        ),
    ],
)
def test_a_time_is_one_everywhere_or_refused(time: Any, problem: str) -> None:
    """A time without its zone is nobody's time, and there is no clock to ask."""
    with pytest.raises(InputError) as caught:
        statements(review(open_incident()), account=ACCOUNT, timestamp=time)
    assert str(caught.value) == problem
