"""The reference as an engine: by trying every completion. Slow, and the judge of the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

import attrs

from sro_policy.conditions import Condition, Value
from sro_policy.exact.plan import Plan, Verdict
from sro_policy.reference import agreed, needed


@final
@attrs.frozen(eq=False)
class ReferenceEngine:
    """Judges records about one subject by their completions."""

    name = "reference"
    plan: Plan
    constraints: tuple[Condition, ...]

    @classmethod
    def build(cls, plan: Plan, constraints: tuple[Condition, ...]) -> ReferenceEngine:
        """Return the engine; there is nothing to compile."""
        return cls(plan, constraints)

    def judge(self, known: Mapping[str, Value]) -> tuple[Verdict, ...]:
        """Return a verdict for each rule, given the value of each variable that is known."""
        guards = tuple(1 << index for index in range(len(self.plan.asked)))
        found = sum(
            guard
            for guard, condition in zip(guards, self.plan.asked, strict=True)
            if agreed(condition, known, self.constraints) == "yes"
        )
        need_guards: list[int] = [0] * len(self.plan.needs)
        possible = 0
        for plan in self.plan.rules:
            missing = needed(plan.rule.broken, known, self.constraints)
            for name, index in plan.needs:
                need_guards[index] = 1 << index
                possible |= need_guards[index] if name in missing else 0
        return self.plan.verdicts(found, guards, possible, tuple(need_guards))
