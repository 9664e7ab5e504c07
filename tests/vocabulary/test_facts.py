"""Facts are declared once, with all that anyone needs to know of them, and accept only what they can mean."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sro_policy import InputError
from sro_policy.conditions import NEVER, holds
from sro_policy.vocabulary import CONSTRAINTS, VOCABULARY, ChoiceFact, Fact, act, as_of, incident, officer, program
from sro_policy.vocabulary.calendar import around, reaching, shifted
from sro_policy.vocabulary.kinds import SAYS, SPOKEN_OF
from sro_policy.vocabulary.measured_facts import check_date

ALL = list(VOCABULARY.facts.values())


@pytest.mark.parametrize("fact", ALL, ids=lambda f: f.key)
def test_a_fact_says_what_it_is_and_how_to_ask_for_it(fact: Fact) -> None:
    """Each has a sentence, a question, a cost and someone who can answer."""
    assert fact.known_that
    assert not fact.known_that.endswith(".")
    assert fact.ask.endswith("?")
    assert fact.seconds > 0
    assert fact.who in {"officer", "supervisor", "school", "records"}
    assert fact.schema()


NAMES = {
    "officer": """
        is_sro assumed_duties_on basic_course_on required_course_on employer_unable_to_provide_course
        ongoing_training_on substitute substitute_contact_days training_documents_on_file policy_reviewed_on
    """,
    "incident": """
        crime_alleged school_rule_alleged offense_restates_defiance crime_is_pretext person_role person_age
        disability_known weapon injury ongoing_threat prior_incidents school_referral_considered
        formal_criminal_referral holds_student_or_parent_data records_kept_as_required
    """,
    "act": """
        stage kind purposes serves_duty acting_as_sro uses_force uses_authority discipline_under_way
        participates_in_discipline in_school custody_for_offense arrest_avoidable exigency public_safety_need
        other_lawful_basis noncommunal_practicable out_of_view_practicable in_communal_area in_view_of_students
        staff_involvement_practicable staff_notified_before staff_present staff_is_administrator_or_designee
        age_appropriate deescalation_practicable deescalation_used within_training force_amount_reasonable
    """,
    "contract": """
        includes_statutory_duties addresses_attire states_school_role_in_selection sets_up_public_notice
        addresses_data_practices has_paid_services covers_paid_services addresses_deescalation_resources
        has_additional_duties
    """,
    "program": """
        contract_in_force school_level sro_appointed helps_safety_plan guards_against_outside_threats
        promotes_respect_for_law guides_students_at_risk reduces_crime_near_campus improves_communication
        coordinates_activity_security has_large_activities security_audit_on
    """,
}
"""The names of the vocabulary by subject, in its order: users depend on them."""


def test_the_facts_are_those_of_the_vocabulary() -> None:
    """Each fact has the full name by which users say it, in the order of the vocabulary, and there are no others."""
    names = [f"{subject}.{name}" for subject, listed in NAMES.items() for name in listed.split()]
    assert list(VOCABULARY.facts) == ["as_of", *names]


def test_a_fact_knows_the_name_under_which_it_is_declared() -> None:
    """The name stands once, where the fact is declared, and is that by which rules reach it."""
    for subject in VOCABULARY.subjects:
        for fact in subject.facts():
            assert getattr(subject, fact.name) is fact
            assert fact.key == (f"{subject.name}.{fact.name}" if subject.name else fact.name)
            assert VOCABULARY.facts[fact.key] is fact


def test_judged_facts_are_those_that_a_person_must_judge() -> None:
    """The open-textured facts, and no others."""
    assert {f.key for f in ALL if f.judged} == {
        "incident.offense_restates_defiance", "incident.crime_is_pretext", "incident.records_kept_as_required",
        "act.uses_authority", "act.arrest_avoidable", "act.exigency", "act.public_safety_need",
        "act.noncommunal_practicable", "act.out_of_view_practicable", "act.staff_involvement_practicable",
        "act.age_appropriate", "act.deescalation_practicable", "act.within_training", "act.force_amount_reasonable",
    }  # fmt: skip


def test_bearing_facts_are_those_that_decide_no_rule() -> None:
    """Age, weapon and the like are listed for a person alone."""
    assert {f.key for f in ALL if f.bearing} == {
        "incident.person_age", "incident.disability_known", "incident.weapon", "incident.injury",
        "incident.ongoing_threat", "incident.prior_incidents", "incident.formal_criminal_referral",
        "act.serves_duty",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fact", "value", "says"),
    [
        (act.in_school, "yes", "not true or false"),
        (act.in_school, 1, "not true or false"),
        (act.in_school, None, "not true or false"),
        (incident.person_role, "student", "unknown value `student`"),
        (incident.person_role, 3, "one of student_here"),
        (act.purposes, "crime", "not a list"),
        (act.purposes, [], "an empty list says nothing"),
        (act.purposes, ["crime", "crime"], "stands twice"),
        (act.purposes, ["safty"], "did you mean `safety`"),
        (act.purposes, {"crime": "yes"}, "not true or false"),
        (act.purposes, {"crim": True}, "did you mean `crime`"),
        (incident.person_age, 7.5, "not a whole number"),
        (incident.person_age, True, "not a whole number"),
        (incident.person_age, -1, "not between 0 and 130"),
        pytest.param(incident.person_age, 10**5000, "not between", id="many digits"),
        (officer.assumed_duties_on, "2026-02-30", "no calendar has"),
        (officer.assumed_duties_on, "24.11.2026", "YYYY-MM-DD"),
        (officer.assumed_duties_on, "2026-1-124", "YYYY-MM-DD"),
        (officer.assumed_duties_on, True, "does not say when"),
        (officer.assumed_duties_on, dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "YYYY-MM-DD"),
        (as_of, False, "YYYY-MM-DD"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused(fact: Fact, value: Any, says: str) -> None:
    """Wrong types, unknown names and impossible days are refused in words."""
    with pytest.raises(InputError, match=says):
        fact.check(value)


def test_places_below_a_fact_are_named() -> None:
    """The place of a wrong member is its index, or its name."""
    with pytest.raises(InputError) as wrong:
        act.purposes.check(["crime", "safty"])
    assert wrong.value.place == "[1]"
    with pytest.raises(InputError) as wrong:
        act.purposes.check({"crime": 1})
    assert wrong.value.place == ".crime"


def test_a_list_is_complete_and_an_object_says_only_what_it_says() -> None:
    """A list says no to what it leaves out; an object leaves it open, and null says nothing."""
    assert dict(act.purposes.check(["crime"])) == {p: p == "crime" for p in act.purposes.values}  # type: ignore[call-overload]
    assert act.purposes.check({"crime": True, "safety": None}) == (("crime", True),)
    assert act.purposes.check(frozenset({"crime", "safety"})) == act.purposes.check(["safety", "crime"])
    assert act.purposes.any() == NEVER


def test_dates_are_dates() -> None:
    """A date is itself, or text of it."""
    assert check_date("2026-11-24") == check_date(dt.date(2026, 11, 24))
    assert officer.assumed_duties_on.check(False) is False
    assert list(officer.assumed_duties_on.readings(False)) == []


def test_a_kind_speaks_of_authority_force_and_custody() -> None:
    """Every kind has a word for each, and the constraints say the same."""
    assert set(SAYS) == set(act.kind.values)
    for kind, answers in SAYS.items():
        for fact, answer in zip(SPOKEN_OF, answers, strict=True):
            allowed = [
                value
                for value in (True, False)
                if all(
                    holds(c.must_hold, {"act.kind": kind, fact.key: value})
                    for c in CONSTRAINTS
                    if c.says.startswith(f"an act of kind {kind} ") and c.says.endswith(fact.key)
                )
            ]
            assert allowed == {"yes": [True], "no": [False], "ask": [True, False]}[answer]


def test_days_stop_at_the_ends_of_the_calendar() -> None:
    """Shifting a day never leaves the calendar."""
    assert shifted(dt.date.min, -1) == dt.date.min
    assert shifted(dt.date.max, 1) == dt.date.max
    assert around(dt.date(2026, 1, 1)) == (dt.date(2025, 12, 31), dt.date(2026, 1, 1), dt.date(2026, 1, 2))


def test_the_edges_of_a_period_are_where_it_begins_and_ceases_to_reach_a_day() -> None:
    """28 to 31 August all reach 28 February, so the edges lie around them."""
    edges = reaching(dt.date(2027, 2, 28), 6)
    assert {dt.date(2026, 8, 27), dt.date(2026, 8, 28), dt.date(2026, 8, 31), dt.date(2026, 9, 1)} <= set(edges)


def test_a_fact_of_no_kind_cannot_be_used() -> None:
    """The base of all facts checks and says nothing by itself."""
    bare = Fact(known_that="x", ask="x?", who="officer")
    for call in (lambda: bare.check(1), lambda: bare.readings(True), bare.schema, lambda: bare.worded(True)):
        with pytest.raises(NotImplementedError):
            call()
    assert bare.variables == ()


def test_the_annual_audit_is_a_date() -> None:
    """The entry of 431.3(h) rests on a day, not on a yes or no."""
    assert program.security_audit_on.type_name == "a date, or false"


@pytest.mark.parametrize("fact", [fact for fact in ALL if isinstance(fact, ChoiceFact)])
def test_a_choice_is_read_as_its_one_variable(fact: ChoiceFact) -> None:
    """Each name of a choice is the value of the variable that has the fact's own name."""
    assert [variable.name for variable in fact.variables] == [fact.key]
    for value in fact.values:
        assert list(fact.readings(fact.check(value))) == [(fact.key, value)]
