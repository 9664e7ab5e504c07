"""The table engine: pure Python, one AND of wide integers a record. It runs everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

import attrs

from sro_policy.conditions import Value
from sro_policy.exact.masks import MaskTable, compile_masks
from sro_policy.exact.plan import Plan, Verdict, Verdicts, questions_of_knowledge


@final
@attrs.frozen(eq=False)
class TableEngine:
    """Judges records about one subject by table."""

    name = "table"
    plan: Plan
    table: MaskTable
    known_guards: tuple[int, ...]
    asked: int
    verdicts: Verdicts

    @classmethod
    def build(cls, plan: Plan) -> TableEngine:
        """Compile the plan's questions into one table."""
        knowledge = questions_of_knowledge(plan.asked)
        table = compile_masks([*knowledge, *plan.needs], plan.read, plan.groups)
        known, needs = table.guards[: len(knowledge)], table.guards[len(knowledge) :]
        return cls(plan, table, known, sum(known), Verdicts(plan, known, needs))

    def judge(self, known: Mapping[str, Value]) -> tuple[Verdict, ...]:
        """Return a verdict for each rule, given the value of each variable that is known."""
        # A condition is known where its failing is not possible: of these guards the opposite counts.
        return self.verdicts.of(self.table.possible(known) ^ self.asked)
