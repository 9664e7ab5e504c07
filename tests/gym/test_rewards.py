"""What counts by default: what the trainee did, by what could be known as it was done."""

from __future__ import annotations

from typing import Any

from sro_policy.gym import EXAMPLE_WEIGHTS, by_outcome, is_the_trainees
from sro_policy.review import Review, review
from sro_policy.session import LiveIncident, open_incident

from ..review.incidents import ARREST, OFFICER, REFERRAL, STUDENT
from .playing import NUMBERS, environment

REWARD = by_outcome(EXAMPLE_WEIGHTS)
AVOIDABLE = {"kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}
HIDDEN = {"id": "a1", "kind": "custodial_arrest", "in_school": True, "acting_as_sro": True}


def done(case: dict[str, Any] | None = None, facts: dict[str, Any] | None = None, **more: Any) -> LiveIncident:
    """An incident with one act that is done."""
    incident = open_incident(case={"officer": OFFICER, **(case or {})}, engine="table", **more)
    incident.begin("a1", AVOIDABLE if facts is None else facts, at=1)
    incident.end("a1", at=2)
    return incident


def counted(found: Review) -> set[tuple[str, str]]:
    return {(one.finding.rule, one.outcome) for one in found.findings if is_the_trainees(found, one)}


def outcome(found: Review, rule: str) -> str:
    return next(one.outcome for one in found.findings if one.finding.rule == rule)


def test_what_a_contract_lacks_costs_no_trainee() -> None:
    """Nor what a department owes."""
    lacking = {"contract": {"addresses_attire": False}, "incident": {"holds_student_or_parent_data": True}}
    found = review(done(lacking, {"kind": "presence"}))
    assert "violated" in found.by_outcome
    assert REWARD(found) == REWARD(review(done({}, {"kind": "presence"})))
    spared = {one.finding.addressee for one in found.findings if not is_the_trainees(found, one)}
    assert {"contract", "Department"} <= spared


def test_dates_cost_no_trainee() -> None:
    """When an officer was trained is nothing that is done in an episode."""
    dates = {"assumed_duties_on": "2024-09-03", "required_course_on": False, "basic_course_on": False}
    late = {"as_of": "2026-11-24", "officer": {**OFFICER, "substitute": False, **dates}}
    found = review(done(late, {"kind": "presence"}))
    assert outcome(found, "431.8/initial-training") == "violated"
    assert REWARD(found) == REWARD(review(done({}, {"kind": "presence"})))


def test_what_comes_to_light_only_afterwards_costs_no_trainee() -> None:
    """An arrest that turns out avoidable when it is over was a coin toss; who asked before had it in hand."""
    opening = {"officer": OFFICER, "incident": {"person_role": "student_here"}, "acts": [HIDDEN]}
    gained = {}
    for asked in ((), ("ask act.arrest_avoidable",)):
        env = environment(opening=opening)
        env.reset(seed=0)
        gained[asked] = [env.step(NUMBERS[name])[1] for name in (*asked, "begin", "end")][-1]
        assert outcome(env.review(), ARREST) == "departed"
    assert list(gained.values()) == [0.0, -3.0]


def test_the_same_goes_for_what_is_about_the_incident() -> None:
    """That a crime was alleged and no referral considered, known only when the act is over, weighs nothing."""
    opening = {"officer": OFFICER, "incident": {"person_role": "student_here"}, "acts": [{"id": "a1", **AVOIDABLE}]}
    unasked = environment(opening=opening)
    unasked.reset(seed=1)
    assert [unasked.step(NUMBERS[name])[1] for name in ("begin", "end")][-1] == -3.0
    assert outcome(unasked.review(), REFERRAL) == "departed"
    assert (REFERRAL, "departed") not in counted(unasked.review())
    known = {"person_role": "student_here", "crime_alleged": True, "school_rule_alleged": True}
    asked = environment(opening={**opening, "incident": known})
    asked.reset(seed=1)
    assert [asked.step(NUMBERS[name])[1] for name in ("do incident.formal_criminal_referral: yes", "begin", "end")]
    assert (REFERRAL, "departed") in counted(asked.review())


def test_a_reason_given_later_is_no_hindsight() -> None:
    """It changes the word, and nothing that was done."""
    referred = {**STUDENT, "school_rule_alleged": True, "formal_criminal_referral": True}
    incident = done({"incident": {**referred, "school_referral_considered": False}}, {"kind": "presence"})
    assert (REFERRAL, "departed") in counted(review(incident))
    incident.give_reason(REFERRAL, "incident", "The prosecutor had asked.", at=9)
    assert (REFERRAL, "departed with reason") in counted(review(incident))


def test_what_is_permitted_or_excused_earns_nothing() -> None:
    """Where "should" is free choice an avoidable arrest keeps no advice."""
    found = review(done({}, AVOIDABLE, settings={"M1": "free"}))
    assert outcome(found, ARREST) == "met"
    assert ARREST not in {rule for rule, _ in counted(found)}
    assert REWARD(found) == 0.0


def test_without_an_act_that_has_ended_nothing_came_to_light_too_late() -> None:
    """An episode that is cut short is reviewed as it stands."""
    incident = open_incident(case={"officer": OFFICER}, engine="table")
    incident.learn({"incident": {**STUDENT, "school_rule_alleged": True, "formal_criminal_referral": True}}, at=1)
    incident.learn({"incident": {"school_referral_considered": False}}, at=2)
    assert (REFERRAL, "departed") in counted(review(incident))


def test_other_findings_count_if_you_say_so() -> None:
    """Which of them do is yours, as the weights are."""
    found = review(done())
    assert by_outcome({"departed": 1.0}, lambda _, one: one.finding.rule == ARREST)(found) == 1.0
    assert by_outcome({"departed": 1.0}, lambda *_: False)(found) == 0.0
