"""Typed records, for those who build a case in Python. One class a subject, one field a fact.

A field that is left out, or ``None``, is unknown; nothing has a default. Values are checked when a case is
evaluated, as those of a plain dict are. Written by ``python -m sro_policy.evaluation.generate_records``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal, TypeAlias, final

import attrs

Date: TypeAlias = "dt.date | str | Literal[False] | None"
"""A day, also as text ``YYYY-MM-DD``; ``False``: it has not happened; ``None``: unknown."""

PersonRole: TypeAlias = Literal["student_here", "student_elsewhere", "former_student", "staff", "visitor", "other"]
Stage: TypeAlias = Literal["contemplated", "done"]
Kind: TypeAlias = Literal[
    "presence",
    "conversation",
    "instruction",
    "questioning",
    "command",
    "citation",
    "escort",
    "search",
    "physical_force",
    "detention",
    "transport",
    "handcuffing",
    "custodial_arrest",
]
Purpose: TypeAlias = Literal["school_rule", "discipline", "crime", "safety", "welfare", "legal_process"]
Duty: TypeAlias = Literal["a", "b", "c", "d", "e", "f", "g"]
SchoolLevel: TypeAlias = Literal["elementary", "middle", "secondary"]


@final
@attrs.frozen(kw_only=True)
class Officer:
    """What is known of the officer."""

    is_sro: bool | None = None
    assumed_duties_on: Date = None
    basic_course_on: Date = None
    required_course_on: Date = None
    employer_unable_to_provide_course: bool | None = None
    ongoing_training_on: Date = None
    substitute: bool | None = None
    substitute_contact_days: int | None = None
    training_documents_on_file: bool | None = None
    policy_reviewed_on: Date = None


@final
@attrs.frozen(kw_only=True)
class Incident:
    """What is known of one person's matter."""

    crime_alleged: bool | None = None
    school_rule_alleged: bool | None = None
    offense_restates_defiance: bool | None = None
    crime_is_pretext: bool | None = None
    person_role: PersonRole | None = None
    person_age: int | None = None
    disability_known: bool | None = None
    weapon: bool | None = None
    injury: bool | None = None
    ongoing_threat: bool | None = None
    prior_incidents: int | None = None
    school_referral_considered: bool | None = None
    formal_criminal_referral: bool | None = None
    holds_student_or_parent_data: bool | None = None
    records_kept_as_required: bool | None = None


@final
@attrs.frozen(kw_only=True)
class Act:
    """What is known of one act. ``id`` names it within the case."""

    id: str
    stage: Stage | None = None
    kind: Kind | None = None
    purposes: Sequence[Purpose] | AbstractSet[Purpose] | Mapping[Purpose, bool | None] | None = None
    serves_duty: Sequence[Duty] | AbstractSet[Duty] | Mapping[Duty, bool | None] | None = None
    acting_as_sro: bool | None = None
    uses_force: bool | None = None
    uses_authority: bool | None = None
    discipline_under_way: bool | None = None
    participates_in_discipline: bool | None = None
    in_school: bool | None = None
    custody_for_offense: bool | None = None
    arrest_avoidable: bool | None = None
    exigency: bool | None = None
    public_safety_need: bool | None = None
    other_lawful_basis: bool | None = None
    noncommunal_practicable: bool | None = None
    out_of_view_practicable: bool | None = None
    in_communal_area: bool | None = None
    in_view_of_students: bool | None = None
    staff_involvement_practicable: bool | None = None
    staff_notified_before: bool | None = None
    staff_present: bool | None = None
    staff_is_administrator_or_designee: bool | None = None
    age_appropriate: bool | None = None
    deescalation_practicable: bool | None = None
    deescalation_used: bool | None = None
    within_training: bool | None = None
    force_amount_reasonable: bool | None = None


@final
@attrs.frozen(kw_only=True)
class Contract:
    """What is known of the contract."""

    includes_statutory_duties: bool | None = None
    addresses_attire: bool | None = None
    states_school_role_in_selection: bool | None = None
    sets_up_public_notice: bool | None = None
    addresses_data_practices: bool | None = None
    has_paid_services: bool | None = None
    covers_paid_services: bool | None = None
    addresses_deescalation_resources: bool | None = None
    has_additional_duties: bool | None = None


@final
@attrs.frozen(kw_only=True)
class Program:
    """What is known of the programme at one school."""

    contract_in_force: bool | None = None
    school_level: SchoolLevel | None = None
    sro_appointed: bool | None = None
    helps_safety_plan: bool | None = None
    guards_against_outside_threats: bool | None = None
    promotes_respect_for_law: bool | None = None
    guides_students_at_risk: bool | None = None
    reduces_crime_near_campus: bool | None = None
    improves_communication: bool | None = None
    coordinates_activity_security: bool | None = None
    has_large_activities: bool | None = None
    security_audit_on: Date = None


@final
@attrs.frozen(kw_only=True)
class Case:
    """One officer's part in one person's matter. ``reasons`` are keyed ``rule@subject``."""

    as_of: dt.date | str | None = None
    event: str | None = None
    officer: Officer | None = None
    incident: Incident | None = None
    acts: Sequence[Act] = ()
    contract: Contract | None = None
    program: Program | None = None
    reasons: Mapping[str, str] = attrs.Factory(dict)
    settings: Mapping[str, str] = attrs.Factory(dict)
