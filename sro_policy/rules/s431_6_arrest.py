"""431.6: referral to the school, and arrests."""

from __future__ import annotations

from sro_policy.policy import Clause, Section, should, should_not
from sro_policy.rules.conditions import (
    OFFICER,
    SRO,
    arrest_in_context,
    arrest_necessary,
    person_is_student,
    school_arrest,
    staff_involved,
)
from sro_policy.rules.flags import by_purpose, other_lawful_basis, presumed, scope, weak_staff
from sro_policy.rules.readings import (
    A5,
    A6,
    A7,
    A8,
    A9,
    A10,
    A11,
    A12,
    A13,
    A14,
    A15,
    A16,
    A17,
    A18,
    A19,
    A20,
    A21,
    A22,
    A23,
    A33,
)
from sro_policy.vocabulary import act, incident

SECTION = Section(
    number="431.6",
    title="Arrest considerations",
    fingerprint="20:3f18e4ecf20998f662646168e0f496aa286463f28c7fa6fb7c1682a8851a59d1",
    clauses=[
        Clause(
            id="431.6.p1",
            gist=(
                "when a criminal incident also breaks a school rule, consider referring the matter to school "
                "authorities instead of a formal criminal referral, as suits the incident"
            ),
            fingerprint="169:e1cf1d3f9c3d343903629a800f309e2a1729e836f5cc6d5f4eb65aca7246be42",
            to=SRO,
            rules=[
                should(
                    "consider-school-referral",
                    conduct=incident.school_referral_considered,
                    when=incident.crime_alleged & incident.school_rule_alleged & person_is_student,
                    says="Consider leaving the matter to school authorities instead of a formal criminal referral.",
                    readings=(A5, A6, A7, A8, A9, A19, A20, A22),
                    flags=(presumed,),
                    weighs_bearing_facts=True,
                ),
            ],
        ),
        Clause(
            id="431.6.p2.s1",
            gist="make a custodial arrest in school, if avoiding it is reasonably practical",
            fingerprint="60:8e4a0fa50748f68c96afe879144a96ef14880939c63dda2f7e9c4e64ae99f329",
            to=OFFICER,
            rules=[
                should_not(
                    "arrest-in-school",
                    when=school_arrest & act.arrest_avoidable,
                    says="Avoid a custodial arrest in school.",
                    readings=(A10, A11, A12, A13, A20, A21, A23),
                    flags=(scope, other_lawful_basis),
                ),
            ],
        ),
        Clause(
            id="431.6.p2.s2.place",
            gist="if exigency or public safety makes the arrest necessary: in a non-communal area, if practicable",
            fingerprint="156:ba45bf9c7e45003c8044165a91bda019f2f176547043bd0cdd235e02d8e0f086",
            to=OFFICER,
            rules=[
                should(
                    "arrest-away-from-common-areas",
                    conduct=~act.in_communal_area,
                    when=arrest_in_context & person_is_student & arrest_necessary & act.noncommunal_practicable,
                    says="Make the arrest in a place that is not a common area.",
                    readings=(A12, A13, A14, A15, A20, A33),
                    flags=(
                        scope,
                        by_purpose(~act.in_communal_area, act.noncommunal_practicable),
                    ),
                ),
            ],
        ),
        Clause(
            id="431.6.p2.s2.view",
            gist=(
                "if exigency or public safety makes the arrest necessary: where other students will not see it, if "
                "practicable"
            ),
            fingerprint="156:ba45bf9c7e45003c8044165a91bda019f2f176547043bd0cdd235e02d8e0f086",
            to=OFFICER,
            rules=[
                should(
                    "arrest-out-of-view",
                    conduct=~act.in_view_of_students,
                    when=arrest_in_context & person_is_student & arrest_necessary & act.out_of_view_practicable,
                    says="Make the arrest where other students cannot see it.",
                    readings=(A12, A13, A14, A15, A16, A20, A33),
                    flags=(
                        scope,
                        by_purpose(~act.in_view_of_students, act.out_of_view_practicable),
                    ),
                ),
            ],
        ),
        Clause(
            id="431.6.p3",
            gist=(
                "when reasonably practicable: appropriate school staff told before a student is taken into custody, "
                "there when it happens, or both"
            ),
            fingerprint="116:b536a9ed1b38f033bca55b40688cc6e53156c5aa70cca4210f3284d1d8995c5f",
            to=OFFICER,
            rules=[
                should(
                    "involve-school-staff",
                    conduct=staff_involved,
                    when=arrest_in_context & person_is_student & act.staff_involvement_practicable,
                    says="Tell appropriate school staff before the arrest, or have them there, or both.",
                    readings=(A10, A12, A17, A18, A19, A20, A21, A33),
                    flags=(scope, weak_staff),
                ),
            ],
        ),
    ],
)
