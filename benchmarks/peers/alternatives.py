"""A condition as alternatives, and with what the constraints imply written out.

Policies of Cedar and bodies of Rego are alternatives already: each is a conjunction, and one that holds is
enough. So both get a condition distributed into alternatives, and its opposite too, which says where the
answer is no. Nothing is reckoned within constraints there, unless they are written out first: then each
literal may also follow from any one other fact.
"""

from __future__ import annotations

from collections.abc import Iterable

from sro_policy.conditions import AllOf, AnyOf, Condition, Is, Not, negation, variables
from sro_policy.exact.branches import branches
from sro_policy.exact.groups import Group

Alternative = tuple[Is, ...]
"""Literals that have to hold together."""


def alternatives(condition: Condition) -> tuple[Alternative, ...]:
    """Return alternatives of which at least one holds exactly where the condition does."""
    named = {variable.name: variable for variable in variables(condition)}
    return tuple(tuple(Is(named[name], values) for name, values in branch.items()) for branch in branches(condition))


def written_out(condition: Condition, ties: Iterable[Group]) -> Condition:
    """Return the condition with each literal joined to what, by the constraints, it follows from.

    "No custody" becomes "no custody, or a search, or a command, …". Wherever the constraints are kept it holds
    where the condition does. Each cause is one fact: what only several together imply is not written out.
    """
    if isinstance(condition, Is):
        causes = [cause for group in ties for cause in _causes(condition, group)]
        return AnyOf((condition, *causes)) if causes else condition
    ties = tuple(ties)
    if isinstance(condition, Not):
        part = condition.part
        assert isinstance(part, AllOf | AnyOf)
        kind = AnyOf if isinstance(part, AllOf) else AllOf
        return kind(tuple(written_out(negation(p), ties) for p in part.parts))
    assert isinstance(condition, AllOf | AnyOf)
    return type(condition)(tuple(written_out(p, ties) for p in condition.parts))


def _causes(literal: Is, group: Group) -> Iterable[Is]:
    if literal.variable not in group.variables:
        return
    place = group.variables.index(literal.variable)
    denying = [state for state in group.states if state[place] not in literal.values]
    for other, variable in enumerate(group.variables):
        values = frozenset(variable.domain) - {state[other] for state in denying}
        if other != place and values:
            yield Is(variable, values)
