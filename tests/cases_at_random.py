"""Random records for tests: complete ones that keep the constraints, with part of what they say left out."""

from __future__ import annotations

import random

from sro_policy.conditions import Value
from sro_policy.exact.plan import Plan


def partial_record(plan: Plan, pick: random.Random, share_known: float) -> dict[str, Value]:
    """Return what is known of a random record about a plan's subject; some completion satisfies it."""
    known: dict[str, Value] = {}
    tied: set[str] = set()
    for group in plan.groups:
        state = pick.choice(group.states)
        tied.update(group.names)
        known |= {n: v for n, v in zip(group.names, state, strict=True) if pick.random() < share_known}
    for name, variable in plan.read.items():
        if name not in tied and pick.random() < share_known:
            known[name] = pick.choice(variable.domain)
    return known
