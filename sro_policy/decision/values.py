"""Values of which findings and decisions are made, and that do not change."""

from __future__ import annotations

import datetime as dt
from collections.abc import ItemsView, Iterable, Iterator, Mapping
from typing import TypeAlias, TypeVar, final

Item = TypeVar("Item")


@final
class FrozenMapping(Mapping[str, Item]):
    """A mapping that does not change, and so can be hashed; equal to any mapping that holds the same."""

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, Item] | Iterable[tuple[str, Item]] = ()) -> None:
        self._items = dict(items)

    def __getitem__(self, name: str) -> Item:
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def items(self) -> ItemsView[str, Item]:
        """Return names with their values."""
        return self._items.items()

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return repr(self._items)


Known: TypeAlias = bool | int | str | dt.date | FrozenMapping[bool]
"""The known value of a fact; of a set, what is known of its members."""


def plain(value: Known) -> object:
    """Return the value as plain JSON."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return dict(value) if isinstance(value, FrozenMapping) else value
