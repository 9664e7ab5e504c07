"""What a review says of how things came about."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from sro_policy import LiveIncident, SroPolicyError, evaluate, open_incident
from sro_policy.journal import Cut
from sro_policy.review import Review, Reviewed, review, review_case
from sro_policy.review.outcomes import outcome_of

from .incidents import ARREST, OFFICER, OUT_OF_VIEW, REFERRAL, STAFF, STUDENT, arrest, incidents


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
    """They are those of the finding; of what is open, those by facts of which nothing is known."""
    for one in review(incident).findings:
        every = one.finding.changes_by_one_fact()
        is_open = one.outcome in {"awaiting judgment", "undetermined"}
        assert list(one.one_fact) == [change for change in every if not is_open or change.steps[0].was is None]


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
    """It was asked before it was over, of somebody who could act on it, and what had begun stays what it was."""
    for one in review(incident).findings:
        could = one.could_have
        assert (could is not None) == (one.outcome in {"violated", "departed", "departed with reason", "ahead"})
        if could is None:
            continue
        if could.since is not None and could.until is not None:
            assert could.since < could.until or one.finding.subject not in incident.acts
        assert could.was_asked or not could.ways
        began = incident.acts[one.finding.subject].began if one.finding.subject in incident.acts else None
        assert could.begun == (could.since is not None and began is not None and could.since > began)
        for way in could.ways:
            assert way.after.broken == "no"
            for step in way.steps:
                assert step.can_be_acted_on
                if could.begun and step.fact.startswith("act."):
                    assert step.was is None
                    assert step.fact != "act.staff_notified_before"


def test_what_could_have_been_done_is_told_with_its_time() -> None:
    """From when the advice was known to apply until the act ended, whenever that became known."""
    could = of(review(arrest()), ARREST).could_have
    assert could is not None
    assert (could.since, could.until, could.source, could.begun) == (16_000, 62_500, "instructor", False)
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


def test_what_was_asked_only_after_an_act_had_begun_leaves_what_the_act_was() -> None:
    """Where it takes place and what it is cannot be chosen any more, and nobody can be told before it."""
    incident = open_incident(case={"officer": OFFICER, "incident": STUDENT})
    incident.begin("a1", {"kind": "custodial_arrest", "in_school": True}, at=10)
    incident.learn({"acts": [{"id": "a1", "arrest_avoidable": True, "staff_involvement_practicable": True}]}, at=59)
    incident.end("a1", {"staff_notified_before": False, "staff_present": False}, at=60)
    found = review(incident)
    arrested, staff = of(found, ARREST).could_have, of(found, STAFF).could_have
    assert arrested is not None
    assert (arrested.since, arrested.begun, arrested.ways) == (59_000, True, ())
    assert staff is not None
    assert (staff.since, staff.begun) == (59_000, True)
    assert [[step.fact for step in way.steps] for way in staff.ways] == [["act.staff_present"]]


def test_an_act_of_which_nothing_was_known_as_it_ended_is_all_hindsight() -> None:
    """Told as a whole afterwards, it has no view of then; that is said, and nothing that could have been known."""
    incident = open_incident(case={"officer": OFFICER, "incident": STUDENT})
    incident.begin("a1", {"kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}, at=100, when=5)
    incident.end("a1", at=101, when=10)
    one = of(review(incident), ARREST)
    assert (one.outcome, one.as_it_ended, one.hindsight) == ("departed", None, True)
    assert one.could_have is not None
    assert not one.could_have.was_asked


def test_what_is_about_no_act_could_be_done_until_it_was_broken() -> None:
    """From when it was asked for; and where nothing asked for it before, that is said."""
    alleged = {"crime_alleged": True, "school_rule_alleged": True, "person_role": "student_here"}
    incident = open_incident(case={"officer": OFFICER})
    incident.learn({"incident": alleged}, at=5, source="observer")
    incident.learn({"incident": {"school_referral_considered": False, "formal_criminal_referral": True}}, at=90)
    could = of(review(incident), REFERRAL, "incident").could_have
    assert could is not None
    assert (could.since, could.until, could.source) == (5_000, 90_000, "observer")
    assert could.ways
    at_once = open_incident(case={"officer": OFFICER, "incident": {"school_referral_considered": False}})
    at_once.learn({"incident": {"formal_criminal_referral": True}}, at=3)
    at_once.learn({"incident": alleged}, at=9000)
    late = of(review(at_once), REFERRAL, "incident").could_have
    assert late is not None
    assert (late.since, late.until, late.ways, late.was_asked) == (None, 9_000_000, (), False)


def test_whether_an_act_is_done_is_not_guessed() -> None:
    """Nobody said, somebody said that it is ahead, it began, it ended."""
    acts = [{"id": "a1"}, {"id": "a2", "stage": "contemplated"}, {"id": "a3", "stage": "done"}]
    incident = open_incident(case={"officer": OFFICER, "acts": acts})
    incident.begin("a4", at=1)
    incident.begin("a5", at=1)
    incident.end("a5", at=2)
    assert [act.is_done for act in review(incident).acts] == [None, False, True, False, True]


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


def test_a_reason_that_was_given_later_is_no_hindsight() -> None:
    """Nor is the correction at 6:40, which makes nothing of what was known when the act ended."""
    found = review(arrest())
    one = of(found, ARREST)
    assert one.as_it_began is not None
    assert one.as_it_ended is not None
    assert (one.as_it_began.word, one.as_it_ended.outcome, one.outcome) == (
        "would depart",
        "departed",
        "departed with reason",
    )
    assert not one.hindsight
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
