"""Where a computed fact changes its answer: two complete records of its inputs that differ in one day or number.

Two days lie next to each other, and so do two numbers: the last day of a period and the one after, 59 days and 60.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import lru_cache

from sro_policy.exact.lifting import AS_OF, EARLIEST, Lifting
from sro_policy.testing.readable_days import PLAIN_DAY, readable
from sro_policy.vocabulary import DateFact, IntegerFact, Raw
from sro_policy.vocabulary.calendar import shifted


@lru_cache(maxsize=64)
def dated_steps(lifting: Lifting, value: bool) -> tuple[tuple[Mapping[str, Raw], Mapping[str, Raw]], ...]:  # noqa: FBT001
    """Return pairs of records: on the first the fact has this value, on the second another, or none yet.

    They differ in one input.
    """
    found: dict[str, tuple[Mapping[str, Raw], Mapping[str, Raw]]] = {}
    for read, answer in lifting.completions({}):
        if answer.value is not value:
            continue
        inner = {**readable(read, lifting)}
        for key in read:
            for other in _beside(lifting, key, inner):
                for beyond, said in lifting.completions({**_read(lifting, inner), key: other}):
                    if said.value is value or EARLIEST in beyond.values():
                        continue
                    # What was not read on one side makes no difference there, so it may be there as well.
                    pair = {**beyond, **inner}, {**inner, **beyond, key: other}
                    if _possible(pair[0]) and _possible(pair[1]):
                        found.setdefault(repr(pair), pair)
    return tuple(found.values())


def _read(lifting: Lifting, known: Mapping[str, Raw]) -> dict[str, Raw]:
    return {fact.key: known[fact.key] for fact in lifting.computed.inputs if fact.key in known}


def _beside(lifting: Lifting, key: str, known: Mapping[str, Raw]) -> Iterator[Raw]:
    """Yield the values of an input that lie beside the one it has."""
    fact = next(fact for fact in lifting.computed.inputs if fact.key == key)
    value = known[key]
    if isinstance(value, dt.date):
        yield shifted(value, -1)
        yield shifted(value, 1)
        if isinstance(fact, DateFact) and fact.may_be_false:
            yield False
    elif isinstance(fact, IntegerFact):
        assert isinstance(value, int)
        yield from (number for number in (value - 1, value + 1) if fact.least <= number <= fact.most)
    elif isinstance(fact, DateFact):
        yield known.get(AS_OF, PLAIN_DAY)
    else:
        yield not value


def _possible(known: Mapping[str, Raw]) -> bool:
    """Say whether nothing lies after the day of reference."""
    days = [day for day in known.values() if isinstance(day, dt.date)]
    return not days or known.get(AS_OF, dt.date.max) == max(days) or AS_OF not in known
