"""A condition as branches: alternatives, each of which pins some variables to some of their values.

Any disjunctive form serves exactness; this one is written down by distribution, with what another branch
already covers left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sro_policy.conditions import AllOf, AnyOf, Condition, Is, Not, Value, Variable, given, negation

if TYPE_CHECKING:
    from typing import TypeAlias

Branch: TypeAlias = "dict[str, frozenset[Value]]"
"""By variable, the values that it allows; a variable that is absent may have any."""


def covers(wide: Branch, narrow: Branch) -> bool:
    """Say whether all that ``narrow`` allows, ``wide`` allows too."""
    return all(name in narrow and narrow[name] <= values for name, values in wide.items())


def together(left: Branch, right: Branch) -> Branch | None:
    """Return what both branches allow, or ``None`` where that is nothing."""
    joined = dict(left)
    for name, values in right.items():
        both = joined[name] & values if name in joined else values
        if not both:
            return None
        joined[name] = both
    return joined


def without_covered(branches: Iterable[Branch]) -> list[Branch]:
    """Return the branches less those that another covers."""
    kept: list[Branch] = []
    for branch in sorted(branches, key=len):
        if not any(covers(other, branch) for other in kept):
            kept.append(branch)
    return kept


def branches(condition: Condition) -> list[Branch]:
    """Return branches that together hold exactly where the condition does."""
    if isinstance(condition, Is):
        return [{condition.variable.name: condition.values}] if condition.values else []
    if isinstance(condition, AnyOf):
        return without_covered(branch for part in condition.parts for branch in branches(part))
    if isinstance(condition, AllOf):
        found: list[Branch] = [{}]
        for part in condition.parts:
            pairs = [together(left, right) for left in found for right in branches(part)]
            found = without_covered(pair for pair in pairs if pair is not None)
        return found
    assert isinstance(condition, Not)
    part = condition.part
    assert isinstance(part, AllOf | AnyOf)
    kind = AnyOf if isinstance(part, AllOf) else AllOf
    return branches(kind(tuple(negation(p) for p in part.parts)))


def differences(condition: Condition, variable: Variable, one: Value, other: Value) -> list[Branch]:
    """Return where the condition answers differently with one value of a variable than with another."""
    left, right = given(condition, {variable.name: one}), given(condition, {variable.name: other})
    if left == right:
        return []
    return branches((left & ~right) | (~left & right))
