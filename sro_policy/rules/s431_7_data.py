"""431.7: records with student and parent data."""

from __future__ import annotations

from sro_policy.policy import Clause, Section, shall
from sro_policy.rules.conditions import DEPARTMENT
from sro_policy.rules.readings import A35
from sro_policy.vocabulary import incident

SECTION = Section(
    number="431.7",
    title="Student and parent data",
    fingerprint="20:ec90b2319fe9bba01ca2499ce24811a749e99671239ed128231fc059141ce539",
    clauses=[
        Clause(
            id="431.7",
            gist="keep department records that contain student and parent data as state law and the records policy say",
            fingerprint="122:2a7b648f88c677a8a8898f97cb5a919094a193f5622cea133c11f67ac43e8474",
            to=DEPARTMENT,
            rules=[
                shall(
                    "keep-student-data-as-required",
                    conduct=incident.records_kept_as_required,
                    when=incident.holds_student_or_parent_data,
                    says=(
                        "Keep records with student or parent data as the Records Maintenance and Release Policy and "
                        "state law say."
                    ),
                    readings=(A35,),
                ),
            ],
        ),
    ],
)
