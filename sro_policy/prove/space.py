"""What a policy is proved over: every pattern of the facts that its rules read, under given settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import final

import attrs

from sro_policy.conditions import Condition, Is, Value, Variable, negation, variables
from sro_policy.exact.groups import Group, groups
from sro_policy.policy import BoundPolicy, BoundRule, Status
from sro_policy.prove.dates import Dates
from sro_policy.prove.diagram import Diagram, Patterns
from sro_policy.vocabulary import SUBJECT_ORDER, Computed, Vocabulary

_WEIGHT_OF_DATES = 3
"""A computed fact weighs more than a plain one: it takes dates to say it."""


@final
@attrs.frozen(slots=False, eq=False)
class Space:
    """All fact patterns of a policy under given settings.

    ``also`` are conditions whose facts are to be among them, beside those that the rules read.
    """

    bound: BoundPolicy
    also: tuple[Condition, ...] = ()
    _statuses: dict[str, Mapping[Status, Patterns]] = attrs.field(factory=dict, init=False, repr=False)

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary of the policy."""
        return self.bound.policy.vocabulary

    @property
    def rules(self) -> tuple[BoundRule, ...]:
        """The rules that give findings, in the order of the text."""
        return self.bound.rules

    @cached_property
    def constraints(self) -> tuple[Condition, ...]:
        """What every pattern keeps."""
        return tuple(item.must_hold for item in self.bound.policy.constraints)

    @cached_property
    def tied(self) -> tuple[Group, ...]:
        """The groups that the constraints make, of which some variable is among those read."""
        names = {variable.name for variable in self._asked}
        return tuple(group for group in groups(self.constraints) if names.intersection(group.names))

    @cached_property
    def diagram(self) -> Diagram:
        """Every complete and partial pattern."""
        read = {v.name: v for v in (*self._asked, *(v for group in self.tied for v in group.variables))}
        # Each subject's variables lie together, those that are tied to one another first.
        group_of = {variable.name: index for index, group in enumerate(self.tied) for variable in group.variables}
        declared = {name: index for index, name in enumerate(self.vocabulary.variables)}
        subjects = list(SUBJECT_ORDER)

        def place(variable: Variable) -> tuple[int, int, int]:
            name = variable.name
            return (
                subjects.index(subject_of(variable)),
                group_of.get(name, len(read)),
                declared.get(name, len(declared)),
            )

        return Diagram(tuple(sorted(read.values(), key=place)), self.tied)

    @cached_property
    def _asked(self) -> tuple[Variable, ...]:
        of_rules = (condition for rule in self.rules for condition in (rule.applies, rule.broken))
        return tuple({v.name: v for c in (*of_rules, *self.also) for v in variables(c)}.values())

    @cached_property
    def dates(self) -> Dates:
        """The dates and numbers behind computed facts."""
        return Dates(self.vocabulary, self.bound.figures, self.constraints)

    @cached_property
    def without_figure(self) -> Mapping[str, Computed]:
        """The computed facts that rest on a figure that nobody knows, by their keys: some dates leave them open."""
        return {
            item.key: item
            for item in self.vocabulary.computed
            if any(self.bound.figures.get(name) is None for name in item.figures)
        }

    @cached_property
    def _weights(self) -> Mapping[str, int]:
        return {item.key: _WEIGHT_OF_DATES for item in self.vocabulary.computed}

    def dated(self, rules: Iterable[BoundRule]) -> Patterns:
        """Return the complete patterns at which the computed facts of some rules are what some dates allow.

        They are held against dates up to :data:`~sro_policy.prove.dates.MOST_TOGETHER` at a time. Those that rest on a
        figure that nobody knows are free.
        """
        computed = {item.key: item for rule in rules for item in rule.computed if item.key not in self.without_figure}
        found = self.diagram.all
        for clash in self.dates.clashes(list(computed.values()), self.diagram.variables):
            found &= ~self.diagram.holding(clash.items())
        return found

    def count(self, patterns: Patterns, names: Iterable[str]) -> int:
        """Return how many complete patterns of the variables named are among these, and allowed."""
        kept = frozenset(names)
        away = [variable.name for variable in self.diagram.variables if variable.name not in kept]
        return self.diagram.count(patterns & self.diagram.allowed, away)

    def least(self, patterns: Patterns, dates: Dates | None = None) -> dict[str, Value] | None:
        """Return, of these partial patterns, one that knows least and that some dates and numbers satisfy.

        What no dates satisfy is left out of the search as soon as it is met: so nothing is made up, and where
        nothing is found there is nothing. ``dates`` are others than those on which computed facts are decided.
        """
        dates = dates or self.dates
        while (found := self.diagram.least(patterns, self._weights)) is not None:
            clash = dates.clash(found)
            if clash is None:
                return found
            patterns &= ~self.diagram.containing(clash)
        return None

    def statuses(self, rule: BoundRule) -> Mapping[Status, Patterns]:
        """Return, by status, the partial patterns at which a rule has it."""
        if rule.id not in self._statuses:
            known = self.diagram.known
            applies, not_applies = known(rule.applies), known(negation(rule.applies))
            broken, kept = known(rule.broken), known(negation(rule.broken))
            may_apply, unsettled = ~applies & ~not_applies, ~broken & ~kept
            self._statuses[rule.id] = {
                "not_applicable": not_applies,
                "clear": may_apply & kept,
                "undetermined": may_apply & unsettled,
                "due": applies & unsettled,
                "met": applies & kept,
                "breached": applies & broken,
            }
        return self._statuses[rule.id]

    def status_at(self, rule: BoundRule, pattern: Mapping[str, Value]) -> Status:
        """Return the status of a rule at a partial pattern that is possible."""
        return next(status for status, at in self.statuses(rule).items() if self.diagram.has(at, pattern))

    def in_words(self, pattern: Mapping[str, Value]) -> tuple[str, ...]:
        """Return what a pattern knows, each fact as a clause that can follow "where"."""
        return tuple(
            self.vocabulary.clause(Is(variable, frozenset({pattern[variable.name]})))
            for variable in self.diagram.variables
            if variable.name in pattern
        )


def subject_of(variable: Variable) -> str:
    """Return the subject to which the fact of a variable belongs."""
    return variable.fact.partition(".")[0]
