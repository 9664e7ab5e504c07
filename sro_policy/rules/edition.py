"""The edition that is encoded, and its dated figures, each with its source."""

from __future__ import annotations

import datetime as dt

from sro_policy.policy import Edition, Parameter

_STATUTE = "Minn. Stat. § 626.8482"

EDITION = Edition(
    number="431",
    name="as received, effective dates unknown",
    fingerprint="22:3838d412d14eca9c9ac068786210cf5d24bc5ffb63019d6a50ace00fafb1331f",
    parameters=[
        Parameter("training_required_from", dt.date(2025, 9, 1), "day", f"{_STATUTE} subd. 3(a)", verified=True),
        Parameter("legacy_deadline", dt.date(2027, 5, 31), "last day", f"{_STATUTE} subd. 3(b)", verified=True),
        Parameter(
            "legacy_deadline_published",
            dt.date(2027, 6, 30),
            "last day",
            "POST Board, SRO learning objectives page",
            verified=True,
        ),
        Parameter("late_training_months", 6, "months", f"{_STATUTE} subd. 3(c)", verified=True),
        Parameter("substitute_day_limit", 60, "student-contact days", f"{_STATUTE} subd. 3(d)", verified=False),
        Parameter("ongoing_training_years", 3, "years", "POST Board", verified=True),
        Parameter("security_audit_years", 1, "years", "431.3(h)", verified=True),
    ],
)
