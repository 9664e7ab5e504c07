"""A policy under its settings, made ready to tell of each record what it shows, by one AND of wide integers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import final

import attrs

from sro_policy.conditions import Condition, Is, Value, given, negation, variables
from sro_policy.exact.branches import branches
from sro_policy.exact.groups import Group, groups
from sro_policy.exact.lifting import liftings
from sro_policy.exact.masks import MaskTable, Question, compile_masks
from sro_policy.policy import BoundPolicy, BoundRule, Policy, Status
from sro_policy.policy.shapes import REACHED, shape_of
from sro_policy.policy_coverage.literals import Part, Showing, literals, showings
from sro_policy.vocabulary import SUBJECT_ORDER


@final
@attrs.frozen
class Point:
    """One way to show one literal of a rule; ``bit`` stands for it in what a record shows."""

    rule: str
    subject: str
    part: Part
    literal: Is
    question: bool
    condition: bool
    bit: int


@final
@attrs.frozen(eq=False)
class _SubjectTable:
    """What records about one subject can show."""

    table: MaskTable
    points: tuple[Point, ...]

    def shown(self, known: Mapping[str, Value]) -> int:
        """Return the bits of what a record shows."""
        # A point is known where its opposite is not possible: of these guards the opposite counts.
        return self.table.possible(known) ^ self.table.guard


@final
@attrs.frozen(eq=False)
class Exercise:
    """All that tests can exercise of a policy under its settings."""

    rules: tuple[BoundRule, ...]
    tables: Mapping[str, _SubjectTable]
    open_facts: frozenset[str]

    @classmethod
    def of(cls, policy: Policy, settings: Mapping[str, str]) -> Exercise:
        """Return it for a policy under settings that it has."""
        bound = policy.bind(settings)
        constraints = tuple(item.must_hold for item in policy.constraints)
        tied = groups(constraints)
        computed = tuple({item.key: item for rule in bound.rules for item in rule.computed}.values())
        lifted = liftings(computed, bound.figures, constraints, frozenset())
        open_facts = frozenset(key for key, lifting in lifted.items() if lifting.is_open)
        tables = {subject: _table(bound, subject, tied, open_facts) for subject in SUBJECT_ORDER}
        return cls(bound.rules, tables, open_facts)

    def statuses(self, rule: BoundRule) -> frozenset[Status]:
        """Return the statuses that a rule of its shape can reach; fewer where it rests on a figure nobody knows."""
        return REACHED[shape_of(rule, undecided=any(item.key in self.open_facts for item in rule.computed))]

    @property
    def literals(self) -> Iterator[tuple[BoundRule, Part, Is]]:
        """Every literal of every rule, also one that no record can show."""
        for rule in self.rules:
            for part, condition in _parts(rule):
                for literal in literals(condition):
                    yield rule, part, literal

    @property
    def points(self) -> tuple[Point, ...]:
        """Every way to show a literal that some record has, within the constraints."""
        return tuple(point for table in self.tables.values() for point in table.points)


def _table(bound: BoundPolicy, subject: str, tied: tuple[Group, ...], open_facts: frozenset[str]) -> _SubjectTable:
    ways = [
        (rule.id, part, literal, showing)
        for rule in bound.of(subject)
        for part, condition in _parts(rule)
        for literal in literals(condition)
        for showing in showings(condition, literal)
    ]
    possible = [_can_be(showing, tied, open_facts) for *_, showing in ways]
    kept = [way for way, can_be in zip(ways, possible, strict=True) if can_be]
    opposites = [Question(tuple((branch, None) for branch in branches(negation(way[3].keeps)))) for way in kept]
    read = {variable.name: variable for *_, showing in kept for variable in variables(showing.keeps)}
    table = compile_masks(opposites, read, tied)
    return _SubjectTable(
        table,
        tuple(
            Point(rule, subject, part, literal, showing.question, showing.condition, guard)
            for (rule, part, literal, showing), guard in zip(kept, table.guards, strict=True)
        ),
    )


def _parts(rule: BoundRule) -> Iterator[tuple[Part, Condition]]:
    yield "applies", rule.applies
    if rule.broken != rule.applies:
        yield "broken", rule.broken


def _can_be(showing: Showing, tied: tuple[Group, ...], open_facts: frozenset[str]) -> bool:
    """Say whether any record that keeps the constraints shows a literal so, whatever it is that is open in all."""
    keeps = showing.keeps
    for name in open_facts:
        keeps = given(keeps, {name: True}) & given(keeps, {name: False})
    read = {variable.name: variable for variable in variables(keeps)}
    return bool(compile_masks([Question(tuple((b, None) for b in branches(keeps)))], read, tied).possible({}))
