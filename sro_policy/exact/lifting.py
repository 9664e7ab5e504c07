"""Computed facts on partial records: what all completions of their inputs agree on.

Dates and numbers have endless completions, but a computed fact can change its answer only at critical
values: at the days that are known, at the edition's own days, where a period that it counts begins or ends,
and on the days beside these. The completions are taken over the critical values; a test holds that no other
value matters.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import final

import attrs

from sro_policy.conditions import Condition, holds, variables
from sro_policy.vocabulary import Answer, Computed, DateFact, Fact, Figures, IntegerFact, Raw
from sro_policy.vocabulary.calendar import around, months_after, reaching

AS_OF = "as_of"


@final
@attrs.frozen
class Lifted:
    """What is known of a computed fact.

    ``value`` is ``None`` while completions disagree or leave it open. ``moved_by`` are the unknown inputs
    that alone can change the answer. ``due_by``, ``by`` and ``both`` are set where all completions that have
    one agree.
    """

    value: bool | None
    moved_by: tuple[str, ...]
    due_by: dt.date | None
    by: str | None
    both: tuple[tuple[str, str, dt.date | None], ...] | None


@final
@attrs.frozen(eq=False)
class Lifting:
    """One computed fact under the figures of an edition, with the constraints on its own inputs.

    ``moves`` says whether anyone will ask what could still change it: no one does where only flags read it.
    """

    computed: Computed
    figures: Figures
    constraints: tuple[Condition, ...]
    moves: bool
    _inputs: tuple[str, ...] = attrs.field(init=False, repr=False)
    _lifted: dict[tuple[Raw | None, ...], Lifted] = attrs.field(factory=dict, init=False, repr=False)

    @_inputs.default
    def _keys(self) -> tuple[str, ...]:
        return tuple(fact.key for fact in self.computed.inputs)

    @property
    def periods(self) -> tuple[int, ...]:
        """The periods that it counts, in months."""
        found = []
        for name, times in self.computed.periods:
            months = self.figures[name]
            assert isinstance(months, int)
            found.append(months * times)
        return tuple(found)

    def critical(self, fact: Fact, fixed: Mapping[str, Raw | None]) -> tuple[Raw | None, ...]:
        """Return the critical values of an input, given others that are fixed."""
        if isinstance(fact, IntegerFact):
            limits = [v for name in self.computed.figures if isinstance(v := self.figures[name], int)]
            numbers = {0, 1, fact.most, *(limit + step for limit in limits for step in (-1, 0, 1))}
            return tuple(sorted(n for n in numbers if fact.least <= n <= fact.most))
        if not isinstance(fact, DateFact):
            return (True, False)
        begins = fact.key in self.computed.from_when
        against = self.computed.only_against.get(fact.key)
        if against is None:
            figures = [self.figures[name] for name in self.computed.figures]
            anchors = frozenset(v for v in (*figures, *fixed.values()) if isinstance(v, dt.date))
            # While an input at which a period begins is open, the period may begin at any of these days.
            starts = [fixed[key] for key in self.computed.from_when if key in fixed]
            known = len(starts) == len(self.computed.from_when)
            ends = frozenset(v for v in starts if isinstance(v, dt.date)) if known else anchors
        else:
            anchors = frozenset(value for name in against if isinstance(value := self.figures[name], dt.date))
            ends = frozenset()
        days = _days(anchors, frozenset() if begins else ends, anchors if begins else frozenset(), self.periods)
        if fact.key == AS_OF:
            latest = max((v for v in fixed.values() if isinstance(v, dt.date)), default=dt.date.min)
            # The latest first, where all that can happen has happened: differences show soonest there.
            return (*(day for day in reversed(days) if day >= latest), None)
        today = fixed.get(AS_OF)
        # Without a day of reference no date decides anything, so any one day stands for all.
        last = today if isinstance(today, dt.date) else None
        return (False, *(day for day in days if last is None or day <= last), *((last,) if last else ()))

    def completions(self, known: Mapping[str, Raw]) -> Iterator[dict[str, Raw | None]]:
        """Yield complete inputs that agree with what is known and keep the constraints."""
        unknown = [fact for fact in self.computed.inputs if fact.key not in known]
        yield from self._complete(dict(known), unknown)

    def _complete(self, fixed: dict[str, Raw | None], unknown: list[Fact]) -> Iterator[dict[str, Raw | None]]:
        if not unknown:
            if self._allowed(fixed):
                yield fixed
            return
        fact, rest = unknown[0], unknown[1:]
        for value in self.critical(fact, fixed):
            yield from self._complete({**fixed, fact.key: value}, rest)

    def _allowed(self, facts: Mapping[str, Raw | None]) -> bool:
        if not self.constraints:
            return True
        said = {
            name: value
            for fact in self.computed.inputs
            if (raw := facts[fact.key]) is not None
            for name, value in fact.readings(raw)
        }
        return all(holds(constraint, said) for constraint in self.constraints)

    def answer(self, facts: Mapping[str, Raw | None]) -> Answer:
        """Return the answer on complete inputs."""
        return self.computed.answer(facts, self.figures)

    def lift(self, known: Mapping[str, Raw]) -> Lifted:
        """Return what all completions of what is known agree on; what is no input does not matter."""
        key = tuple(map(known.get, self._inputs))
        found = self._lifted.get(key)
        if found is None:
            found = self._lift({name: known[name] for name in self._inputs if name in known})
            # Many officers share what is missing from their records. Emptied when full, it stays small;
            # two threads that work out the same answer at once do no harm.
            if len(self._lifted) >= _MOST_REMEMBERED:
                self._lifted.clear()
            self._lifted[key] = found
        return found

    def _lift(self, known: Mapping[str, Raw]) -> Lifted:
        answers: set[Answer] = set()
        unknown = {fact.key: fact for fact in self.computed.inputs if fact.key not in known}
        still = set(unknown) if self.moves else set()
        moved: set[str] = set()
        seen: set[tuple[Raw | None, ...]] = set()
        for facts in self.completions(known):
            answer = self.answer(facts)
            answers.add(answer)
            if not still and _nothing_left_to_agree_on(answers, due_matters=self.moves):
                break
            for key in tuple(still):
                others = {name: value for name, value in facts.items() if name != key}
                line = (key, *others.values())
                if line in seen:
                    # Another completion on this line had the same answer as all its twins, this one's among them.
                    continue
                seen.add(line)
                for value in self.critical(unknown[key], others):
                    twin = {**facts, key: value}
                    if self.answer(twin).value is not answer.value and self._allowed(twin):
                        still.discard(key)
                        moved.add(key)
                        break
        values = {answer.value for answer in answers}
        decided = values.pop() if len(values) == 1 else None
        due = {answer.due_by for answer in answers if answer.value is None}
        by = {answer.by for answer in answers if answer.value is True}
        both = {answer.both for answer in answers}
        return Lifted(
            value=decided,
            moved_by=tuple(fact.key for fact in self.computed.inputs if fact.key in moved),
            due_by=due.pop() if len(due) == 1 else None,
            by=by.pop() if len(by) == 1 else None,
            both=both.pop() if len(both) == 1 else None,
        )


_MOST_REMEMBERED = 4096
_ANY_DAY = dt.date(2000, 1, 1)


@lru_cache(maxsize=4096)
def _days(
    anchors: frozenset[dt.date], starts: frozenset[dt.date], ends: frozenset[dt.date], periods: tuple[int, ...]
) -> tuple[dt.date, ...]:
    """Return the days on and beside each anchor, a period after each start, and a period before each end."""
    days: set[dt.date] = set() if anchors else {_ANY_DAY}
    for anchor in anchors:
        days.update(around(anchor))
    for months in periods:
        for start in starts:
            days.update(around(months_after(start, months)))
        for end in ends:
            days.update(reaching(end, months))
    return tuple(sorted(days))


def _nothing_left_to_agree_on(answers: set[Answer], *, due_matters: bool) -> bool:
    """Whether answers already differ in all that they could agree on, so that no other can change it."""
    if len({answer.value for answer in answers}) == 1:
        return False
    due = {answer.due_by for answer in answers if answer.value is None}
    return not due_matters or None in due or len(due) > 1


def liftings(
    computed: tuple[Computed, ...],
    figures: Figures,
    constraints: tuple[Condition, ...],
    asked: frozenset[str],
) -> dict[str, Lifting]:
    """Return a lifting for each computed fact, by its key; ``asked`` are those whose needs may be asked for."""
    found: dict[str, Lifting] = {}
    for item in computed:
        own = {variable.name for fact in item.inputs for variable in fact.variables}
        kept = tuple(c for c in constraints if {v.name for v in variables(c)} <= own)
        found[item.key] = Lifting(item, figures, kept, item.key in asked)
    return found
