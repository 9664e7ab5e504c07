"""Facts about the SRO programme at one school."""

from __future__ import annotations

from sro_policy.vocabulary.facts import BooleanFact, Subject
from sro_policy.vocabulary.measured_facts import DateFact
from sro_policy.vocabulary.named_facts import ChoiceFact

SCHOOL_LEVELS = {
    "elementary": "an elementary school",
    "middle": "a middle school",
    "secondary": "a secondary school",
}
"""The schools that the programme serves, in words that complete "the school is …"."""


class Program(Subject):
    """The programme: whether it stands on a contract, whom it appointed and what it does."""

    name = "program"

    contract_in_force = BooleanFact(
        known_that="a contract with the school district or charter school is in force",
        known_not="no contract with the school district or charter school is in force",
        ask="Is a contract in force with the school district or charter school?",
        who="records",
        seconds=60,
        can_be_acted_on=True,
    )
    school_level = ChoiceFact(
        known_that="the school is of this level",
        ask="Is the school an elementary, a middle or a secondary school?",
        who="school",
        values=tuple(SCHOOL_LEVELS),
        words=SCHOOL_LEVELS,
        so="the school is {}",
        not_so="the school is not {}",
    )
    sro_appointed = BooleanFact(
        known_that="an SRO is appointed",
        known_not="no SRO is appointed",
        ask="Has an SRO been appointed?",
        who="supervisor",
        can_be_acted_on=True,
    )
    helps_safety_plan = BooleanFact(
        known_that="the programme helps to develop and carry out a school safety plan",
        known_not="the programme does not help to develop and carry out a school safety plan",
        ask="Does the programme help to develop and carry out a school safety plan?",
        who="school",
        seconds=60,
        can_be_acted_on=True,
    )
    guards_against_outside_threats = BooleanFact(
        known_that="the programme guards against outside threats",
        known_not="the programme does not guard against outside threats",
        ask="Does the programme guard the school against outside threats?",
        who="school",
        seconds=60,
        can_be_acted_on=True,
    )
    promotes_respect_for_law = BooleanFact(
        known_that="the programme furthers respect for law and order",
        known_not="the programme does not further respect for law and order",
        ask="Does the programme further respect for law and order?",
        who="school",
        seconds=60,
        can_be_acted_on=True,
    )
    guides_students_at_risk = BooleanFact(
        known_that="the programme notices students at risk of entering the justice system and guides them elsewhere",
        known_not="the programme does not both notice students at risk of entering the justice system and guide them "
        "elsewhere",
        ask="Does the programme notice students at risk of entering the justice system and guide them elsewhere?",
        who="school",
        seconds=60,
        can_be_acted_on=True,
    )
    reduces_crime_near_campus = BooleanFact(
        known_that="the programme works to reduce crime on and near campus",
        known_not="the programme does not work to reduce crime on and near campus",
        ask="Does the programme work to reduce crime on and near campus?",
        who="supervisor",
        seconds=60,
        can_be_acted_on=True,
    )
    improves_communication = BooleanFact(
        known_that="the programme improves communication among students, families, district staff and the Department",
        known_not="the programme does not improve communication among students, families, district staff and the "
        "Department",
        ask="Does the programme improve communication among students, families, district staff and the Department?",
        who="school",
        seconds=60,
        can_be_acted_on=True,
    )
    coordinates_activity_security = BooleanFact(
        known_that="the programme helps to coordinate security at school activities",
        known_not="the programme does not help to coordinate security at school activities",
        ask="Does the programme help to coordinate security at school activities?",
        who="school",
        seconds=60,
        can_be_acted_on=True,
    )
    has_large_activities = BooleanFact(
        known_that="the school has activities such as games, dances or other large gatherings",
        known_not="the school has no activities such as games, dances or other large gatherings",
        ask="Does the school have activities such as games, dances or other large gatherings?",
        who="school",
    )
    security_audit_on = DateFact(
        known_that="the latest audit of security measures was on this day",
        known_not="security measures have not been audited",
        ask="When was the latest audit of the school's security measures?",
        who="records",
        seconds=60,
        can_be_acted_on=True,
    )


program = Program()
