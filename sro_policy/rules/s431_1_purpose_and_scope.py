"""431.1: what the policy is about."""

from __future__ import annotations

from sro_policy.policy import Clause, Section
from sro_policy.rules.conditions import NO_ONE

SECTION = Section(
    number="431.1",
    title="Purpose and scope",
    fingerprint="15:ef933fcc24f258539b5ffc7f4e02239b1b3bfb18c36d8177705ef9a455982fc1",
    clauses=[
        Clause(
            id="431.1",
            gist="what the policy covers: the department's SRO program under Minn. Stat. § 626.8482",
            fingerprint="95:08c006dfdee85dafaf3c0f00f70231db0776923d296b8757c09c6bd5d8d2c40b",
            to=NO_ONE,
            no_rule="it describes and gives no one a duty",
        ),
    ],
)
