"""What is worth learning on one record, found by going through its completions, and shown by an example.

A variable is worth learning if there is a place where it counts: all else is known, but for some variables that
constraints tie to it; the condition is open; and one value of the variable decides it.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence

import attrs

from sro_policy.conditions import Condition, Value, holds, variables
from sro_policy.exact.groups import Group
from sro_policy.reference import completions


@attrs.frozen
class Place:
    """Values with which the condition is open, and a value of one more variable that decides it."""

    known: dict[str, Value]
    value: Value


def worth_learning(
    condition: Condition, known: Mapping[str, Value], constraints: Sequence[Condition], tied: Sequence[Group]
) -> dict[str, Place]:
    """Return the variables that are worth learning on a record, each with a place where it counts."""
    records = [(record, holds(condition, record)) for record in completions(known, variables(condition), constraints)]
    found: dict[str, Place] = {}
    for name in records[0][0]:
        if name not in known:
            mates = next((group.names for group in tied if name in group.names), (name,))
            place = _place(name, [mate for mate in mates if mate not in known and mate != name], records)
            if place is not None:
                found[name] = place
    return found


def _place(name: str, mates: list[str], records: list[tuple[dict[str, Value], bool]]) -> Place | None:
    for left_out in itertools.chain.from_iterable(
        itertools.combinations(mates, size) for size in range(len(mates) + 1)
    ):
        alike: defaultdict[tuple[Value, ...], list[tuple[Value, bool]]] = defaultdict(list)
        names = [other for other in records[0][0] if other != name and other not in left_out]
        for record, answer in records:
            alike[tuple(record[other] for other in names)].append((record[name], answer))
        for values, answers in alike.items():
            if len({answer for _, answer in answers}) > 1:
                for value in {value for value, _ in answers}:
                    if len({answer for own, answer in answers if own == value}) == 1:
                        return Place(dict(zip(names, values, strict=True)), value)
    return None


def decided_by(
    listed: set[str], condition: Condition, known: Mapping[str, Value], constraints: Sequence[Condition]
) -> bool:
    """Say whether completions that agree on the listed variables always agree on the answer."""
    answers: defaultdict[tuple[Value, ...], set[bool]] = defaultdict(set)
    for record in completions(known, variables(condition), constraints):
        key = tuple(value for name, value in record.items() if name in listed)
        answers[key].add(holds(condition, record))
    return all(len(own) == 1 for own in answers.values())
