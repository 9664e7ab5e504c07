"""The least sets of items that are enough for something which more items never undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def minimal(items: Sequence[Item], enough: Callable[[Sequence[Item]], bool]) -> tuple[Item, ...]:
    """Return some of the items that are still enough, of which none can be left out; earlier ones are left out first.

    ``enough`` has to hold for all the items, and for a set whenever it holds for a part of it.
    """
    kept = tuple(items)
    for item in items:
        rest = tuple(other for other in kept if other is not item)
        if enough(rest):
            kept = rest
    return kept


def all_minimal(items: Sequence[Item], enough: Callable[[Sequence[Item]], bool]) -> Iterator[tuple[Item, ...]]:
    """Yield every set of items that is enough and of which none can be left out, each once.

    From each that is found, every other one lacks some item: so it is found among the rest without that item.
    """
    seen: set[frozenset[int]] = set()
    found: set[frozenset[int]] = set()
    waiting: list[frozenset[int]] = [frozenset(range(len(items)))]
    while waiting:
        among = waiting.pop()
        if among in seen:
            continue
        seen.add(among)
        own = sorted(among)
        if not enough([items[index] for index in own]):
            continue
        least = frozenset(minimal(own, lambda some: enough([items[index] for index in some])))
        if least not in found:
            found.add(least)
            yield tuple(items[index] for index in sorted(least))
        waiting.extend(among - {index} for index in least)
