"""Dates and numbers behind computed facts: whether some satisfy several of them at once, and which.

In a diagram each computed fact is one variable, free of the others, though they may rest on the same dates. So a
pattern that a diagram finds is a pattern of cases only if some dates satisfy all the computed facts that it names:
these are looked for among the critical completions, on which every possible answer occurs.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar, final

import attrs

from sro_policy.conditions import Condition, Value, Variable
from sro_policy.exact.lifting import AS_OF, Lifting, Read, liftings
from sro_policy.vocabulary import Answer, Computed, Fact, Figure, Raw, Vocabulary
from sro_policy.vocabulary.case import as_of
from sro_policy.vocabulary.computed import NO, YES, Facts, Figures

MOST_TOGETHER = 3
"""How many computed facts are held against dates at once, where all their answers are."""


@final
@attrs.frozen(eq=False)
class Dates:
    """The critical dates and numbers of a vocabulary under an edition's figures.

    Of the computed facts whose keys are in ``or_open``, dates on which one is open satisfy either answer to it.
    """

    vocabulary: Vocabulary
    figures: Mapping[str, Figure | None]
    constraints: tuple[Condition, ...]
    or_open: frozenset[str] = frozenset()
    _found: dict[frozenset[tuple[str, Value]], Mapping[str, Raw] | None] = attrs.field(
        factory=dict, init=False, repr=False
    )

    def clash(self, pattern: Mapping[str, Value]) -> Mapping[str, Value] | None:
        """Return a part of a pattern that no dates and numbers satisfy, or ``None`` where some satisfy all of it.

        The part has as few computed facts as can be, so that it stands for as many patterns as can be.
        """
        computed = [item.key for item in self.vocabulary.computed if item.key in pattern]
        for size in range(1, len(computed) + 1):
            for some in itertools.combinations(computed, size):
                others = set(computed) - set(some)
                part = {name: value for name, value in pattern.items() if name not in others}
                if not self.satisfy(part):
                    return self._part(part)
        return None

    def clashes(self, items: Sequence[Computed], inputs: Container[Variable]) -> list[Mapping[str, Value]]:
        """Return what computed facts cannot be on any dates and numbers, up to :data:`MOST_TOGETHER` of them at a time.

        With them stand the variables, of those that are among ``inputs``, that they rest on.
        """
        found: list[Mapping[str, Value]] = []
        for some in (some for size in range(MOST_TOGETHER) for some in itertools.combinations(items, size + 1)):
            rest = (v for item in some for fact in item.inputs for v in fact.variables if v in inputs)
            read = _once([*(item.variable for item in some), *rest])
            for values in itertools.product(*(variable.domain for variable in read)):
                pattern = {variable.name: value for variable, value in zip(read, values, strict=True)}
                if not any(clash.items() <= pattern.items() for clash in found) and not self.satisfy(pattern):
                    found.append(pattern)
        return found

    def satisfy(self, pattern: Mapping[str, Value]) -> bool:
        """Say whether some dates and numbers satisfy all that a pattern says of computed facts."""
        part = self._part(pattern)
        return not part or self._satisfying(part) is not None

    def is_open(self, item: Computed) -> bool:
        """Say whether a computed fact is open on all dates, for it rests on a figure that nobody knows."""
        return liftings((item,), self.figures, self.constraints, frozenset())[item.key].is_open

    def satisfying(self, pattern: Mapping[str, Value]) -> Mapping[str, Raw]:
        """Return facts, by their keys, that make computed facts what a pattern says; none where it names none.

        Raises ``ValueError`` for a pattern that no dates and numbers satisfy: :meth:`clash` tells.
        """
        part = self._part(pattern)
        if not part:
            return {}
        found = self._satisfying(part)
        if found is None:
            raise ValueError(f"no dates and numbers satisfy {dict(part)}")
        return found

    def parting(
        self, item: Computed, others: Mapping[str, Figure | None], *, also_due: bool = False
    ) -> Mapping[str, Raw] | None:
        """Return facts on which a computed fact has another answer under other figures, or ``None``.

        With ``also_due``, another last day is another answer.
        """
        renamed = {f"{name}, otherwise": others[name] for name in item.figures}

        def answer(facts: Facts, figures: Figures) -> Answer:
            there = {name: figures[f"{name}, otherwise"] for name in item.figures}
            here, other = item.answer(facts, figures), item.answer(facts, there)
            return YES if here.value is not other.value or (also_due and here.due_by != other.due_by) else NO

        both = attrs.evolve(
            item,
            name="parting",
            figures=(*item.figures, *renamed),
            answer=answer,
            periods=(*item.periods, *((f"{name}, otherwise", times) for name, times in item.periods)),
        )
        lifting = liftings((both,), {**self.figures, **renamed}, self.constraints, frozenset())[both.key]
        for read, found in lifting.completions({}):
            if found is YES:
                return self._readable(read, both, lifting)
        return None

    def _part(self, pattern: Mapping[str, Value]) -> Mapping[str, Value]:
        """Return the computed facts of a pattern, with what it says of the facts on which these rest."""
        computed = self._computed(pattern)
        inputs = {variable.name for item in computed for fact in item.inputs for variable in fact.variables}
        return {name: pattern[name] for name in pattern if name in {c.key for c in computed} | inputs}

    def _computed(self, pattern: Mapping[str, Value]) -> tuple[Computed, ...]:
        return tuple(item for item in self.vocabulary.computed if item.key in pattern)

    def _satisfying(self, part: Mapping[str, Value]) -> Mapping[str, Raw] | None:
        key = frozenset(part.items())
        if key not in self._found:
            self._found[key] = self._search(part)
        return self._found[key]

    def _search(self, part: Mapping[str, Value]) -> Mapping[str, Raw] | None:
        wanted = {item: part[item.key] for item in self._computed(part)}
        together = _together(wanted, self.or_open)
        lifting = liftings((together,), self.figures, self.constraints, frozenset())[together.key]
        plain = {fact.key: fact for fact in together.inputs}
        known: dict[str, Raw] = {key: part[key] for key in plain if key in part}
        for read, answer in lifting.completions(known):
            if answer is YES and _agrees(read, plain, part):
                return self._readable(read, together, lifting)
        return None

    def _readable(self, read: Read, together: Computed, lifting: Lifting) -> Read:
        """Return the facts with a day of reference, and without a day that nobody would write."""
        if as_of in together.inputs and AS_OF not in read:
            # It was not read, so any day will do that is no earlier than what happened.
            read = {**read, AS_OF: max([_PLAIN_DAY, *(day for day in read.values() if isinstance(day, dt.date))])}
        for key, value in read.items():
            plainer = {**read, key: _PLAIN_DAY}
            if value == dt.date.min and lifting.answer(plainer) is YES:
                read = plainer
        return read


_PLAIN_DAY = dt.date(2021, 1, 4)


def _together(wanted: Mapping[Computed, Value], or_open: frozenset[str]) -> Computed:
    """Return the computed fact that several computed facts have the answers that are wanted."""

    def answer(facts: Facts, figures: Figures) -> Answer:
        for item, value in wanted.items():
            said = item.answer(facts, figures).value
            if said is not value and not (said is None and item.key in or_open):
                return NO
        return YES

    items = tuple(wanted)
    return Computed(
        items[0].subject,
        "together",
        "they have these answers together",
        _once(fact for item in items for fact in item.inputs),
        _once(name for item in items for name in item.figures),
        answer,
        _once(period for item in items for period in item.periods),
        _once(key for item in items for key in item.from_when),
        tuple(
            key
            for key in _once(key for item in items for key in item.only_whether)
            # It has to be so for each that reads the date.
            if all(key in item.only_whether for item in items if key in {fact.key for fact in item.inputs})
        ),
    )


Item = TypeVar("Item", bound=Hashable)


def _once(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(dict.fromkeys(items))


def _agrees(read: Mapping[str, Raw], inputs: Mapping[str, Fact], part: Mapping[str, Value]) -> bool:
    """Say whether what was read is what a pattern says of its variables, where it says anything."""
    return all(part.get(name, value) == value for key, raw in read.items() for name, value in inputs[key].readings(raw))
