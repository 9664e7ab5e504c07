"""Groups: variables that constraints tie together, with everything that they can say at once."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, final

import attrs

from sro_policy.conditions import Condition, Value, Variable, holds, variables
from sro_policy.errors import PolicyError

if TYPE_CHECKING:
    from typing import TypeAlias

Partial: TypeAlias = "tuple[Value | None, ...]"
"""What is known of a group's variables, in their order; ``None`` where nothing is."""

MOST_PARTIAL_STATES = 10_000
"""A group with more is refused when it is built: its constraints should be cut into smaller ones."""


@final
@attrs.frozen(slots=False)
class Group:
    """Variables tied by constraints. ``states`` are all the ways in which they can be at once."""

    variables: tuple[Variable, ...]
    states: tuple[tuple[Value, ...], ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of its variables, in order."""
        return tuple(variable.name for variable in self.variables)

    @cached_property
    def completions(self) -> dict[Partial, tuple[int, ...]]:
        """For all that can be known of it, the states (by index) that remain; what is missing is a contradiction."""
        found: dict[Partial, list[int]] = {}
        for index, state in enumerate(self.states):
            for mask in itertools.product((True, False), repeat=len(state)):
                key = tuple(v if kept else None for v, kept in zip(state, mask, strict=True))
                found.setdefault(key, []).append(index)
                if len(found) > MOST_PARTIAL_STATES:
                    raise PolicyError(
                        f"constraints tie {', '.join(self.names)} into more than {MOST_PARTIAL_STATES} partial states",
                    )
        return {key: tuple(indexes) for key, indexes in found.items()}

    def key(self, known: Mapping[str, Value]) -> Partial:
        """Return what a record says of its variables."""
        return tuple(map(known.get, self.names))

    def forced(self, known: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
        """Yield each variable that has one value left, known or not."""
        left = self.completions[self.key(known)]
        for place, name in enumerate(self.names):
            values = {self.states[index][place] for index in left}
            if len(values) == 1:
                yield name, values.pop()


def groups(constraints: Iterable[Condition]) -> tuple[Group, ...]:
    """Return the groups that constraints make.

    Raises :class:`~sro_policy.errors.PolicyError` for constraints that nothing satisfies, and for a group
    that is too large.
    """
    sets: list[tuple[dict[str, Variable], list[Condition]]] = []
    for constraint in constraints:
        read = {variable.name: variable for variable in variables(constraint)}
        joined: tuple[dict[str, Variable], list[Condition]] = (read, [constraint])
        apart = []
        for item in sets:
            if item[0].keys() & joined[0].keys():
                joined = (item[0] | joined[0], [*item[1], *joined[1]])
            else:
                apart.append(item)
        sets = [*apart, joined]
    return tuple(_group(tuple(read.values()), rules) for read, rules in sets)


def _group(read: tuple[Variable, ...], rules: Sequence[Condition]) -> Group:
    names = [variable.name for variable in read]
    states = tuple(
        state
        for state in itertools.product(*(variable.domain for variable in read))
        if all(holds(rule, dict(zip(names, state, strict=True))) for rule in rules)
    )
    if not states:
        raise PolicyError(f"no record can keep the constraints on {', '.join(names)}")
    group = Group(read, states)
    _ = group.completions  # refused here and now if it is too large
    return group
