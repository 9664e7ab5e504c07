"""Timing several contenders in turn, so that whatever slows the machine down slows all of them."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter

import attrs


@attrs.frozen
class Times:
    """For each contender, the microseconds a record took in each round."""

    rounds: Mapping[str, tuple[float, ...]]

    def typical(self, name: str) -> float:
        """Return the median over the rounds."""
        return median(self.rounds[name])

    def least(self, name: str) -> float:
        """Return the quickest round."""
        return min(self.rounds[name])

    def ratio(self, name: str, to: str) -> float:
        """Return how many times as long one contender took as another: the median of the rounds' own ratios."""
        return median(one / other for one, other in zip(self.rounds[name], self.rounds[to], strict=True))

    def ratio_of_least(self, name: str, to: str) -> float:
        """Return the same of the quickest round of each: what is left when nothing else runs."""
        return self.least(name) / self.least(to)


def interleaved(contenders: Mapping[str, Callable[[], object]], records: int, rounds: int, seed: int = 431) -> Times:
    """Run every contender once a round, over all records, in an order that changes from round to round.

    One round beforehand is not counted. The garbage collector runs as it does in any program, but does not
    look through what was there before.
    """
    pick = random.Random(seed)
    order = list(contenders)
    found: dict[str, list[float]] = {name: [] for name in contenders}
    gc.collect()
    gc.freeze()
    try:
        for number in range(rounds + 1):
            pick.shuffle(order)
            for name in order:
                run = contenders[name]
                began = perf_counter()
                run()
                took = perf_counter() - began
                if number:
                    found[name].append(took / records * 1e6)
    finally:
        gc.unfreeze()
    return Times({name: tuple(times) for name, times in found.items()})
