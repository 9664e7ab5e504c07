"""The table engine: pure Python, one AND of wide integers a record. It runs everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

import attrs

from sro_policy.conditions import Value
from sro_policy.exact.masks import MaskTable, compile_masks
from sro_policy.exact.plan import Plan, Verdict, questions_of_knowledge


@final
@attrs.frozen(eq=False)
class TableEngine:
    """Judges records about one subject by table."""

    name = "table"
    plan: Plan
    table: MaskTable
    known_guards: tuple[int, ...]
    need_guards: tuple[int, ...]
    asked: int

    @classmethod
    def build(cls, plan: Plan) -> TableEngine:
        """Compile the plan's questions into one table."""
        knowledge = questions_of_knowledge(plan.asked)
        table = compile_masks([*knowledge, *plan.needs], plan.read, plan.groups)
        known, needs = table.guards[: len(knowledge)], table.guards[len(knowledge) :]
        return cls(plan, table, known, needs, sum(known))

    def judge(self, known: Mapping[str, Value]) -> tuple[Verdict, ...]:
        """Return a verdict for each rule, given the value of each variable that is known."""
        possible = self.table.possible(known)
        return self.plan.verdicts(self.asked & ~possible, self.known_guards, possible, self.need_guards)
