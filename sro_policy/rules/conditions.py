"""Derived conditions, each named once, and those to whom clauses speak."""

from __future__ import annotations

from sro_policy.policy import Addressee
from sro_policy.rules.readings import A19, A33
from sro_policy.vocabulary import act, incident, officer

person_is_student = incident.person_role.in_("student_here", "student_elsewhere") | (
    incident.person_role.is_("former_student") & A19.is_("former_too")
)
legitimate_purpose = act.purposes.any("safety", "welfare", "legal_process") | (
    act.purposes.any("crime") & ~incident.crime_is_pretext
)
only_school_rules = act.purposes.any("school_rule", "discipline") & ~legitimate_purpose
arrest_necessary = act.exigency | act.public_safety_need
school_arrest = act.custody_for_offense & act.in_school
arrest_in_context = act.custody_for_offense & (act.in_school | A33.is_("anywhere"))
staff_involved = act.staff_notified_before | act.staff_present
interacts = ~act.kind.is_("presence")
in_sro_capacity = act.in_school | act.acting_as_sro

NO_ONE = Addressee("–")
DEPARTMENT = Addressee("Department")
CHIEF = Addressee("Chief of Police")
PROGRAM = Addressee("program")
CONTRACT = Addressee("contract")
DISTRICT = Addressee("district or charter school")
OFFICER = Addressee("officer")
SRO = Addressee("SRO", scope=officer.is_sro, act_scope=officer.is_sro & in_sro_capacity)
