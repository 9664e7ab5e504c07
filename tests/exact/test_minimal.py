"""The least of what is enough: one such set, and all of them."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import pytest

from sro_policy.exact.minimal import all_minimal, minimal

ITEMS = "abcde"


@pytest.mark.parametrize("seed", range(200))
def test_all_minimal_sets_are_found_once_and_the_one_asked_for_is_among_them(seed: int) -> None:
    """Whatever sets are enough, each that loses that with any of its items is found, once, and no other."""
    pick = random.Random(seed)
    bases = [frozenset(pick.sample(ITEMS, pick.randint(0, 3))) for _ in range(pick.randint(1, 4))]

    def enough(some: Sequence[str]) -> bool:
        return any(base <= set(some) for base in bases)

    every = [frozenset(some) for size in range(6) for some in itertools.combinations(ITEMS, size) if enough(some)]
    least = {some for some in every if not any(other < some for other in every)}
    found = [frozenset(some) for some in all_minimal(ITEMS, enough)]
    assert len(found) == len(set(found))
    assert set(found) == least
    assert frozenset(minimal(ITEMS, enough)) in least


def test_where_even_all_is_not_enough_nothing_is_found() -> None:
    """There is no least set where there is none."""
    assert list(all_minimal(ITEMS, lambda _: False)) == []


@pytest.mark.parametrize("size", range(5))
def test_sets_to_which_several_ways_lead_are_found_once(size: int) -> None:
    """Where any so many items are enough, these are all the choices of so many, however the search comes to them."""

    def enough(some: Sequence[str]) -> bool:
        return len(some) >= size

    assert sorted(all_minimal(ITEMS, enough)) == list(itertools.combinations(ITEMS, size))
