"""An oracle for exactness that shares no code with the engines: every partial record of a condition at once.

Complete records are judged by the reference's meaning of a condition. A partial record can still be what any
of the records that fill in one of its unknown facts can be; so answers are gathered upwards, one variable
after the other, without ever looking at branches, masks or implicants.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from sro_policy.conditions import Condition, Value, Variable, holds, variables

CAN_HOLD, CAN_FAIL = 1, 2


class AllPartials:
    """Each partial record of the variables that a condition reads, with what it can still be.

    A cell has a bit for "can hold", one for "can fail", and one for each variable that alone could change
    the answer. A cell of zero is a contradiction.
    """

    def __init__(self, condition: Condition, constraints: Sequence[Condition]) -> None:
        self.condition = condition
        self.own = list(variables(condition))
        self.sizes = [len(v.domain) + 1 for v in self.own]
        self.strides = [1] * len(self.own)
        for place in range(1, len(self.own)):
            self.strides[place] = self.strides[place - 1] * self.sizes[place - 1]
        self.count = self.strides[-1] * self.sizes[-1] if self.own else 1
        self.cells = [0] * self.count
        self._fill(self._tied(constraints), constraints)
        self._gather()

    def _tied(self, constraints: Sequence[Condition]) -> list[Variable]:
        needed = {v.name: v for v in self.own}
        while True:
            size = len(needed)
            for constraint in constraints:
                read = {v.name: v for v in variables(constraint)}
                if read.keys() & needed.keys():
                    needed |= read
            if len(needed) == size:
                return list(needed.values())

    def _fill(self, extended: list[Variable], constraints: Sequence[Condition]) -> None:
        names = [v.name for v in extended]
        kept = [c for c in constraints if all(v.name in names for v in variables(c))]
        parts = _independent(extended, kept)
        for chosen in itertools.product(*parts):
            record = {name: value for part in chosen for name, value in part.items()}
            answer = holds(self.condition, record)
            cell = sum(s * (v.domain.index(record[v.name]) + 1) for v, s in zip(self.own, self.strides, strict=True))
            self.cells[cell] |= CAN_HOLD if answer else CAN_FAIL
            for place, variable in enumerate(self.own):
                here = record[variable.name]
                for value in variable.domain[variable.domain.index(here) + 1 :]:
                    twin = record | {variable.name: value}
                    if holds(self.condition, twin) != answer and all(
                        holds(c, twin) for c in kept if any(v.name == variable.name for v in variables(c))
                    ):
                        unknown = cell - self.strides[place] * (variable.domain.index(here) + 1)
                        self.cells[unknown] |= 4 << place

    def _gather(self) -> None:
        for stride, size in zip(self.strides, self.sizes, strict=True):
            for base in range(0, self.count, stride * size):
                for offset in range(base, base + stride):
                    for digit in range(1, size):
                        self.cells[offset] |= self.cells[offset + digit * stride]

    def __iter__(self) -> Iterator[tuple[dict[str, Value], int]]:
        """Yield each partial record with its cell."""
        for index, cell in enumerate(self.cells):
            known: dict[str, Value] = {}
            for variable, stride, size in zip(self.own, self.strides, self.sizes, strict=True):
                digit = index // stride % size
                if digit:
                    known[variable.name] = variable.domain[digit - 1]
            yield known, cell


def _independent(extended: list[Variable], kept: Sequence[Condition]) -> list[list[dict[str, Value]]]:
    """Split variables into parts that no constraint joins, each with the records that it allows."""
    parts: list[set[str]] = [{v.name} for v in extended]
    for constraint in kept:
        read = {v.name for v in variables(constraint)}
        joined = set().union(*(p for p in parts if p & read))
        parts = [p for p in parts if not p & read] + [joined]
    found = []
    for part in parts:
        mine = [v for v in extended if v.name in part]
        rules = [c for c in kept if {v.name for v in variables(c)} <= part]
        records = [
            dict(zip([v.name for v in mine], values, strict=True))
            for values in itertools.product(*(v.domain for v in mine))
        ]
        found.append([r for r in records if all(holds(rule, r) for rule in rules)])
    return found
