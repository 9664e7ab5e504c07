"""What a finding comes to."""

from __future__ import annotations

from hypothesis import given, settings

from sro_policy import evaluate
from sro_policy.review import OUTCOMES, review_case
from sro_policy.testing import partial_cases

from .incidents import ARREST, OFFICER, STUDENT


@settings(deadline=None, max_examples=50)
@given(case=partial_cases())
def test_an_outcome_says_what_the_status_says(case: dict[str, object]) -> None:
    """Only a broken duty is violated, only broken advice departed from, and nothing open is held against anyone."""
    for one in review_case(case, engine="table").findings:
        finding, outcome = one.finding, one.outcome
        assert outcome in OUTCOMES
        assert (outcome == "violated") <= (finding.status == "breached" and finding.force in {"shall", "shall_not"})
        assert outcome.startswith("departed") <= (finding.status == "breached" and finding.force.startswith("should"))
        assert (outcome == "departed with reason") == (finding.word == "departed with reason")
        assert (outcome in {"met", "clear"}) == (finding.status in {"met", "clear"})
        assert (outcome == "not applicable") == (finding.status == "not_applicable")
        is_open = outcome in {"awaiting judgment", "undetermined", "ahead"}
        assert is_open == (finding.status in {"due", "undetermined"} or finding.word.startswith("would"))
        if outcome == "awaiting judgment":
            assert finding.needs == finding.judged != ()
        if outcome == "undetermined":
            assert set(finding.needs) != set(finding.judged)


@settings(deadline=None, max_examples=50)
@given(case=partial_cases())
def test_a_review_of_a_case_has_the_findings_of_its_decision(case: dict[str, object]) -> None:
    """In its order, each with its explanation; nothing is added and nothing left out."""
    decision, found = evaluate(case, engine="table"), review_case(case, engine="table")
    assert [one.finding for one in found.findings] == list(decision.findings)
    assert [one.why for one in found.findings] == [finding.why() for finding in decision.findings]
    assert found.decision == decision
    assert sum(map(len, found.by_outcome.values())) == len(decision.findings)


def test_an_act_that_is_not_done_is_ahead() -> None:
    """It can still be left; once it is done, the same facts are a departure."""
    act = {"id": "a1", "kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}
    for stage, outcome in (("contemplated", "ahead"), ("done", "departed")):
        case = {"officer": OFFICER, "incident": STUDENT, "acts": [{**act, "stage": stage}]}
        (one,) = [one for one in review_case(case).findings if one.finding.rule == ARREST]
        assert one.outcome == outcome


def test_a_duty_that_is_not_yet_late_is_ahead() -> None:
    """Nothing is missing to say so: the day has not passed."""
    officer = {"is_sro": True, "assumed_duties_on": "2026-11-01", "basic_course_on": False, "required_course_on": False}
    officer |= {"substitute": False, "employer_unable_to_provide_course": True}
    found = review_case({"as_of": "2026-11-24", "officer": officer})
    ahead = [one.finding for one in found.by_outcome.get("ahead", ())]
    assert any(finding.rule == "431.8/initial-training" and finding.due_by is not None for finding in ahead)
