"""Facts about the incident: one person's matter."""

from __future__ import annotations

from sro_policy.vocabulary.facts import BooleanFact, ChoiceFact, IntegerFact, Subject

PERSON_ROLES = ("student_here", "student_elsewhere", "former_student", "staff", "visitor", "other")
"""What the person is to the school."""


class Incident(Subject):
    """What one person is said to have done, and what became of it."""

    name = "incident"

    crime_alleged = BooleanFact(
        known_that="criminal conduct of this person is alleged or suspected",
        ask="Is this person alleged or suspected to have committed a crime?",
        who="officer",
        sensitivity="juvenile",
    )
    school_rule_alleged = BooleanFact(
        known_that="the conduct breaks, or is alleged to break, a school rule or policy",
        ask="Does the conduct break a school rule or policy, or is it said to?",
        who="school",
        seconds=15,
        sensitivity="education",
    )
    offense_restates_defiance = BooleanFact(
        known_that="the only offence alleged restates the refusal to obey school staff",
        ask="Is the only offence alleged another name for refusing to obey school staff?",
        who="supervisor",
        seconds=60,
        judged=True,
        sensitivity="juvenile",
    )
    crime_is_pretext = BooleanFact(
        known_that="the alleged crime was a pretext for enforcing the school rule",
        ask="Was the alleged crime a pretext for enforcing the school rule?",
        who="supervisor",
        seconds=300,
        intrusive=True,
        judged=True,
        sensitivity="juvenile",
    )
    person_role = ChoiceFact(
        known_that="the person is, to the school, one of these",
        ask="Is the person a student here or elsewhere, a former student, staff, a visitor or someone else?",
        who="school",
        seconds=15,
        sensitivity="education",
        values=PERSON_ROLES,
    )
    person_age = IntegerFact(
        known_that="the person is so many years old",
        ask="How old is the person?",
        who="school",
        seconds=15,
        sensitivity="juvenile",
        bearing=True,
        most=130,
    )
    disability_known = BooleanFact(
        known_that="the person is known to have a disability",
        ask="Is the person known to have a disability?",
        who="school",
        seconds=30,
        intrusive=True,
        sensitivity="education",
        bearing=True,
    )
    weapon = BooleanFact(
        known_that="a weapon is involved",
        ask="Is a weapon involved?",
        who="officer",
        sensitivity="juvenile",
        bearing=True,
    )
    injury = BooleanFact(
        known_that="someone was hurt",
        ask="Was anyone hurt?",
        who="officer",
        sensitivity="juvenile",
        bearing=True,
    )
    ongoing_threat = BooleanFact(
        known_that="a threat goes on",
        ask="Does a threat go on?",
        who="officer",
        bearing=True,
    )
    prior_incidents = IntegerFact(
        known_that="there were so many earlier incidents with this person",
        ask="How many earlier incidents with this person are on record?",
        who="records",
        seconds=120,
        intrusive=True,
        sensitivity="juvenile",
        bearing=True,
        most=10_000,
    )
    school_referral_considered = BooleanFact(
        known_that="referral to school authorities was considered",
        ask="Was it considered to refer the matter to school authorities?",
        who="officer",
        sensitivity="juvenile",
    )
    formal_criminal_referral = BooleanFact(
        known_that="a petition, charge or citation is sought",
        ask="Is a petition, charge or citation sought?",
        who="officer",
        sensitivity="juvenile",
        bearing=True,
    )
    holds_student_or_parent_data = BooleanFact(
        known_that="department records of the incident contain student or parent data",
        ask="Do the department's records of the incident contain student or parent data?",
        who="records",
        seconds=60,
    )
    records_kept_as_required = BooleanFact(
        known_that="those records are kept as state law and the records policy say",
        ask="Are those records kept as the Records Maintenance and Release Policy and state law say?",
        who="records",
        seconds=300,
        judged=True,
    )


incident = Incident()
