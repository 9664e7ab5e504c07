"""Computed facts on partial records: what all completions of their inputs agree on.

Dates and numbers have endless completions, but a computed fact can change its answer only at critical
values: at the days that are known, at the edition's own days, where a period that it counts begins or ends,
and on the days beside these. The completions are taken over the critical values; a test holds that no other
value matters.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
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
    """One computed fact under the figures of an edition, with the constraints on its own inputs."""

    computed: Computed
    figures: Figures
    constraints: tuple[Condition, ...]

    def critical(self, fact: Fact, fixed: Mapping[str, Raw | None]) -> tuple[Raw | None, ...]:
        """Return the critical values of an input, given others that are fixed."""
        if isinstance(fact, IntegerFact):
            numbers = {0, 1, fact.most}
            for name in self.computed.figures:
                figure = self.figures[name]
                if isinstance(figure, int):
                    numbers.update((figure - 1, figure, figure + 1))
            return tuple(sorted(n for n in numbers if fact.least <= n <= fact.most))
        if not isinstance(fact, DateFact):
            return (True, False)
        days: set[dt.date] = set()
        anchors = [self.figures[name] for name in self.computed.figures]
        for anchor in [*anchors, *fixed.values()]:
            if not isinstance(anchor, dt.date):
                continue
            days.update(around(anchor))
            for name, times in self.computed.periods:
                period = self.figures[name]
                assert isinstance(period, int)
                days.update(around(months_after(anchor, period * times)))
                days.update(reaching(anchor, period * times))
        if fact.key == AS_OF:
            latest = max((v for v in fixed.values() if isinstance(v, dt.date)), default=dt.date.min)
            later = sorted(day for day in days if day >= latest) or [dt.date(2000, 1, 1)]
            return (None, *later)
        today = fixed.get(AS_OF)
        if today is None:
            return (False, dt.date(2000, 1, 1))
        assert isinstance(today, dt.date)
        return (False, *sorted(day for day in days if day <= today))

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
        """Return what all completions of these inputs agree on."""
        answers: set[Answer] = set()
        unknown = {fact.key: fact for fact in self.computed.inputs if fact.key not in known}
        still = set(unknown)
        moved: set[str] = set()
        for facts in self.completions(known):
            answer = self.answer(facts)
            answers.add(answer)
            if not still and _nothing_left_to_agree_on(answers):
                break
            for key in tuple(still):
                others = {name: value for name, value in facts.items() if name != key}
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


def _nothing_left_to_agree_on(answers: set[Answer]) -> bool:
    """Whether answers already differ in everything that they could agree on."""
    return (
        len({a.value for a in answers}) > 1
        and len({a.due_by for a in answers if a.value is None}) != 1
        and len({a.by for a in answers if a.value is True}) != 1
        and len({a.both for a in answers}) > 1
    )


def liftings(
    computed: tuple[Computed, ...], figures: Figures, constraints: tuple[Condition, ...]
) -> dict[str, Lifting]:
    """Return a lifting for each computed fact, by its key."""
    found: dict[str, Lifting] = {}
    for item in computed:
        own = {variable.name for fact in item.inputs for variable in fact.variables}
        kept = tuple(c for c in constraints if {v.name for v in variables(c)} <= own)
        found[item.key] = Lifting(item, figures, kept)
    return found
