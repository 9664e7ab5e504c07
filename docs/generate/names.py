"""The derived conditions of ``rules/conditions.py``, each with the words in which a reader meets it."""

from __future__ import annotations

from typing import final

import attrs

from sro_policy.conditions import Condition
from sro_policy.rules import conditions
from sro_policy.vocabulary import officer


@final
@attrs.frozen
class Name:
    """A condition that has a name: in the code, and in words, where it is so and where it is not."""

    key: str
    condition: Condition
    so: str
    not_so: str


NAMES: tuple[Name, ...] = (
    Name("is_sro", officer.is_sro.as_condition(), "the officer is an SRO", "the officer is not an SRO"),
    Name(
        "in_sro_capacity",
        conditions.in_sro_capacity,
        "the act is done in school, or elsewhere as an SRO",
        "the act is done neither in school nor as an SRO",
    ),
    Name("person_is_student", conditions.person_is_student, "the person is a student", "the person is not a student"),
    Name(
        "interacts", conditions.interacts, "the act is more than being present", "the act is no more than being present"
    ),
    Name(
        "legitimate_purpose",
        conditions.legitimate_purpose,
        "the act serves a legitimate law-enforcement purpose",
        "the act serves no legitimate law-enforcement purpose",
    ),
    Name(
        "only_school_rules",
        conditions.only_school_rules,
        "the act serves school rules or discipline, and nothing legitimate besides",
        "the act serves no school rule or discipline, or something legitimate besides",
    ),
    Name(
        "school_arrest",
        conditions.school_arrest,
        "it is a custodial arrest in school",
        "it is no custodial arrest in school",
    ),
    Name(
        "arrest_in_context",
        conditions.arrest_in_context,
        "it is a custodial arrest that the clause reaches",
        "it is no custodial arrest that the clause reaches",
    ),
    Name(
        "arrest_necessary",
        conditions.arrest_necessary,
        "exigency or public safety makes the arrest necessary",
        "neither exigency nor public safety makes the arrest necessary",
    ),
    Name(
        "staff_involved",
        conditions.staff_involved,
        "school staff were told before, or were there",
        "school staff were neither told before nor there",
    ),
)
"""Every derived condition; where two are equal under the settings, the first lends its words."""
