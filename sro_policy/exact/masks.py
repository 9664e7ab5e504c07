"""Questions of possibility, answered for many conditions at once by one AND of wide integers.

Each question is *can this still be so?* for one condition, as branches: one bit a branch. A value of a free
variable, or all that is known of a group of tied ones, says at one stroke which branches some completion
leaves possible; the AND of what is known leaves the possible ones, since groups do not touch one another.
Then one addition carries each question's bits into a guard bit above them: set where any branch is left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias, final

import attrs

from sro_policy.conditions import Value, Variable
from sro_policy.exact.branches import Branch
from sro_policy.exact.groups import Group, Partial


@final
@attrs.frozen
class Move:
    """A question's extra demand: this variable is unknown, and may still be one value or the other."""

    variable: Variable
    one: Value
    other: Value


@final
@attrs.frozen
class Within:
    """A question's extra demand: what is known of these tied variables is one of ``keys``."""

    names: tuple[str, ...]
    keys: frozenset[Partial]


@final
@attrs.frozen
class Question:
    """Can one of these branches still be so? With a demand, each branch also asks that it is met."""

    branches: tuple[tuple[Branch, Move | Within | None], ...]


@final
@attrs.frozen(eq=False)
class MaskTable:
    """Many questions, compiled. ``possible`` gives one guard bit for each that can still be answered yes.

    ``free`` has a mask for each value of each free variable, and a full one for ``None``, which is unknown.
    """

    guards: tuple[int, ...]
    guard: int
    full: int
    free: tuple[tuple[str, Mapping[Value | None, int]], ...]
    tied: tuple[tuple[tuple[str, ...], Mapping[Partial, int]], ...]

    def possible(self, known: Mapping[str, Value]) -> int:
        """Return the guard bits of the questions that some completion of the record answers yes.

        Raises ``KeyError`` for a record that no completion satisfies.
        """
        return (self.left(known) + self.full) & self.guard

    def left(self, known: Mapping[str, Value]) -> int:
        """Return the branches that some completion of the record leaves possible.

        Raises ``KeyError`` for a record that no completion satisfies.
        """
        mask = self.full
        get = known.get
        for name, by_value in self.free:
            mask &= by_value[get(name)]
        for names, states in self.tied:
            mask &= states[tuple(map(get, names))]
        return mask

    def branches_of(self, guard: int) -> int:
        """Return the branches of the question whose guard bit this is."""
        below = guard - 1
        # What lies at or under the guard before it belongs to other questions.
        start = (self.guard & below).bit_length()
        return below >> start << start


_Bit: TypeAlias = "tuple[int, Branch, Move | Within | None]"
"""One bit of the wide integers: the branch that it stands for, and what else that branch demands."""


def compile_masks(questions: Sequence[Question], read: Mapping[str, Variable], tied: Sequence[Group]) -> MaskTable:
    """Compile questions over these variables, of which some are tied in groups."""
    guards: list[int] = []
    full = 0
    bits: list[_Bit] = []
    place = 0
    for question in questions:
        for offset, (branch, demand) in enumerate(question.branches):
            bits.append((1 << (place + offset), branch, demand))
        full |= ((1 << len(question.branches)) - 1) << place
        place += len(question.branches)
        guards.append(1 << place)
        place += 1
    groups = [group for group in tied if any(name in read for name in group.names)]
    in_groups = {name for group in groups for name in group.names}
    return MaskTable(
        guards=tuple(guards),
        guard=sum(guards),
        full=full,
        free=tuple((v.name, _free(v, bits, full)) for v in read.values() if v.name not in in_groups),
        tied=tuple((group.names, _tied(group, bits, full)) for group in groups),
    )


def _free(variable: Variable, bits: list[_Bit], full: int) -> dict[Value | None, int]:
    masks: dict[Value | None, int] = dict.fromkeys((None, *variable.domain), full)
    for bit, branch, demand in bits:
        allowed = branch.get(variable.name)
        for value in variable.domain:
            known_already = isinstance(demand, Move) and demand.variable.name == variable.name
            if known_already or (allowed is not None and value not in allowed):
                masks[value] &= ~bit
    return masks


def _tied(group: Group, bits: list[_Bit], full: int) -> dict[Partial, int]:
    by_state = _states(group, bits, full)
    place = {name: index for index, name in enumerate(group.names)}
    moved: dict[int, int] = {}
    within: list[tuple[int, frozenset[Partial]]] = []
    for bit, _, demand in bits:
        if isinstance(demand, Move) and demand.variable.name in place:
            step = place[demand.variable.name]
            moved[step] = moved.get(step, 0) | bit
        elif isinstance(demand, Within) and demand.names == group.names:
            within.append((bit, demand.keys))
    masks: dict[Partial, int] = {}
    for key, completions in group.completions.items():
        mask = 0
        for index in completions:
            mask |= by_state[index]
        for step, moves in moved.items():
            if key[step] is not None:
                mask &= ~moves
        for bit, keys in within:
            if key not in keys:
                mask &= ~bit
        masks[key] = mask
    return masks


def _states(group: Group, bits: list[_Bit], full: int) -> list[int]:
    """Return, for each state of a group, the branches that it leaves possible, and whose move it can make."""
    states = set(group.states)
    place = {name: index for index, name in enumerate(group.names)}
    by_state = [full] * len(group.states)
    for bit, branch, demand in bits:
        asked = [(place[name], values) for name, values in branch.items() if name in place]
        move = demand if isinstance(demand, Move) and demand.variable.name in place else None
        for index, state in enumerate(group.states):
            kept = all(state[at] in values for at, values in asked)
            if kept and move is not None:
                step = place[move.variable.name]
                twin = (*state[:step], move.other, *state[step + 1 :])
                kept = state[step] == move.one and twin in states
            if not kept:
                by_state[index] &= ~bit
    return by_state
