"""431.9: reading the policy before taking up duties."""

from __future__ import annotations

from sro_policy.policy import Clause, Section, shall
from sro_policy.rules.conditions import SRO
from sro_policy.rules.readings import A22, A28
from sro_policy.vocabulary.computed import policy_reviewed_before_duties

SECTION = Section(
    number="431.9",
    title="Policy review",
    fingerprint="12:04612097da4f4a0029d1a2ef7325e36b505208427d09851b9eca599f0ff73695",
    clauses=[
        Clause(
            id="431.9",
            gist="review this policy before taking up SRO duties",
            fingerprint="73:daf5b6471802c6048391362e4288e0ba456d71e381b173f31d40d0dc171df194",
            to=SRO,
            rules=[
                shall(
                    "review-before-duties",
                    conduct=policy_reviewed_before_duties,
                    says="Review Policy 431 before SRO duties begin.",
                    readings=(A22, A28),
                ),
            ],
        ),
    ],
)
