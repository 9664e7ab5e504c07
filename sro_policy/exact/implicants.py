"""Prime implicants: the least that has to be known for a condition to be known.

They are taken within the constraints: a combination that no record can have counts either way. So a record
implies a condition exactly where it contains one of its prime implicants, and an engine that only matches
what is known finds everything that is known.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, final

from sro_policy.conditions import Condition, Value, Variable, variables
from sro_policy.exact.branches import Branch, branches
from sro_policy.exact.groups import Group

if TYPE_CHECKING:
    from typing import TypeAlias

Cube: TypeAlias = int
"""For each variable in turn a field: one bit a value that is allowed, and above them a guard bit, not set."""


def prime_implicants(condition: Condition, tied: Sequence[Group]) -> list[Branch]:
    """Return the prime implicants of a condition within the constraints of its groups.

    What a group's partial states force into one value is taken as known; where that does not say all that
    such a state says of the condition's own variables, its other variables are read too.
    """
    own = {variable.name: variable for variable in variables(condition)}
    touching = [group for group in tied if any(name in own for name in group.names)]
    for group in touching:
        if not _forced_values_say_all(group, own):
            own |= {variable.name: variable for variable in group.variables}
    fields = _Fields(tuple(own.values()))
    allowed = [_projections(group, own) for group in touching]
    impossible = [branch for group in touching for branch in _impossible(group, frozenset(own))]
    found = fields.consensus(map(fields.cube, [*branches(condition), *impossible]))
    return [
        branch
        for branch in map(fields.branch, found)
        if all(_possible(branch, group, own, states) for group, states in zip(touching, allowed, strict=True))
    ]


def _forced_values_say_all(group: Group, own: dict[str, Variable]) -> bool:
    """Whether each partial state leaves all that the constraints allow beside the values that it forces."""
    places = [place for place, name in enumerate(group.names) if name in own]
    everything = {tuple(state[p] for p in places) for state in group.states}
    for indexes in group.completions.values():
        left = {tuple(group.states[i][p] for p in places) for i in indexes}
        forced = [values.pop() if len(values) == 1 else None for values in map(set, zip(*left, strict=True))]
        beside = {s for s in everything if all(f is None or f == v for f, v in zip(forced, s, strict=True))}
        if left != beside:
            return False
    return True


def _projections(group: Group, own: Iterable[str]) -> set[tuple[Value, ...]]:
    places = [place for place, name in enumerate(group.names) if name in own]
    return {tuple(state[p] for p in places) for state in group.states}


@lru_cache(maxsize=256)
def _impossible(group: Group, own: frozenset[str]) -> tuple[Branch, ...]:
    """Return the prime implicants of what the constraints of a group do not allow of these variables."""
    mine = tuple(variable for variable in group.variables if variable.name in own)
    allowed = _projections(group, own)
    fields = _Fields(mine)
    refused = [
        {variable.name: frozenset({value}) for variable, value in zip(mine, state, strict=True)}
        for state in itertools.product(*(variable.domain for variable in mine))
        if state not in allowed
    ]
    return tuple(map(fields.branch, fields.consensus(map(fields.cube, refused))))


def _possible(branch: Branch, group: Group, own: Iterable[str], states: Iterable[tuple[Value, ...]]) -> bool:
    """Whether some state of a group is among what a branch allows of these variables."""
    asked = [branch.get(name) for name in group.names if name in own]
    return any(all(a is None or v in a for a, v in zip(asked, state, strict=True)) for state in states)


@final
class _Fields:
    """How sets of values of some variables lie in one integer, so that all variables are compared at once."""

    def __init__(self, read: tuple[Variable, ...]) -> None:
        self.read = read
        self.offsets: list[int] = []
        place = 0
        for variable in read:
            self.offsets.append(place)
            place += len(variable.domain) + 1
        self.masks = [
            ((1 << len(variable.domain)) - 1) << offset for variable, offset in zip(read, self.offsets, strict=True)
        ]
        self.full = sum(self.masks)
        self.guards = [mask + (mask & -mask) for mask in self.masks]
        self.guard = sum(self.guards)

    def cube(self, branch: Branch) -> Cube:
        """Return a branch as a cube."""
        found = self.full
        for variable, offset, mask in zip(self.read, self.offsets, self.masks, strict=True):
            if variable.name in branch:
                bits = sum(1 << variable.domain.index(value) for value in branch[variable.name])
                found &= ~mask | bits << offset
        return found

    def branch(self, cube: Cube) -> Branch:
        """Return a cube as a branch: by variable, its values where they are not all allowed."""
        return {
            variable.name: frozenset(v for place, v in enumerate(variable.domain) if cube >> offset + place & 1)
            for variable, offset, mask in zip(self.read, self.offsets, self.masks, strict=True)
            if cube & mask != mask
        }

    def consensus(self, cubes: Iterable[Cube]) -> list[Cube]:
        """Return all prime implicants of a disjunction of cubes, by consensus until nothing new comes of it."""
        kept: list[Cube] = []
        fresh = list(cubes)
        while fresh:
            cube = fresh.pop()
            if not _add(cube, kept):
                continue
            for other in tuple(kept):
                if other == cube:
                    continue
                both = cube & other
                empty = self.guard & ~(both + self.full)
                if empty & empty - 1:
                    continue  # they have nothing in common in two variables or more
                # Where they meet in all variables but one they join in that one; where they meet in all, in any.
                for guard, mask in zip(self.guards, self.masks, strict=True):
                    if not empty or guard == empty:
                        joined = both & ~mask | (cube | other) & mask
                        if not _covered(joined, kept):
                            fresh.append(joined)
        return kept


def _covered(cube: Cube, kept: Iterable[Cube]) -> bool:
    return any(other & cube == cube for other in kept)


def _add(cube: Cube, kept: list[Cube]) -> bool:
    if _covered(cube, kept):
        return False
    kept[:] = [other for other in kept if other & cube != other]
    kept.append(cube)
    return True
