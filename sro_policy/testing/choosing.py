"""One choice among several, by a name of its own.

Hypothesis takes two draws from like strategies for draws that may be swapped, and makes five of six examples by
copying one such draw over another. Where what is drawn are two facts of one case, that teaches nothing, and it would
leave a hundred cases of five hundred that differ in more than a copied fact. So every choice names what it is about,
which makes its strategy unlike all others: no draw is copied over another, and each example is drawn anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from hypothesis import strategies as st

Item = TypeVar("Item")


@lru_cache(maxsize=8192)
def _places(name: str, count: int) -> st.SearchStrategy[tuple[str, int]]:
    return st.sampled_from([(name, place) for place in range(count)])


def one_of(draw: st.DrawFn, name: str, items: Sequence[Item]) -> Item:
    """Return one of several items; drawing shrinks to the first. ``name`` says in a case what is chosen."""
    return items[0] if len(items) == 1 else items[draw(_places(name, len(items)))[1]]
