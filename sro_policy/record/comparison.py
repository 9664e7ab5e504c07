"""Where two records differ, in words and with the place; of what can be withheld, without the values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sro_policy.canonical import canonical
from sro_policy.errors import quoted
from sro_policy.record.plain_json import inside
from sro_policy.record.shape import Record
from sro_policy.record.verification import Difference

COMPARED = ("policy", "settings", "as_of", "event", "acts", "facts", "reasons", "findings", "checklist")
"""What a replay gives again. Versions are informative; the rest is digests, which are checked on their own."""


def differences(record: Record, replayed: Record) -> Iterator[Difference]:
    """Yield every difference between a record and what its replay gives."""
    for name in COMPARED:
        yield from between(record[name], replayed[name], name)


def between(said: Any, given: Any, place: str, *, hidden: bool = False) -> Iterator[Difference]:  # noqa: ANN401 - JSON
    """Yield every difference between two JSON values at a place; where ``hidden``, without the values."""
    if canonical(said) == canonical(given):  # in Python, 1 and true are equal
        return
    if isinstance(said, dict) and isinstance(given, dict):
        hidden = hidden or "commitment" in said or "commitment" in given
        for name in dict.fromkeys([*said, *given]):
            where = inside(place, name)
            if name not in given:
                yield Difference(where, "only the record has it")
            elif name not in said:
                yield Difference(where, "the record lacks it")
            else:
                yield from between(said[name], given[name], where, hidden=hidden)
    elif isinstance(said, list) and isinstance(given, list) and not hidden:
        yield from _between_lists(said, given, place)
    else:
        yield Difference(place, "its facts give another value" if hidden else _words(said, given))


def _between_lists(said: list[Any], given: list[Any], place: str) -> Iterator[Difference]:
    places = {_name(item, index): index for index, item in enumerate(said)}
    found = {_name(item, index): item for index, item in enumerate(given)}
    if len(places) < len(said):
        yield Difference(place, "an entry stands twice")
    for name, index in places.items():
        where = f"{place}[{index}]"
        if name in found:
            yield from between(said[index], found[name], where)
        else:
            yield Difference(where, "only the record has it")
    for name in found:
        if name not in places:
            yield Difference(place, f"the record lacks {_called(name)}")
    if [name for name in places if name in found] != [name for name in found if name in places]:
        yield Difference(place, "the entries stand in another order")


def _name(item: Any, index: int) -> tuple[object, ...]:  # noqa: ANN401 - any JSON
    """Return what an entry is about, by which it is found in another list; of any other value, its place."""
    if not isinstance(item, dict):
        return (index,)
    about = "rule" if "rule" in item else "fact" if "fact" in item else "clause"
    names = tuple(item[key] for key in (about, "subject") if isinstance(item.get(key), str))
    return names or (index,)


def _called(name: tuple[object, ...]) -> str:
    return " of ".join(f"entry {item}" if isinstance(item, int) else quoted(item) for item in name)


def _words(said: object, given: object) -> str:
    return f"the record says {quoted(said)}, its facts give {quoted(given)}"
