"""Facts that only bear on a judgment decide nothing: whatever they are, no finding changes.

Such a fact is inert if no rule, flag or limb reads it, no computed fact rests on it, and no constraint ties it to a
fact that any of these read: then it can be changed at will, and nothing that is known of anything else changes.
"""

from __future__ import annotations

from collections.abc import Iterator

from sro_policy.conditions import Condition, variables
from sro_policy.policy import BoundRule
from sro_policy.prove.proof import Entry
from sro_policy.prove.space import Space
from sro_policy.vocabulary import Fact

NAME = "bearing-inert"
SAYS = "a fact that only bears on a judgment decides nothing"


def prove(space: Space) -> Iterator[Entry]:
    """Yield for each bearing fact that nothing rests on it, or what does."""
    asked = sum(1 for rule in space.rules for _ in conditions_of(rule))
    for fact in space.vocabulary.facts.values():
        if fact.bearing:
            reasons = tuple(dict.fromkeys(_readers(space, fact)))
            says = (
                f"decides {', '.join(reasons)}"
                if reasons
                else f"decides nothing: none of {asked} conditions rests on it"
            )
            yield Entry(about=fact.key, says=says, holds=not reasons)


def _readers(space: Space, fact: Fact) -> Iterator[str]:
    names = {variable.name for variable in fact.variables}
    tied = {name for group in space.tied if names.intersection(group.names) for name in group.names}
    rests = {item.key for item in space.vocabulary.computed if fact in item.inputs}
    for rule in space.rules:
        for condition in conditions_of(rule):
            if {v.name for v in variables(condition)} & (names | tied | rests):
                yield rule.id


def conditions_of(rule: BoundRule) -> Iterator[Condition]:
    """Yield every condition on which anything that is said of a rule rests."""
    yield rule.applies
    yield rule.broken
    yield from (limb for _, limb in rule.limbs)
    for flag in rule.rule.flags:
        yield flag.known
        yield from flag.not_known
