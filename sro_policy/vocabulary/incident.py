"""Facts about the incident: one person's matter."""

from __future__ import annotations

from sro_policy.vocabulary.facts import BooleanFact, Subject
from sro_policy.vocabulary.measured_facts import IntegerFact
from sro_policy.vocabulary.named_facts import ChoiceFact

PERSON_ROLES = {
    "student_here": "a student of this school",
    "student_elsewhere": "a student of another school",
    "former_student": "a former student",
    "staff": "a member of school staff",
    "visitor": "a visitor",
    "other": "someone in another role",
}
"""What the person is to the school, in words that complete "the person is …"."""


class Incident(Subject):
    """What one person is said to have done, and what became of it."""

    name = "incident"

    crime_alleged = BooleanFact(
        known_that="criminal conduct of this person is alleged or suspected",
        known_not="no criminal conduct of this person is alleged or suspected",
        ask="Is this person alleged or suspected to have committed a crime?",
        who="officer",
        sensitivity="juvenile",
    )
    school_rule_alleged = BooleanFact(
        known_that="the conduct breaks, or is alleged to break, a school rule or policy",
        known_not="the conduct neither breaks nor is alleged to break a school rule or policy",
        ask="Does the conduct break a school rule or policy, or is it said to?",
        who="school",
        seconds=15,
        sensitivity="education",
    )
    offense_restates_defiance = BooleanFact(
        known_that="the only offence alleged restates the refusal to obey school staff",
        known_not="an offence that restates the refusal to obey school staff is not the only one alleged",
        ask="Is the only offence alleged another name for refusing to obey school staff?",
        who="supervisor",
        seconds=60,
        judged=True,
        sensitivity="juvenile",
    )
    crime_is_pretext = BooleanFact(
        known_that="the alleged crime was a pretext for enforcing the school rule",
        known_not="no crime was alleged as a pretext for enforcing the school rule",
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
        values=tuple(PERSON_ROLES),
        words=PERSON_ROLES,
        so="the person is {}",
        not_so="the person is not {}",
    )
    person_age = IntegerFact(
        known_that="the person is so many years old",
        known_not="the person is less than a year old",
        known_one="the person is 1 year old",
        known_some="the person is at least a year old",
        ask="How old is the person?",
        who="school",
        seconds=15,
        sensitivity="juvenile",
        bearing=True,
        most=130,
    )
    disability_known = BooleanFact(
        known_that="the person is known to have a disability",
        known_not="the person is not known to have a disability",
        ask="Is the person known to have a disability?",
        who="school",
        seconds=30,
        intrusive=True,
        sensitivity="education",
        bearing=True,
    )
    weapon = BooleanFact(
        known_that="a weapon is involved",
        known_not="no weapon is involved",
        ask="Is a weapon involved?",
        who="officer",
        sensitivity="juvenile",
        bearing=True,
    )
    injury = BooleanFact(
        known_that="someone was hurt",
        known_not="no one was hurt",
        ask="Was anyone hurt?",
        who="officer",
        sensitivity="juvenile",
        bearing=True,
    )
    ongoing_threat = BooleanFact(
        known_that="a threat goes on",
        known_not="no threat goes on",
        ask="Does a threat go on?",
        who="officer",
        bearing=True,
    )
    prior_incidents = IntegerFact(
        known_that="there were so many earlier incidents with this person",
        known_not="there were no earlier incidents with this person",
        known_one="there was 1 earlier incident with this person",
        known_some="there was at least one earlier incident with this person",
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
        known_not="referral to school authorities was not considered",
        ask="Was leaving the matter to school authorities considered?",
        who="officer",
        sensitivity="juvenile",
        can_be_acted_on=True,
    )
    formal_criminal_referral = BooleanFact(
        known_that="a petition, charge or citation is sought",
        known_not="no petition, charge or citation is sought",
        ask="Is a petition, charge or citation sought?",
        who="officer",
        sensitivity="juvenile",
        bearing=True,
        can_be_acted_on=True,
    )
    holds_student_or_parent_data = BooleanFact(
        known_that="department records of the incident contain student or parent data",
        known_not="no department records of the incident contain student or parent data",
        ask="Do the department's records of the incident contain student or parent data?",
        who="records",
        seconds=60,
    )
    records_kept_as_required = BooleanFact(
        known_that="the records of the incident are kept as state law and the records policy say",
        known_not="the records of the incident are not kept as state law and the records policy say",
        ask="Are the department's records of the incident kept as the Records Maintenance and Release Policy and state "
        "law say?",
        who="records",
        seconds=300,
        judged=True,
        can_be_acted_on=True,
    )


incident = Incident()
