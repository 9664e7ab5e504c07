"""No rule is redundant: each is broken somewhere where no other of its layer asks the same of anyone.

A rule is redundant if wherever it is broken another one of the same layer, as strong or stronger, is broken too; and
shadowed if several others together are. Of what nothing breaks, an option or an excuse, it is where it applies that
counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sro_policy.conditions import NEVER, AnyOf, Condition, negation
from sro_policy.exact.minimal import minimal
from sro_policy.policy import BoundRule
from sro_policy.prove.proof import Entry
from sro_policy.prove.space import Space
from sro_policy.prove.witnesses import Witnesses

NAME = "no-redundancy"
SAYS = "no rule is redundant or shadowed: each has a case of its own"


def prove(space: Space) -> Iterator[Entry]:
    """Yield for each rule the least at which it alone has something to say; or what says all of it beside it."""
    witnesses = Witnesses(space)
    for rule in space.rules:
        found = space.least(space.diagram.known(own_case(space, rule)))
        if found is not None:
            yield Entry(about=rule.id, says="has a case of its own", witnesses=(witnesses.of(found, (rule,)),))
        elif any(space.dates.is_open(item) for item in rule.computed):
            yield Entry(
                about=rule.id, says="rests on a figure that nobody knows: it is never decided whether it is broken"
            )
        else:
            yield Entry(about=rule.id, says=_instead(space, rule), holds=False)


def own_case(space: Space, rule: BoundRule) -> Condition:
    """Return where a rule is broken, or applies if nothing breaks it, and no other that says as much is."""
    return _but(rule, others(space, rule))


def others(space: Space, rule: BoundRule) -> list[BoundRule]:
    """Return the rules that can make it needless to ask what a rule asks.

    They are as strong or stronger, in the same layer, and can be decided. An option or an excuse is made needless
    only by the same one.
    """
    if rule.broken == NEVER:
        return [other for other in space.rules if other is not rule and _is_same_option(other, rule)]
    return [
        other
        for other in space.rules
        if other is not rule
        and other.broken != NEVER
        and other.section.layer == rule.section.layer
        and (other.force.is_duty or rule.force.is_advice)
        and not any(space.dates.is_open(item) for item in other.computed)
    ]


def _is_same_option(other: BoundRule, rule: BoundRule) -> bool:
    return (
        other.broken == NEVER
        and other.section.layer == rule.section.layer
        and other.rule.conduct == rule.rule.conduct
        and set(other.rule.excuses) >= set(rule.rule.excuses)
    )


def _own(rule: BoundRule) -> Condition:
    return rule.applies if rule.broken == NEVER else rule.broken


def _but(rule: BoundRule, some: Sequence[BoundRule]) -> Condition:
    return _own(rule) & negation(AnyOf(tuple(map(_own, some))))


def _instead(space: Space, rule: BoundRule) -> str:
    def enough(some: Sequence[BoundRule]) -> bool:
        return space.least(space.diagram.known(_but(rule, some))) is None

    needed = minimal(others(space, rule), enough)
    if not needed:
        return "never applies" if rule.broken == NEVER else "is never broken"
    happens = "applies" if rule.broken == NEVER else "is broken"
    names = ", ".join(other.id for other in needed)
    if len(needed) == 1:
        return f"is redundant: wherever it {happens}, {names} is"
    return f"is shadowed: wherever it {happens}, one of {names} is"
