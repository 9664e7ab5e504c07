"""Drawing a number of examples, the same on every run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sro_policy import Decision, evaluate

Item = TypeVar("Item")


def drawn(strategy: st.SearchStrategy[Item], examples: int) -> list[Item]:
    found: list[Item] = []

    @settings(max_examples=examples, derandomize=True, database=None, deadline=None)
    @given(strategy)
    def take(item: Item) -> None:
        found.append(item)

    take()
    return found


def decide(case: Any) -> Decision:
    return evaluate(case, engine="table")


def simplest(strategy: st.SearchStrategy[Item], wanted: Callable[[Item], bool]) -> Item:
    """What a failing claim shrinks to: the last example that is shown."""
    last: list[Item] = []

    # Without the phase that explains: it shows other examples once the simplest is found.
    @settings(max_examples=500, derandomize=True, database=None, deadline=None, phases=[Phase.generate, Phase.shrink])
    @given(strategy)
    def never(item: Item) -> None:
        if wanted(item):
            last.append(item)
            raise AssertionError

    try:
        never()
    except AssertionError:
        return last[-1]
    raise AssertionError("no example is wanted")
