"""Which variables are worth learning: those that can still settle a condition, alone or after others were learned.

A variable is worth learning on a record if and only if the record can be extended so that the condition is open
without the variable, and decided with some value of it. Of a free variable that is so where it alone can change the
answer. A variable that constraints tie to others can also settle what a condition asks of *them*: the kind of an act
says whether there is custody.
"""

from __future__ import annotations

from collections.abc import Iterator

from sro_policy.conditions import AllOf, Condition, Value, Variable, given, negation, variables
from sro_policy.exact.branches import Branch, branches
from sro_policy.exact.groups import Group, Partial
from sro_policy.exact.masks import Question, Within
from sro_policy.exact.plan import moves


def worth_learning(condition: Condition, tied: tuple[Group, ...]) -> Iterator[tuple[Variable, Question]]:
    """Yield each variable that can ever settle the condition, with the question whether it still can."""
    read = {variable.name for variable in variables(condition)}
    grouped = {name for group in tied for name in group.names}
    for variable in variables(condition):
        if variable.name not in grouped:
            question = moves(condition, variable, tied=False)
            if question is not None:
                yield variable, question
    for group in tied:
        if not read.isdisjoint(group.names):
            yield from _within(condition, group)


def _within(condition: Condition, group: Group) -> Iterator[tuple[Variable, Question]]:
    """Yield the variables of a group that can settle the condition.

    Once all else is known, the condition says of each state of the group yes or no. A variable settles it where all
    states that are left with one of its values are answered alike, and another that was left is not.
    """
    rest = _rests(condition, group)
    for place, variable in enumerate(group.variables):
        found: dict[tuple[frozenset[int], int], set[Partial]] = {}
        for key, left in group.completions.items():
            if key[place] is not None:
                continue
            for value in variable.domain:
                with_it = frozenset(rest.of[index] for index in left if group.states[index][place] == value)
                if with_it:
                    for other in {rest.of[index] for index in left} - with_it:
                        found.setdefault((with_it, other), set()).add(key)
        parts: list[tuple[Branch, Within]] = []
        for (with_it, other), keys in found.items():
            answers = [rest.conditions[index] for index in sorted(with_it)]
            against = rest.conditions[other]
            differ = AllOf((*answers, negation(against))) | AllOf((*map(negation, answers), against))
            demand = Within(group.names, _and_what_is_less(keys, group))
            parts.extend((branch, demand) for branch in branches(differ))
        if parts:
            yield variable, Question(tuple(parts))


class _Rests:
    """What is left of a condition in each state of a group: its different forms, and which one each state has."""

    def __init__(self) -> None:
        self.conditions: list[Condition] = []
        self.of: list[int] = []


def _rests(condition: Condition, group: Group) -> _Rests:
    read = {variable.name for variable in variables(condition)}
    found = _Rests()
    kept: dict[tuple[tuple[str, Value], ...], int] = {}
    for state in group.states:
        own = tuple((name, value) for name, value in zip(group.names, state, strict=True) if name in read)
        if own not in kept:
            left = given(condition, dict(own))
            if left not in found.conditions:
                found.conditions.append(left)
            kept[own] = found.conditions.index(left)
        found.of.append(kept[own])
    return found


def _and_what_is_less(keys: set[Partial], group: Group) -> frozenset[Partial]:
    """Return the keys, and all that can be known of the group before one of them is."""
    wanted = list(keys)
    return frozenset(
        less
        for less in group.completions
        if any(all(own is None or own == more for own, more in zip(less, key, strict=True)) for key in wanted)
    )
