"""The rules about one subject, compiled for those who explain: what can still become of each, and what to learn.

An engine says what is known. This says what is left: for each rule the branches by which it can still apply or not,
be broken or not, and be met; and for each variable whether it can still settle a rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import final

import attrs

from sro_policy.conditions import Condition, Value, Variable, negation, variables
from sro_policy.decision import Aim
from sro_policy.exact.branches import Branch, branches
from sro_policy.exact.groups import Group
from sro_policy.exact.implicants import prime_implicants
from sro_policy.exact.learning import worth_learning
from sro_policy.exact.masks import MaskTable, Question, compile_masks
from sro_policy.exact.plan import Truth, questions_of_knowledge
from sro_policy.policy import BoundRule, Status

_CAN_APPLY, _CAN_NOT_APPLY, _CAN_BREAK, _CAN_NOT_BREAK, _CAN_BE_MET = range(5)


@final
@attrs.frozen(eq=False)
class RuleView:
    """The guard bits of one rule in its lens, and the branches under them."""

    rule: BoundRule
    guards: tuple[int, ...]
    branches: tuple[int, ...]

    def truths(self, possible: int) -> tuple[Truth, Truth]:
        """Return whether the rule applies and whether it is broken, from what is possible."""
        return (
            _truth(possible, self.guards[_CAN_APPLY], self.guards[_CAN_NOT_APPLY]),
            _truth(possible, self.guards[_CAN_BREAK], self.guards[_CAN_NOT_BREAK]),
        )

    def can_be_met(self, possible: int) -> bool:
        """Say whether some completion has the rule apply and kept."""
        return bool(possible & self.guards[_CAN_BE_MET])

    def openness(self, left: int) -> int:
        """Return how open the rule is, 0 where both its conditions are decided.

        For each, the branches by which it can still hold times those by which it can still fail: the measure by
        which adaptive questioning is known to need few questions.
        """
        can_apply, can_not_apply, can_break, can_not_break = [
            (left & own).bit_count() for own in self.branches[:_CAN_BE_MET]
        ]
        return can_apply * can_not_apply + can_break * can_not_break


def _truth(possible: int, can: int, can_not: int) -> Truth:
    if not possible & can_not:
        return "yes"
    return "unknown" if possible & can else "no"


@final
class Lens:
    """The rules about one subject. ``worth`` is a variable's guard bit for each rule that it can ever settle."""

    def __init__(self, rules: Sequence[BoundRule], tied: tuple[Group, ...]) -> None:
        asked = [(rule, _outcomes(rule)) for rule in rules]
        every = [condition for _, own in asked for condition in own]
        self.table = _table(list(map(_can_hold, every)), every, tied)
        self.rules: list[RuleView] = []
        for index, (rule, own) in enumerate(asked):
            guards = self.table.guards[index * len(own) : (index + 1) * len(own)]
            self.rules.append(RuleView(rule, guards, tuple(map(self.table.branches_of, guards))))
        learnt: list[tuple[RuleView, Variable, Question]] = []
        for view in self.rules:
            for condition in dict.fromkeys((view.rule.applies, view.rule.broken)):
                learnt.extend((view, variable, question) for variable, question in worth_learning(condition, tied))
        self.learning = _table(
            [question for *_, question in learnt],
            [c for view in self.rules for c in (view.rule.applies, view.rule.broken)],
            tied,
        )
        self.worth: dict[Variable, list[tuple[RuleView, int]]] = {}
        for (view, variable, _), guard in zip(learnt, self.learning.guards, strict=True):
            self.worth.setdefault(variable, []).append((view, guard))
        self._free = dict(self.table.free)
        self._tied = {name: (names, states) for names, states in self.table.tied for name in names}
        self._groups = tied
        self._failing: dict[tuple[str, Status, bool], MaskTable] = {}
        self._implicants: dict[tuple[str, Aim], list[Branch]] = {}

    def answers(self, variable: Variable, known: Mapping[str, Value]) -> list[tuple[Value, int]]:
        """Return each value that an unknown variable can have, with a mask of the branches that it leaves."""
        if variable.name not in self._tied:
            return [(value, self._free[variable.name][value]) for value in variable.domain]
        names, states = self._tied[variable.name]
        place = names.index(variable.name)
        key = tuple(map(known.get, names))
        found = [(value, states.get((*key[:place], value, *key[place + 1 :]))) for value in variable.domain]
        return [(value, mask) for value, mask in found if mask is not None]

    def implicants(self, rule: BoundRule, aim: Aim) -> list[Branch]:
        """Return the least that can be known for a rule to be as it is aimed at, within the constraints."""
        found = self._implicants.get((rule.id, aim))
        if found is None:
            found = self._implicants[rule.id, aim] = prime_implicants(_what_reaches(rule, aim), self._groups)
        return found

    def can_differ(
        self, rule: BoundRule, status: Status, known: Mapping[str, Value], *, constrained: bool = True
    ) -> bool:
        """Say whether some completion of what is known decides otherwise than the status of a rule says.

        ``constrained`` is false for completions that need not keep any constraint.
        """
        table = self._failing.get((rule.id, status, constrained))
        if table is None:
            conditions = what_decides(rule, status)
            table = _table(questions_of_knowledge(conditions), conditions, self._groups if constrained else ())
            self._failing[rule.id, status, constrained] = table
        return bool(table.possible(known))


def _what_reaches(rule: BoundRule, aim: Aim) -> Condition:
    wanted: dict[Aim, Condition] = {
        "kept": negation(rule.broken),
        "broken": rule.broken,
        "applies": rule.applies,
        "not_applicable": negation(rule.applies),
    }
    return wanted[aim]


def what_decides(rule: BoundRule, status: Status) -> tuple[Condition, ...]:
    """Return what has to be known for a finding to have this status; nothing where nothing is decided."""
    decided: dict[Status, tuple[Condition, ...]] = {
        "not_applicable": (negation(rule.applies),),
        "clear": (negation(rule.broken),),
        "undetermined": (),
        "due": (rule.applies,),
        "met": (rule.applies, negation(rule.broken)),
        "breached": (rule.broken,),
    }
    return decided[status]


def _outcomes(rule: BoundRule) -> tuple[Condition, ...]:
    met = rule.applies & negation(rule.broken)
    return rule.applies, negation(rule.applies), rule.broken, negation(rule.broken), met


def _can_hold(condition: Condition) -> Question:
    return Question(tuple((branch, None) for branch in branches(condition)))


def _table(questions: Sequence[Question], conditions: Sequence[Condition], tied: tuple[Group, ...]) -> MaskTable:
    read = {variable.name: variable for condition in conditions for variable in variables(condition)}
    return compile_masks(questions, read, tied)
