"""What a review says of how things came about."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from sro_policy import LiveIncident, SroPolicyError, evaluate, open_incident
from sro_policy.journal import Cut
from sro_policy.review import Review, Reviewed, review, review_case
from sro_policy.review.outcomes import outcome_of

from .incidents import ARREST, OFFICER, OUT_OF_VIEW, STUDENT, arrest, incidents


def of(found: Review, rule: str, subject: str = "a1") -> Reviewed:
    (one,) = [one for one in found.findings if (one.finding.rule, one.finding.subject) == (rule, subject)]
    return one


@settings(deadline=None, max_examples=50)
@given(incident=incidents())
def test_each_finding_is_what_it_is_in_the_end_and_what_it_was_then(incident: LiveIncident) -> None:
    """The end is the final view; what was known as an act began and ended is the view of that time."""
    found = review(incident)
    assert tuple(one.finding for one in found.findings) == incident.final.findings
    for one in found.findings:
        times = incident.acts.get(one.finding.subject)
        for then, at in ((one.as_it_began, times and times.began), (one.as_it_ended, times and times.ended)):
            if at is None:
                assert then is None
                continue
            known = {(f.rule, f.subject): f for f in incident.as_known_at(at / 1000).findings}
            was = known.get((one.finding.rule, one.finding.subject))
            assert (then is None) == (was is None)
            if then is not None and was is not None:
                assert (then.at, then.word) == (at, was.word)
                assert then.outcome == outcome_of(was, done=then is one.as_it_ended)


@settings(deadline=None, max_examples=50)
@given(incident=incidents())
def test_one_fact_alone_changes_what_it_is_said_to_change(incident: LiveIncident) -> None:
    """Each is one of the least changes of the finding, and has one fact; of those with one fact, none is left out."""
    found = review(incident)
    for one in found.findings:
        assert all(len(change.steps) == 1 for change in one.one_fact)
        every = one.finding.changes()
        assert [change for change in every if len(change.steps) == 1] == list(one.one_fact)
        for change in one.one_fact[:2]:
            assert change.after.status != one.finding.status


@settings(deadline=None, max_examples=50)
@given(incident=incidents())
def test_turns_lead_from_nothing_to_what_a_finding_is(incident: LiveIncident) -> None:
    """Each begins where the one before ended, and the timeline has the same ones."""
    found = review(incident)
    for one in found.findings:
        words = [turn.after for turn in one.turns]
        assert [turn.before for turn in one.turns] == [None, *words[:-1]]
        assert words[-1] == one.finding.word
    told = {(turn.rule, turn.subject, turn.step) for entry in found.timeline for turn in entry.turns}
    assert {(t.rule, t.subject, t.step) for one in found.findings for t in one.turns} <= told
    assert [entry.step for entry in found.timeline] == list(incident.steps)


@settings(deadline=None, max_examples=50)
@given(incident=incidents())
def test_what_could_have_been_done_lies_within_the_time_in_which_it_was_asked(incident: LiveIncident) -> None:
    """It was asked before the act ended; its ways are in somebody's hands, and keep the rule on what was known then."""
    for one in review(incident).findings:
        could = one.could_have
        assert (could is not None) == (one.finding.status in {"breached", "due"})
        if could is None:
            continue
        if could.since is not None and could.until is not None:
            assert could.since < could.until
        assert could.was_asked or not could.ways
        for way in could.ways:
            assert all(step.can_be_acted_on for step in way.steps)
            assert way.after.broken == "no"


def test_what_could_have_been_done_is_told_with_its_time() -> None:
    """From when the advice was known to apply until the act ended, whenever that became known."""
    could = of(review(arrest()), ARREST).could_have
    assert could is not None
    assert (could.since, could.until) == (16_000, 62_500)
    assert [[step.fact for step in way.steps] for way in could.ways] == [["act.in_school"], ["act.kind"]]


def test_what_became_known_too_late_could_not_have_been_asked_for() -> None:
    """On what was known before the act ended, nothing was asked: so nothing is said that should have been done."""
    incident = open_incident(case={"officer": OFFICER, "incident": STUDENT})
    incident.begin("a1", {"kind": "custodial_arrest", "in_school": True}, at=10)
    incident.end("a1", at=20)
    incident.learn({"acts": [{"id": "a1", "arrest_avoidable": True}]}, at=90, source="instructor")
    one = of(review(incident), ARREST)
    assert (one.outcome, one.hindsight) == ("departed", True)
    assert one.as_it_ended is not None
    assert one.as_it_ended.outcome == "awaiting judgment"
    assert one.could_have is not None
    assert (one.could_have.since, one.could_have.until, one.could_have.ways) == (None, 20_000, ())
    assert not one.could_have.was_asked


def test_what_no_longer_asked_as_the_act_ended_was_not_asked() -> None:
    """Advice that was withdrawn in time, and came back afterwards, could not be followed."""
    incident = open_incident(case={"officer": OFFICER, "incident": STUDENT})
    incident.begin("a1", {"kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}, at=10)
    incident.correct({"acts": [{"id": "a1", "arrest_avoidable": False}]}, at=12)
    incident.end("a1", at=20)
    incident.correct({"acts": [{"id": "a1", "arrest_avoidable": True}]}, at=90)
    could = of(review(incident), ARREST).could_have
    assert could is not None
    assert not could.was_asked


def test_an_act_that_goes_on_can_still_be_kept() -> None:
    """What it lacks is told from when it was asked, with no end yet."""
    incident = open_incident(case={"officer": OFFICER, "incident": STUDENT})
    incident.begin("a1", {"kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}, at=10)
    one = of(review(incident), ARREST)
    assert one.outcome == "ahead"
    assert one.could_have is not None
    assert (one.could_have.since, one.could_have.until) == (10_000, None)
    assert one.could_have.ways


def test_hindsight_is_told_where_the_end_differs_from_what_was_known() -> None:
    """The correction at 6:40 makes nothing of what was known when the act ended."""
    found = review(arrest())
    one = of(found, ARREST)
    assert one.as_it_began is not None
    assert one.as_it_ended is not None
    assert (one.as_it_began.word, one.as_it_ended.outcome, one.outcome) == (
        "would depart",
        "departed",
        "departed with reason",
    )
    assert one.hindsight
    assert not of(found, OUT_OF_VIEW).hindsight


def test_what_was_known_of_an_act_is_told_by_when() -> None:
    """Known as it began, learned while it went on, and learned afterwards, though it happened before."""
    (act,) = review(arrest()).acts
    assert act.times == (20_000, 62_500)
    assert act.is_done
    assert "it is reasonably practical to avoid a custodial arrest in school" in act.before
    assert act.during == ("the act happens in a communal area",)
    assert "act a1 ended, at 1:02.500" in act.after
    assert any("no other student sees the act" in says for says in act.after)


def test_facts_of_another_act_are_no_facts_of_this_one() -> None:
    """What is known around an act is of the incident and of itself."""
    incident = arrest()
    incident.begin("a2", {"kind": "search", "in_school": False}, at=410)
    by_id = {act.id: act for act in review(incident).acts}
    assert not any("search" in says for act in (by_id["a1"],) for says in (*act.before, *act.during, *act.after))
    assert "the act is a search" in by_id["a2"].before
    assert by_id["a2"].after == ()


def test_a_case_has_no_timeline() -> None:
    """Nobody can tell from it what was known when; what could have been done rests on what is known."""
    act = {"id": "a1", "stage": "done", "kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}
    found = review_case({"officer": OFFICER, "incident": STUDENT, "acts": [act]})
    one = of(found, ARREST)
    assert (one.as_it_began, one.as_it_ended, one.hindsight) == (None, None, False)
    assert one.could_have is not None
    assert (one.could_have.since, one.could_have.until) == (None, None)
    assert one.could_have.was_asked
    assert one.could_have.ways
    assert found.acts[0].times == (None, None)
    assert found.acts[0].is_done


def test_a_review_leaves_the_incident_alone() -> None:
    """It goes on, also with another thread's steps, and the review stays what it was."""
    incident = arrest()
    before = (incident.steps, incident.final, incident.case)
    first = review(incident)
    assert (incident.steps, incident.final, incident.case) == before
    incident.learn({"incident": {"injury": True}}, at=500)
    assert review(incident).to_json() != first.to_json() == review(arrest()).to_json()


def test_a_closed_incident_can_be_reviewed() -> None:
    """What is known can still be looked at."""
    with arrest() as incident:
        pass
    assert review(incident).to_json() == review(arrest()).to_json()
    with pytest.raises(SroPolicyError, match="closed"):
        incident.learn({"incident": {"injury": True}}, at=500)


def test_a_figure_that_nobody_has_checked_is_told() -> None:
    """In each finding that rests on it."""
    officer = {"is_sro": True, "substitute": True, "substitute_contact_days": 20, "assumed_duties_on": "2026-10-05"}
    found = review_case({"as_of": "2026-11-24", "officer": officer})
    resting = [one for one in found.findings if "unverified_parameter" in one.finding.flags]
    assert resting
    for one in resting:
        assert any("nobody has checked" in note for note in one.notes)


def test_what_a_journal_lost_is_told() -> None:
    """The review says that it is of what is left."""
    cut = Cut(dropped=7, after=3)
    assert review(arrest(), cut=cut).to_json()["cut"] == "the last 7 bytes are no whole step and were left out"


def test_a_review_is_of_the_decision_that_evaluate_gives() -> None:
    """Its digest is that of the case as it stands in the end."""
    incident = arrest()
    assert review(incident).to_json()["decision"] == evaluate(incident.case).digest
