"""What a step may say, what it changes, and what is refused with its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from sro_policy import Case, Incident, InputError, Officer, SroPolicyError, evaluate
from sro_policy.session import LiveIncident, open_incident

ARREST = {"kind": "custodial_arrest", "in_school": True}


@pytest.fixture
def incident() -> LiveIncident:
    """An incident of an SRO and a student, in which an arrest has begun."""
    opened = open_incident(case={"officer": {"is_sro": True}, "incident": {"person_role": "student_here"}})
    opened.begin("a1", ARREST, at=10)
    return opened


def test_it_opens_with_what_a_case_says() -> None:
    """The first decision is that on the case, every finding of it is new, and nothing was there before."""
    case = {"event": "e7", "incident": {"crime_alleged": True}, "settings": {"A2": "one"}, "as_of": "2026-11-24"}
    incident = open_incident(case=case)
    assert incident.final == evaluate(case)
    assert incident.opened.added == incident.final.findings
    assert (incident.opened.withdrawn, incident.opened.altered) == ((), ())
    assert incident.event == "e7"
    assert incident.case == case
    assert [str(step) for step in incident.steps] == ["0:00 open (officer)"]
    assert incident.now == 0


def test_it_opens_with_typed_records_documents_or_nothing() -> None:
    """As whatever `evaluate` takes; with settings and a day beside the case."""
    typed = Case(officer=Officer(is_sro=True), incident=Incident(crime_alleged=True))
    assert open_incident(case=typed).final == evaluate(typed)
    assert open_incident(case='{"incident": {"weapon": true}}').final.findings
    assert open_incident().final.findings == ()
    by_call = open_incident(case=typed, settings={"A2": "one"}, as_of="2026-11-24")
    assert by_call.final == evaluate(typed, settings={"A2": "one"}, as_of="2026-11-24")
    assert evaluate(by_call.case) == by_call.final


def test_what_becomes_known_changes_findings_and_guidance(incident: LiveIncident) -> None:
    """Each finding that became another is told with what it was, what it is, and because of which fact."""
    change = incident.learn({"acts": [{"id": "a1", "arrest_avoidable": True}]}, at=12, source="observer")
    (was, now), *_ = [pair for pair in change.altered if pair[1].clause == "431.6.p2.s1"]
    assert (was.status, now.word) == ("undetermined", "would depart")
    caused = next(one for one in change.findings if one.rule == "431.6/arrest-in-school")
    assert [fact.fact for fact in caused.because] == ["act.arrest_avoidable"]
    asked = {one.rule: one for one in change.guidance}["431.6/arrest-in-school"]
    assert (asked.before, asked.because) == (None, caused.because)
    assert asked.to_json()["kind"] == "added"
    assert str(change.step) == "0:12 learn (observer)"
    assert now.why()


def test_what_is_known_can_be_said_again_and_not_otherwise(incident: LiveIncident) -> None:
    """A second source confirms without changing anything; one that says otherwise has to correct."""
    again = incident.learn({"acts": [{"id": "a1", "in_school": True}]}, at=11, source="sensor")
    assert (again.facts, again.findings, again.guidance) == ((), (), ())
    with pytest.raises(InputError, match=r"^act a1: act\.in_school: it is known to be `true`: correct it if that was"):
        incident.learn({"acts": [{"id": "a1", "in_school": False}]}, at=12)
    change = incident.correct({"acts": [{"id": "a1", "in_school": False}]}, at=12)
    assert [(fact.was, fact.becomes) for fact in change.facts] == [(True, False)]
    assert change.altered


def test_sets_are_learned_member_by_member(incident: LiveIncident) -> None:
    """What was said of one purpose stays when another becomes known; each can be taken back alone."""
    incident.learn({"acts": [{"id": "a1", "purposes": {"crime": True}}]}, at=11)
    incident.learn({"acts": [{"id": "a1", "purposes": {"safety": False}}]}, at=12)
    assert incident.case["acts"][0]["purposes"] == {"crime": True, "safety": False}  # type: ignore[index]
    incident.withdraw("act.purposes.safety", act="a1", at=13)
    assert incident.case["acts"][0]["purposes"] == {"crime": True}  # type: ignore[index]
    incident.withdraw("act.purposes", act="a1", at=14)
    assert "purposes" not in incident.case["acts"][0]  # type: ignore[index]


def test_what_is_withdrawn_is_unknown_again(incident: LiveIncident) -> None:
    """A fact, several of them, a reason, the day of reference, and an act with all that was said of it."""
    before = incident.final
    incident.learn({"as_of": "2026-11-24", "incident": {"weapon": True, "injury": False}}, at=11)
    incident.give_reason("431.6/arrest-in-school", "a1", "He ran.", at=12)
    assert incident.case["reasons"] == {"431.6/arrest-in-school@a1": "He ran."}
    with pytest.raises(InputError, match=r"^reasons\.431\.6/arrest-in-school@a1: it is known to be `He ran\.`"):
        incident.give_reason("431.6/arrest-in-school", "a1", "He fell.", at=12)
    change = incident.withdraw("incident.weapon", "incident.injury", "as_of", at=13)
    assert {fact.fact for fact in change.facts} == {"as_of", "incident.weapon", "incident.injury"}
    incident.withdraw("reasons.431.6/arrest-in-school@a1", at=14)
    assert incident.final == before
    gone = incident.withdraw("act", act="a1", at=15)
    assert {finding.subject for finding in gone.withdrawn} == {"a1"}
    assert not gone.added
    assert "acts" not in incident.case


def test_an_act_is_ahead_until_it_ends(incident: LiveIncident) -> None:
    """While it goes on it would violate; once it ended it is done, and has departed."""
    incident.carry_on("a1", {"arrest_avoidable": True}, at=11)
    assert incident.final.finding("431.6.p2.s1", "a1").word == "would depart"
    change = incident.end("a1", {"staff_present": False}, at=20, when=18)
    assert incident.final.finding("431.6.p2.s1", "a1").word == "departed"
    assert change.step.when == 18_000
    caused = next(one for one in change.findings if one.rule == "431.6/arrest-in-school")
    assert [fact.fact for fact in caused.because] == ["act.stage"]
    incident.give_reason("431.6/arrest-in-school", "a1", "He ran.", at=30)
    assert incident.final.finding("431.6.p2.s1", "a1").word == "departed with reason"


def test_a_reason_can_name_the_clause_as_guidance_does() -> None:
    """Of a clause with one rule it is a reason for that rule, in the case as well; of others the rules are named."""
    incident = open_incident(case={"officer": {"is_sro": True}, "incident": {"person_role": "student_here"}})
    incident.begin("a1", {**ARREST, "arrest_avoidable": True}, at=20)
    incident.give_reason("431.6.p2.s1", "a1", "He ran.", at=30)
    assert incident.case["reasons"] == {"431.6/arrest-in-school@a1": "He ran."}
    with pytest.raises(InputError, match=r"its rules: 431\.8/initial-training, 431\.8/ongoing-training"):
        incident.give_reason("431.8.s1", "officer", "No time.", at=31)


def test_an_act_can_be_known_before_it_begins() -> None:
    """What is planned is learned, and begins later as the same act."""
    incident = open_incident(case={"acts": [{"id": "a1", **ARREST}]})
    incident.begin("a1", at=5)
    incident.end("a1", at=6)
    assert [act["stage"] for act in incident.case["acts"]] == ["done"]  # type: ignore[attr-defined]


REFUSED: list[tuple[Callable[[LiveIncident], Any], str]] = [
    (lambda i: i.learn({}, at=11), "it says nothing"),
    (lambda i: i.learn(3, at=11), "`3` is not a case: an object with parts such as"),
    (lambda i: i.learn({"incident": {"wepon": True}}, at=11), "incident: unknown fact `wepon`; did you mean `weapon`?"),
    (
        lambda i: i.learn({"settings": {"A2": "one"}}, at=11),
        "settings: settings are those that the incident",
    ),
    (lambda i: i.learn({"event": "e8"}, at=11), "event: the event is the one that the incident was opened with"),
    (
        lambda i: i.learn({"acts": [{"id": "a1", "stage": "done"}]}, at=11),
        "acts[0].stage: whether an act is done",
    ),
    (lambda i: i.learn({"moments": {"staff_told": 3}}, at=11), "moments: unknown moment `staff_told`"),
    (lambda i: i.learn({"moments": 3}, at=11), "moments: `3` is not an object of moments"),
    (lambda i: i.learn({"moments": {"began@a1": 3}}, at=11), "moments.began@a1: an act begins by `begin`"),
    (lambda i: i.learn({"moments": {"ended@a1": 3}}, at=11), "moments.ended@a1: an act ends by `end`"),
    (lambda i: i.learn({"incident": {"weapon": True}}, at=9), "at: 0:09 comes before the last step, at 0:10"),
    (lambda i: i.learn({"incident": {"weapon": True}}, at="9"), "at: `9` is no time: give seconds"),
    (
        lambda i: i.learn({"incident": {"weapon": True}}, at=11, source="me"),
        "source: unknown source `me`; it is one",
    ),
    (lambda i: i.learn({"incident": {"weapon": True}}, at=11, source="observr"), "did you mean `observer`?"),
    (lambda i: i.learn({"incident": {"weapon": True}}, at=11, source=None), "source: unknown source `None`; it is one"),
    (
        lambda i: i.learn({"incident": {"crime_alleged": False, "crime_is_pretext": True}}, at=11),
        "cannot be so together",
    ),
    (lambda i: i.correct({"incident": {"weapon": True}}, at=11), "incident.weapon: nothing is known of it: it is not"),
    (lambda i: i.correct({"acts": [{"id": "a2"}]}, at=11), "act a2: there is no such act"),
    (lambda i: i.withdraw(at=11), "names: name what is withdrawn"),
    (lambda i: i.withdraw(3, at=11), "names[0]: `3` is not text"),
    (lambda i: i.withdraw("incident.weapon", at=11), "nothing is known of `incident.weapon`, so nothing can be"),
    (lambda i: i.withdraw("incident.wepon", at=11), "unknown fact `incident.wepon`; did you mean `incident.weapon`?"),
    (lambda i: i.withdraw("act.in_school", at=11), "`act.in_school` is a fact of an act: say of which"),
    (lambda i: i.withdraw("incident.weapon", act="a1", at=11), "`incident.weapon` is no fact of an act"),
    (lambda i: i.withdraw("act.exigency", act="a1", at=11), "nothing is known of `act.exigency` of act `a1`"),
    (lambda i: i.withdraw("act", act="a2", at=11), "nothing is known of `act` of act `a2`"),
    (lambda i: i.withdraw("act.purposes.crim", act="a1", at=11), "unknown fact `act.purposes.crim`"),
    (lambda i: i.withdraw("moments.staff_notified", at=11), "nothing is known of `moments.staff_notified`"),
    (lambda i: i.withdraw("reasons.431.6", at=11), "names[0]: a reason is keyed by rule and subject, `rule@subject`"),
    (lambda i: i.withdraw("moments.began@a1", at=11) and i.end("a1", at=12), "act: act `a1` has not begun"),
    (lambda i: i.begin("a1", at=11), "act: act `a1` began already, at 0:10"),
    (lambda i: i.begin("a2", {"kind": "arest"}, at=11), "facts.kind: unknown value `arest`"),
    (lambda i: i.begin("a2", {"id": "a3"}, at=11), "facts: `"),
    (lambda i: i.begin("a2", [1], at=11), "facts: `"),
    (lambda i: i.begin(3, at=11), "act: `3` is not text"),
    (lambda i: i.happened([], at=11), "moments: `[]` is not text"),
    (lambda i: i.withdraw("act", act=3, at=11), "act: `3` is not text"),
    (lambda i: i.give_reason(None, "a1", "x", at=11), "rule: `None` is not text"),
    (lambda i: i.give_reason("431.6/arrest-in-school", 3, "x", at=11), "subject: `3` is not text"),
    (lambda i: i.begin("", at=11), "act: an empty `id` names nothing"),
    (lambda i: i.begin("a2", at=11, when=12), "moments.began@a2: 0:12 lies ahead: it is 0:11"),
    (lambda i: i.carry_on("a2", at=11), "act: act `a2` has not begun"),
    (lambda i: i.end("a1", at=11, when=9), "moments.ended@a1: 0:09 comes before `began`, at 0:10"),
    (lambda i: i.happened("staff_left", at=11), "moments.staff_left: nothing is known of `staff_arrived`, which comes"),
    (
        lambda i: i.happened("staff_arived", at=11),
        "`staff_arived`; did you mean `staff_arrived`?",
    ),
    (lambda i: i.give_reason("431.6/arrest", "a1", "x", at=11), "reasons.431.6/arrest@a1: unknown rule `431.6/arrest`"),
    (lambda i: i.learn({"as_of": "2026-01-01", "officer": {"policy_reviewed_on": "2026-02-01"}}, at=11), "lies after"),
]


@pytest.mark.parametrize(("step", "says"), REFUSED, ids=[says[:60] for _, says in REFUSED])
def test_what_cannot_be_is_refused_and_leaves_all_as_it_was(
    step: Callable[[LiveIncident], Any], says: str, incident: LiveIncident
) -> None:
    """The place, what is wrong there, and the nearest name; no step is taken."""
    before = (incident.final, incident.case, len(incident.steps))
    with pytest.raises(InputError) as refused:
        step(incident)
    assert says in str(refused.value)
    if "has not begun" not in says or len(incident.steps) == before[2]:
        assert (incident.final, incident.case, len(incident.steps)) == before


def test_a_day_that_comes_later_is_held_against_what_is_known() -> None:
    """A day of reference before a day that is known is refused whichever came first."""
    incident = open_incident(case={"officer": {"policy_reviewed_on": "2026-02-01"}})
    with pytest.raises(InputError, match=r"policy_reviewed_on: `2026-02-01` lies after the day of reference"):
        incident.learn({"as_of": "2026-01-01"}, at=1)
    incident.learn({"as_of": "2026-02-01"}, at=1)


def test_an_act_that_is_done_takes_no_more_part(incident: LiveIncident) -> None:
    """It neither goes on nor ends again; what it was can still be learned and corrected."""
    incident.end("a1", at=20)
    for step in (incident.begin, incident.carry_on, incident.end):
        with pytest.raises(InputError, match="act `a1` is done"):
            step("a1", at=21)
    incident.learn({"acts": [{"id": "a1", "exigency": True}]}, at=22)
    done = open_incident(case={"acts": [{"id": "a1", "stage": "done"}]})
    with pytest.raises(InputError, match="act `a1` is done"):
        done.begin("a1", at=1)


def test_a_closed_incident_takes_no_step(incident: LiveIncident) -> None:
    """What it knows can still be looked at, and to close it again does nothing."""
    with incident:
        pass
    incident.close()
    with pytest.raises(SroPolicyError, match="the incident is closed"):
        incident.learn({"incident": {"weapon": True}}, at=11)
    assert incident.as_known_at(10) == incident.final


def test_a_branch_goes_its_own_way(incident: LiveIncident) -> None:
    """An instructor can go on from the same point twice: neither knows of the other."""
    twin = incident.branch()
    assert (twin.final, twin.steps) == (incident.final, incident.steps)
    twin.learn({"incident": {"weapon": True}}, at=11)
    incident.learn({"incident": {"weapon": False}}, at=11)
    assert twin.case["incident"] != incident.case["incident"]
    assert len(twin.steps) == len(incident.steps) == 3
    assert twin.as_known_at(10) == incident.as_known_at(10)


def test_times_of_day_are_counted_from_when_it_began() -> None:
    """With a beginning, a step can be told by the clock of any zone."""
    began = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)
    incident = open_incident(began=began)
    zone = dt.timezone(dt.timedelta(hours=-6))
    incident.learn({"incident": {"weapon": True}}, at=dt.datetime(2026, 11, 24, 2, 0, 30, tzinfo=zone))
    assert incident.now == 30_000
    assert incident.began == began
    assert incident.as_known_at(began).findings == ()
    with pytest.raises(InputError, match=r"began: .* is not a date and time with its zone"):
        open_incident(began=dt.datetime(2026, 11, 24, 8, 0))  # noqa: DTZ001 - that is what is refused
