"""Flags, each with the words in which a person reads it."""

from __future__ import annotations

from sro_policy.conditions import Operand
from sro_policy.policy import STATUSES, Flag, Status
from sro_policy.rules.conditions import arrest_necessary, person_is_student, school_arrest, staff_involved
from sro_policy.vocabulary import act, incident, officer
from sro_policy.vocabulary.computed import exempt_substitute, initial_deadlines_differ

_APPLICABLE: tuple[Status, ...] = ("clear", "undetermined", "due", "met", "breached")

pretext_review = Flag(
    "pretext_review",
    "the only offence alleged restates the defiance of staff: whether it is a pretext is for a person to judge",
    incident.offense_restates_defiance,
    at=STATUSES,
)
participation_review = Flag(
    "participation_review",
    "the officer was present while discipline was under way: review whether that was taking part",
    act.kind.is_("presence") & act.discipline_under_way,
    (act.participates_in_discipline,),
    at=("due", "met"),
)
presumed = Flag(
    "presumed",
    "a crime is alleged and the school rule is unknown: shown as if a school rule were involved",
    incident.crime_alleged,
    (incident.school_rule_alleged, ~incident.school_rule_alleged),
    at=("undetermined",),
    provisional=True,
)
other_lawful_basis = Flag(
    "other_lawful_basis",
    "there is a warrant, or a law demands the arrest",
    act.other_lawful_basis,
    at=("breached", "undetermined"),
)
weak_staff = Flag(
    "weak_staff",
    "the staff is not, or is not known to be, an administrator or a designee",
    staff_involved,
    (act.staff_is_administrator_or_designee,),
    at=("met", "clear"),
)
scope = Flag(
    "scope",
    "the officer is not an SRO: the clause names no actor, and is informational",
    ~officer.is_sro,
    at=_APPLICABLE,
)
deadline_conflict = Flag(
    "deadline_conflict",
    "the date that the POST Board publishes gives another answer than the statute's",
    initial_deadlines_differ,
    (exempt_substitute,),
    at=_APPLICABLE,
)


def unverified_parameter(training_in_time: Operand) -> Flag:
    """Return the flag that only the limit for substitutes may carry a finding on training, while it is unverified."""
    return Flag(
        "unverified_parameter",
        "it rests on the limit of days for substitutes, which nobody has verified",
        officer.substitute,
        (training_in_time,),
        at=_APPLICABLE,
        unless_verified=("substitute_day_limit",),
    )


def by_purpose(conduct: Operand, practicable: Operand) -> Flag:
    """Return the flag that a clause on how to arrest speaks by its purpose, though not by its words."""
    return Flag(
        "by_purpose",
        "by its purpose the clause speaks of this arrest, though its words may not reach it",
        school_arrest,
        (arrest_necessary & person_is_student, conduct, ~practicable),
        at=("not_applicable", "undetermined"),
        provisional=True,
    )
