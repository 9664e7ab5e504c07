"""431.2: what the Department commits itself to."""

from __future__ import annotations

from sro_policy.policy import Clause, Section
from sro_policy.rules.conditions import DEPARTMENT

SECTION = Section(
    number="431.2",
    title="Policy",
    fingerprint="6:823412d1eacb67956220e532959f0104603057c88704863ca38e7cd188fda812",
    clauses=[
        Clause(
            id="431.2",
            gist="a commitment to school safety through partnership with administrators, faculty and students",
            fingerprint="195:0921b4dfca8dc7c5392a1defc003e8d3d7e50a7e24e37cac995d94b86fd182a4",
            to=DEPARTMENT,
            no_rule="a commitment in general terms, with nothing that a fact could show kept or broken",
        ),
    ],
)
