"""What the facts of an explanation say of other facts: what followed from them, and by which constraint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import final

import attrs

from sro_policy.conditions import Value, Variable, variables
from sro_policy.evaluation.contradiction import possible
from sro_policy.exact.groups import Group
from sro_policy.exact.minimal import minimal
from sro_policy.explain.lens import what_decides
from sro_policy.explain.subjects import SubjectView
from sro_policy.policy import BoundRule, Status
from sro_policy.vocabulary import Constraint


@final
@attrs.frozen
class Consequence:
    """What a variable has to be since certain others, ``because``, are what they are, and by which constraints."""

    variable: Variable
    value: Value
    because: tuple[str, ...]
    constraints: tuple[Constraint, ...]


def consequences(
    view: SubjectView, rule: BoundRule, status: Status, known: Mapping[str, Value], constraints: tuple[Constraint, ...]
) -> tuple[Consequence, ...]:
    """Return the least of what follows from the known values that, beside them, decides the status of a rule.

    Nothing, where the known values decide it without any constraint.
    """

    def enough(names: Sequence[str]) -> bool:
        more = {**known, **{name: forced[name] for name in names}}
        return not view.lens.can_differ(rule, status, more, constrained=False)

    read = {variable.name: variable for condition in what_decides(rule, status) for variable in variables(condition)}
    forced = {
        name: value for group in view.tied for name, value in group.forced(known) if name in read and name not in known
    }
    found = []
    for name in minimal(tuple(forced), enough):
        mates = _mates(name, known, view.tied)
        by = _by(constraints, read[name], forced[name], mates)
        found.append(Consequence(read[name], forced[name], tuple(mate for mate, _ in mates), by))
    return tuple(found)


def _mates(variable: str, known: Mapping[str, Value], tied: tuple[Group, ...]) -> tuple[tuple[str, Value], ...]:
    group = next(group for group in tied if variable in group.names)
    return tuple((name, known[name]) for name in group.names if name in known)


@lru_cache(maxsize=1024)
def _by(
    constraints: tuple[Constraint, ...], variable: Variable, value: Value, known: tuple[tuple[str, Value], ...]
) -> tuple[Constraint, ...]:
    """Return the fewest constraints, in the order of declaration, by which the known values force this one."""

    def enough(some: Sequence[Constraint]) -> bool:
        others = [other for other in variable.domain if other != value]
        return not any(possible(some, {**dict(known), variable.name: other}) for other in others)

    about = {variable.name, *(name for name, _ in known)}
    near = [item for item in constraints if any(v.name in about for v in variables(item.must_hold))]
    for item in near:
        if enough([item]):
            return (item,)
    return tuple(minimal(near, enough))
