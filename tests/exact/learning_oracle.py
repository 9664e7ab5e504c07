"""An oracle for what is worth learning that shares no code with it: every partial record, by the definition.

A variable is worth learning on a record if the record can be extended so that the condition is open without it and
decided with some value of it. So that is looked up on each partial record of all variables that the condition reads
or that constraints tie to these, and handed down from the records that say more to those that say less.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

from sro_policy.conditions import Condition, Value, Variable, holds, variables

CAN_HOLD, CAN_FAIL = 1, 2
OPEN = CAN_HOLD | CAN_FAIL


class WorthLearning:
    """Each partial record that some completion satisfies, with the variables that are worth learning on it."""

    def __init__(self, condition: Condition, constraints: Sequence[Condition]) -> None:
        self.condition = condition
        self.read, self.kept = _tied(condition, constraints)
        self.sizes = [len(v.domain) + 1 for v in self.read]
        self.strides = [math.prod(self.sizes[:place]) for place in range(len(self.sizes))]
        self.count = math.prod(self.sizes)

    def __iter__(self) -> Iterator[tuple[dict[str, Value], set[str]]]:
        """Yield each such record with the names of these variables."""
        cells = self._cells()
        worth = [self._direct(cells, index) if cell == OPEN else 0 for index, cell in enumerate(cells)]
        self._gather(worth)
        for index, cell in enumerate(cells):
            if cell:
                names = {v.name for place, v in enumerate(self.read) if worth[index] >> place & 1}
                yield self._known(index), names

    def _cells(self) -> list[int]:
        cells = [0] * self.count
        for values in itertools.product(*(v.domain for v in self.read)):
            record = dict(zip((v.name for v in self.read), values, strict=True))
            if all(holds(constraint, record) for constraint in self.kept):
                digits = [v.domain.index(value) + 1 for v, value in zip(self.read, values, strict=True)]
                index = sum(digit * stride for digit, stride in zip(digits, self.strides, strict=True))
                cells[index] = CAN_HOLD if holds(self.condition, record) else CAN_FAIL
        self._gather(cells)
        return cells

    def _gather(self, cells: list[int]) -> None:
        for stride, size in zip(self.strides, self.sizes, strict=True):
            for base in range(0, self.count, stride * size):
                for offset in range(base, base + stride):
                    for digit in range(1, size):
                        cells[offset] |= cells[offset + digit * stride]

    def _direct(self, cells: list[int], index: int) -> int:
        found = 0
        for place, (stride, size) in enumerate(zip(self.strides, self.sizes, strict=True)):
            if index // stride % size == 0:
                after = {cells[index + digit * stride] for digit in range(1, size)}
                found |= (CAN_HOLD in after or CAN_FAIL in after) << place
        return found

    def _known(self, index: int) -> dict[str, Value]:
        digits = [index // stride % size for stride, size in zip(self.strides, self.sizes, strict=True)]
        return {v.name: v.domain[digit - 1] for v, digit in zip(self.read, digits, strict=True) if digit}


def _tied(condition: Condition, constraints: Sequence[Condition]) -> tuple[list[Variable], list[Condition]]:
    needed = {v.name: v for v in variables(condition)}
    kept: list[Condition] = []
    while tied := [c for c in constraints if c not in kept and any(v.name in needed for v in variables(c))]:
        kept += tied
        needed |= {v.name: v for c in tied for v in variables(c)}
    return list(needed.values()), kept
