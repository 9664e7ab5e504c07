"""Prime implicants: the least that has to be known for a condition to be known.

They are taken within the constraints: a combination that no record can have counts either way. So a record
implies a condition exactly where it contains one of its prime implicants, and an engine that only matches
what is known finds everything that is known.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sro_policy.conditions import Condition, Value, Variable, variables
from sro_policy.exact.branches import Branch, branches
from sro_policy.exact.groups import Group

if TYPE_CHECKING:
    from typing import TypeAlias

Cube: TypeAlias = "tuple[int, ...]"
"""For each variable in turn, the set of its values (a bit each) that is allowed."""


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
    read = list(own.values())
    cubes = [_cube(branch, read) for branch in branches(condition)]
    impossible = [cube for group in touching for cube in _impossible(group, read)]
    found = _consensus([*cubes, *impossible])
    allowed = [_projections(group, own) for group in touching]
    return [_branch(cube, read) for cube in found if _possible(cube, read, touching, allowed)]


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


def _projections(group: Group, own: dict[str, Variable]) -> set[tuple[Value, ...]]:
    places = [place for place, name in enumerate(group.names) if name in own]
    return {tuple(state[p] for p in places) for state in group.states}


def _cube(branch: Branch, read: Sequence[Variable]) -> Cube:
    return tuple(_bits(branch.get(v.name, frozenset(v.domain)), v) for v in read)


def _bits(values: Iterable[Value], variable: Variable) -> int:
    return sum(1 << variable.domain.index(value) for value in values)


def _branch(cube: Cube, read: Sequence[Variable]) -> Branch:
    return {
        v.name: frozenset(value for place, value in enumerate(v.domain) if bits >> place & 1)
        for v, bits in zip(read, cube, strict=True)
        if bits != (1 << len(v.domain)) - 1
    }


def _impossible(group: Group, read: Sequence[Variable]) -> list[Cube]:
    mine = [variable for variable in group.variables if variable in read]
    allowed = _projections(group, {variable.name: variable for variable in mine})
    full = {v.name: (1 << len(v.domain)) - 1 for v in read}
    found: list[Cube] = []
    for state in itertools.product(*(v.domain for v in mine)):
        if state not in allowed:
            pinned = {v.name: _bits((value,), v) for v, value in zip(mine, state, strict=True)}
            found.append(tuple(pinned.get(v.name, full[v.name]) for v in read))
    return _consensus(found)


def _possible(
    cube: Cube,
    read: Sequence[Variable],
    touching: Sequence[Group],
    allowed: Sequence[set[tuple[Value, ...]]],
) -> bool:
    values = {v.name: {x for place, x in enumerate(v.domain) if bits >> place & 1} for v, bits in zip(read, cube)}  # noqa: B905
    return all(
        any(
            all(x in values[name] for name, x in zip([n for n in group.names if n in values], state, strict=True))
            for state in states
        )
        for group, states in zip(touching, allowed, strict=True)
    )


def _covers(wide: Cube, narrow: Cube) -> bool:
    return all(w & n == n for w, n in zip(wide, narrow, strict=True))


def _add(cube: Cube, kept: list[Cube]) -> bool:
    if any(_covers(other, cube) for other in kept):
        return False
    kept[:] = [other for other in kept if not _covers(cube, other)]
    kept.append(cube)
    return True


def _consensus(cubes: Iterable[Cube]) -> list[Cube]:
    """Return all prime implicants of a disjunction of cubes, by consensus until nothing new comes of it."""
    kept: list[Cube] = []
    fresh = list(cubes)
    while fresh:
        cube = fresh.pop()
        if not _add(cube, kept):
            continue
        for other in tuple(kept):
            if other is cube:
                continue
            both = tuple(a & b for a, b in zip(cube, other, strict=True))
            empty = [place for place, bits in enumerate(both) if not bits]
            if len(empty) > 1:
                continue
            # Where they meet in all variables but one they join in that one; where they meet in all, in any.
            for place in empty or range(len(both)):
                joined = (*both[:place], cube[place] | other[place], *both[place + 1 :])
                if not any(_covers(k, joined) for k in kept):
                    fresh.append(joined)
    return kept
