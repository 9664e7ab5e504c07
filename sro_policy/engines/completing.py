"""The reference as an engine: by trying every completion. Slow, and the judge of the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

import attrs

from sro_policy.conditions import Condition, Value
from sro_policy.exact.plan import Plan, Verdict, Verdicts
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
        asked, needs = self.plan.asked, self.plan.needs
        guards = tuple(1 << index for index in range(len(asked) + len(needs)))
        own, others = guards[: len(asked)], guards[len(asked) :]
        found = sum(
            guard
            for guard, condition in zip(own, asked, strict=True)
            if agreed(condition, known, self.constraints) == "yes"
        )
        for rule in self.plan.rules:
            missing = needed(rule.rule.broken, known, self.constraints)
            found += sum(others[index] for name, index in rule.needs if name in missing)
        return Verdicts(self.plan, own, others).of(found)
