"""The edges of a rule: pairs of values between which it begins to apply, or to be broken.

An edge says which values lie inside and outside, and what else has to be so for the difference to show. Everything
that it does not name may be as it likes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, final

import attrs

from sro_policy.conditions import Condition, Value, Variable, given, negation, variables
from sro_policy.exact.branches import branches
from sro_policy.exact.groups import Group
from sro_policy.policy import BoundRule
from sro_policy.testing.aims import Pins, allowed
from sro_policy.testing.dated_edges import dated_steps
from sro_policy.testing.frame import Frame
from sro_policy.vocabulary import Raw

if TYPE_CHECKING:
    from typing import TypeAlias

Side: TypeAlias = Literal["applies", "broken"]
"""What changes at an edge."""


@final
@attrs.frozen
class Edge:
    """One edge: on its inner side the rule applies, or is broken; on the outer it is not known to.

    ``pins`` is what has to be so on both sides, ``inside`` and ``outside`` are the variables that are settled on each,
    ``inner`` and ``outer`` the days and numbers, by the keys of facts.
    """

    side: Side
    pins: Pins
    inside: Mapping[str, Value] = attrs.field(factory=dict)
    outside: Mapping[str, Value] = attrs.field(factory=dict)
    inner: Mapping[str, Raw] = attrs.field(factory=dict)
    outer: Mapping[str, Raw] = attrs.field(factory=dict)


@lru_cache(maxsize=128)
def edges(frame: Frame, rule: BoundRule) -> tuple[tuple[Edge, ...], ...]:
    """Return the edges of a rule, by what crosses them; none for a rule that always applies and that nothing breaks.

    On either side they are those at which the fewest facts change: one, where constraints allow that.
    """
    found: dict[tuple[Side, frozenset[str]], list[Edge]] = {}
    sides: tuple[tuple[Side, Condition], ...] = (("applies", rule.applies), ("broken", rule.broken))
    for side, condition in sides:
        of_side = [edge for variable in variables(condition) for edge in _edges(frame, side, condition, variable)]
        least = min((len(_changed(frame, edge)) for edge in of_side), default=0)
        for edge in of_side:
            changed = _changed(frame, edge)
            if len(changed) == least:
                found.setdefault((side, changed), []).append(edge)
    return tuple(map(tuple, found.values()))


def _changed(frame: Frame, edge: Edge) -> frozenset[str]:
    """Return the facts that change at an edge."""
    named = {name for name, value in edge.inside.items() if edge.outside[name] != value}
    measured = {key for key in edge.inner if edge.outer[key] != edge.inner[key]}
    return frozenset({frame.vocabulary.variables[name].fact for name in named} | measured)


def _edges(frame: Frame, side: Side, condition: Condition, variable: Variable) -> Iterator[Edge]:
    group = next((group for group in frame.tied if variable.name in group.names), None)
    if variable.name in frame.liftings:
        yield from _of_dates(frame, side, condition, variable)
    elif group is not None:
        yield from _of_group(frame, side, condition, variable, group)
    else:
        for one in variable.domain:
            for other in variable.domain:
                inside, outside = {variable.name: one}, {variable.name: other}
                for pins in _crossing(frame, condition, inside, outside):
                    yield from _with_dates(frame, Edge(side, pins, inside, outside))


def _crossing(
    frame: Frame, condition: Condition, inside: Mapping[str, Value], outside: Mapping[str, Value]
) -> list[dict[str, frozenset[Value]]]:
    """Return where the condition holds with the one, and does not with the other."""
    there, beyond = given(condition, inside), given(condition, outside)
    return allowed(branches(there & negation(beyond)), frame.tied)


def _of_group(frame: Frame, side: Side, condition: Condition, variable: Variable, group: Group) -> Iterator[Edge]:
    place = group.names.index(variable.name)
    steps = [(one, other) for one in group.states for other in group.states if one[place] != other[place]]
    steps.sort(key=lambda step: _distance(group, *step))
    nearest = 0
    for one, other in steps:
        inside, outside = (dict(zip(group.names, state, strict=True)) for state in (one, other))
        if nearest and _distance(group, one, other) > nearest:
            return
        for pins in _crossing(frame, condition, inside, outside):
            nearest = _distance(group, one, other)
            yield from _with_dates(frame, Edge(side, pins, inside, outside))


def _distance(group: Group, one: tuple[Value, ...], other: tuple[Value, ...]) -> int:
    """Return how many facts differ between two states of a group."""
    return len({v.fact for v, a, b in zip(group.variables, one, other, strict=True) if a != b})


def _of_dates(frame: Frame, side: Side, condition: Condition, variable: Variable) -> Iterator[Edge]:
    lifting = frame.liftings[variable.name]
    for value in (True, False):
        for pins in _crossing(frame, condition, {variable.name: value}, {variable.name: not value}):
            for inner, outer in dated_steps(lifting, value):
                yield from _with_dates(frame, Edge(side, pins, inner=inner, outer=outer))


def _with_dates(frame: Frame, edge: Edge) -> Iterator[Edge]:
    """Yield the edge with days and numbers for the computed facts that have to be so on both sides."""
    computed = [name for name in edge.pins if name in frame.liftings]
    pins = {name: values for name, values in edge.pins.items() if name not in computed}
    if not computed:
        yield edge
        return
    # A condition reads computed facts that share nothing, so any facts of the one go with any of the other. One is
    # enough for each: what varies is the edge.
    settled: dict[str, Raw] = {}
    for name in computed:
        reads = frame.completions(name, True in edge.pins[name])
        if not reads:
            return
        settled |= reads[0]
    yield attrs.evolve(edge, pins=pins, inner={**settled, **edge.inner}, outer={**settled, **edge.outer})
