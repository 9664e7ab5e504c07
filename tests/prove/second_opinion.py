"""The claims once more, by another prover: each condition a formula of z3, partial records by quantifiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import z3

from sro_policy.conditions import AllOf, AnyOf, Condition, Is, Not, Value, Variable, variables
from sro_policy.exact.branches import Branch
from sro_policy.exact.groups import Group
from sro_policy.policy import BoundPolicy, BoundRule


class Opinion:
    """Variables as bit vectors: one copy for a record, one for what completes it, and whether each is known."""

    def __init__(self, bound: BoundPolicy, groups: Iterable[Group]) -> None:
        self._constraints = [item.must_hold for item in bound.policy.constraints]
        self._groups = tuple(groups)

    def _read(self, *conditions: Condition) -> dict[str, Variable]:
        """The variables of these conditions, and those that constraints tie to them."""
        read = {v.name: v for condition in conditions for v in variables(condition)}
        for group in self._groups:
            if any(name in read for name in group.names):
                read |= {variable.name: variable for variable in group.variables}
        return read

    def term(self, variable: Variable, copy: str) -> z3.BitVecRef:
        return z3.BitVec(f"{copy}/{variable.name}", max(1, (len(variable.domain) - 1).bit_length()))

    def formula(self, condition: Condition, copy: str) -> z3.BoolRef:
        if isinstance(condition, Is):
            term = self.term(condition.variable, copy)
            places = (condition.variable.domain.index(value) for value in condition.values)
            return z3.Or([term == place for place in places])
        if isinstance(condition, Not):
            return z3.Not(self.formula(condition.part, copy))
        assert isinstance(condition, AllOf | AnyOf)
        parts = [self.formula(part, copy) for part in condition.parts]
        return z3.And(parts) if isinstance(condition, AllOf) else z3.Or(parts)

    def allowed(self, read: Mapping[str, Variable], copy: str) -> z3.BoolRef:
        """What every record keeps: the constraints, and that each value is one."""
        values = [z3.ULT(self.term(v, copy), len(v.domain)) for v in read.values() if len(v.domain) > 2]
        kept = [c for c in self._constraints if {v.name for v in variables(c)} <= set(read)]
        return z3.And([*values, *(self.formula(constraint, copy) for constraint in kept)])

    def can(self, *conditions: Condition) -> bool:
        """Say whether some allowed complete record keeps all of these."""
        read = self._read(*conditions)
        return self._sat(self.allowed(read, "here"), *(self.formula(c, "here") for c in conditions))

    def known(self, condition: Condition, read: Mapping[str, Variable]) -> z3.BoolRef:
        """All completions of the partial record keep a condition."""
        there = [self.term(variable, "there") for variable in read.values()]
        body = z3.Implies(z3.And(self._completes(read), self.allowed(read, "there")), self.formula(condition, "there"))
        return z3.ForAll(there, body) if there else body

    def _completes(self, read: Mapping[str, Variable]) -> z3.BoolRef:
        return z3.And(
            [
                z3.Implies(z3.Bool(f"known/{v.name}"), self.term(v, "here") == self.term(v, "there"))
                for v in read.values()
            ]
        )

    def can_be_known(self, known: Iterable[Condition], open_: Iterable[Condition]) -> bool:
        """Say whether some partial record, which some completion satisfies, decides these and leaves those open."""
        known, open_ = list(known), list(open_)
        read = self._read(*known, *open_)
        asked = [self.allowed(read, "here")]
        asked += [self.known(condition, read) for condition in known]
        for condition in open_:
            asked += [z3.Not(self.known(condition, read)), z3.Not(self.known(~condition, read))]
        return self._sat(*asked)

    def implies(self, branch: Branch, condition: Condition) -> bool:
        """Say whether every allowed record within a branch keeps a condition."""
        read = self._read(condition, *self._literals(branch, condition))
        within = [self.formula(literal, "here") for literal in self._literals(branch, condition)]
        return not self._sat(self.allowed(read, "here"), *within, z3.Not(self.formula(condition, "here")))

    def covers(self, branches: Iterable[Branch], condition: Condition) -> bool:
        """Say whether every allowed record that keeps a condition lies within one of the branches."""
        ways = AnyOf(tuple(AllOf(tuple(self._literals(branch, condition))) for branch in branches))
        return not self.can(condition, ~ways)

    def _literals(self, branch: Branch, condition: Condition) -> list[Condition]:
        read = self._read(condition)
        return [Is(read[name], values) for name, values in branch.items()]

    def can_conflict(self, rules: Iterable[BoundRule], chosen: Iterable[str]) -> bool:
        """Say whether at some situation each rule can bind and be kept by what can be chosen, and not all can be."""
        rules = list(rules)
        read = self._read(*(condition for rule in rules for condition in (rule.applies, rule.broken)))
        free = [self.term(read[name], "here") for name in sorted(chosen) if name in read]
        allowed = self.allowed(read, "here")

        def possible(*kept: Condition) -> z3.BoolRef:
            body = z3.And(allowed, *(self.formula(condition, "here") for condition in kept))
            return z3.Exists(free, body) if free else body

        each = [possible(condition) for rule in rules for condition in (rule.applies, ~rule.broken)]
        return self._sat(allowed, z3.Not(possible(*(~rule.broken for rule in rules))), *each)

    def at(self, pattern: Mapping[str, Value], condition: Condition) -> bool:
        """Say whether all completions of a pattern keep a condition."""
        read = self._read(condition)
        places = [
            self.term(read[name], "here") == read[name].domain.index(value)
            for name, value in pattern.items()
            if name in read
        ]
        return not self._sat(self.allowed(read, "here"), *places, z3.Not(self.formula(condition, "here")))

    def matters(self, condition: Condition, variable: Variable, value: Value) -> bool:
        """Say whether a condition can differ between a record and the same one with another value of a variable."""
        read = self._read(condition, Is(variable, frozenset({value})))
        same = [self.term(v, "here") == self.term(v, "there") for v in read.values() if v.name != variable.name]
        given = self.term(variable, "there") == variable.domain.index(value)
        both = (self.allowed(read, "here"), self.allowed(read, "there"))
        return self._sat(*same, given, *both, self.formula(condition, "here") != self.formula(condition, "there"))

    @staticmethod
    def _sat(*asked: z3.BoolRef) -> bool:
        solver = z3.Solver()
        solver.add(*asked)
        answer = solver.check()
        assert answer != z3.unknown, solver.reason_unknown()
        return answer == z3.sat
