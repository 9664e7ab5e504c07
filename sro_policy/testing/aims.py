"""What to draw towards: for each rule, facts with which it has each of its statuses.

Among facts that are drawn evenly, a rule with six conditions comes up once in hundreds of cases. So a case takes aim:
it picks a rule and one way in which it can come out, and the facts of that way are drawn with the values that it asks
for. An aim only weighs: each of its facts may still be left out, and each that it hides may still be known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, final

import attrs

from sro_policy.conditions import Condition, Value, negation, variables
from sro_policy.exact.branches import Branch, branches
from sro_policy.exact.groups import Group
from sro_policy.policy import BoundRule
from sro_policy.testing.frame import Frame
from sro_policy.vocabulary import Raw

if TYPE_CHECKING:
    from typing import TypeAlias

Pins: TypeAlias = "Mapping[str, frozenset[Value]]"
"""By variable, the values that it may have; a variable that is absent may have any."""


@final
@attrs.frozen
class Aim:
    """What facts are drawn towards.

    ``pins`` are the values that variables may have, ``measured`` the days and numbers that facts have, by their keys,
    and ``hidden`` the variables that are better left out.
    """

    pins: Pins = attrs.field(factory=dict)
    measured: Mapping[str, Raw] = attrs.field(factory=dict)
    hidden: frozenset[str] = frozenset()

    def over(self, other: Aim) -> Aim:
        """Return this aim together with another; where they want different things, this one has it."""
        hidden = {name for name in other.hidden if name not in self.pins}
        pins = {name: values for name, values in other.pins.items() if name not in self.hidden}
        return Aim({**pins, **self.pins}, {**other.measured, **self.measured}, self.hidden | hidden)


NO_AIM = Aim()


@final
@attrs.frozen
class Way:
    """One way in which a rule comes out.

    ``answers`` are the computed facts on which it rests, with what they say: yes, no, or ``None`` where they are
    open.
    """

    pins: Pins
    hidden: frozenset[str]
    answers: tuple[tuple[str, bool | None], ...]


@lru_cache(maxsize=128)
def ways(frame: Frame, subject: str) -> tuple[Way, ...]:
    """Return the ways of the rules about a subject, each as often as it deserves.

    Each outcome of a rule takes as many places, whatever the number of its ways, for each variable that the rule reads:
    the more a rule reads, the seldomer it is hit. That a rule does not apply, or is undetermined, needs no aim.
    """
    found: list[Way] = []
    for rule in frame.compiled.bound.of(subject):
        for some in _outcomes(frame, rule):
            places = len(_names(rule.applies) | _names(rule.broken)) * _PLACES
            found += [some[place % len(some)] for place in range(places)] if some else []
    return tuple(found)


_PLACES = 4


def _outcomes(frame: Frame, rule: BoundRule) -> Iterable[tuple[Way, ...]]:
    situation, read = _names(rule.applies), _names(rule.broken)
    kept = negation(rule.broken)
    yield _found(frame, rule.applies & kept)
    yield _found(frame, rule.broken)
    # Due: it applies, and nothing is known of what would break it.
    yield _found(frame, rule.applies, hidden=read - situation)
    # Clear: it is kept, by facts other than its situation's, and nothing is known of that.
    yield tuple(way for way in _found(frame, kept, hidden=situation) if not situation.issuperset(_all(way)))


def _all(way: Way) -> set[str]:
    return {*way.pins, *(name for name, _ in way.answers)}


def _names(condition: Condition) -> frozenset[str]:
    return frozenset(variable.name for variable in variables(condition))


def _found(frame: Frame, condition: Condition, hidden: frozenset[str] = frozenset()) -> tuple[Way, ...]:
    return tuple(_way(frame, branch, hidden) for branch in allowed(branches(condition), frame.tied))


def _way(frame: Frame, branch: Branch, hidden: frozenset[str]) -> Way:
    left_out = hidden - branch.keys()
    for group in frame.tied:
        # What is known of its group may say what a fact is, so the group is hidden with it.
        if left_out.intersection(group.names):
            left_out |= set(group.names) - branch.keys()
    answers: list[tuple[str, bool | None]] = [(name, None) for name in sorted(left_out) if name in frame.liftings]
    answers += [(name, True in values) for name, values in branch.items() if name in frame.liftings]
    pins = {name: values for name, values in branch.items() if name not in frame.liftings}
    return Way(pins, left_out - frame.liftings.keys(), tuple(a for a in answers if frame.completions(*a)))


def allowed(found: Iterable[Branch], tied: Iterable[Group]) -> list[Branch]:
    """Return the branches that the constraints allow."""
    groups = tuple(tied)
    return [branch for branch in found if all(any(fits(group, s, branch) for s in group.states) for group in groups)]


def fits(group: Group, state: tuple[Value, ...], pins: Pins) -> bool:
    """Say whether a state of a group has, of each variable that is pinned, one of its values."""
    return all(name not in pins or value in pins[name] for name, value in zip(group.names, state, strict=True))
