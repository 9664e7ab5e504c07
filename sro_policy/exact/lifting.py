"""Computed facts on partial records: what all completions of their inputs agree on.

Dates and numbers have endless completions, but a computed fact can change its answer only at critical
values: at the days that are known, at the edition's own days, where a period that it counts begins or ends,
and on the days beside these. The completions are taken over the critical values; a test holds that no other
value matters. An input is completed only where the function reads it: where it does not, no value of it can
change the answer.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar, final

import attrs

from sro_policy.conditions import Condition, Value, holds, variables
from sro_policy.vocabulary import Answer, Computed, DateFact, Fact, Figures, IntegerFact, Raw
from sro_policy.vocabulary.calendar import around, months_after, reaching

if TYPE_CHECKING:
    from typing import TypeAlias

AS_OF = "as_of"

Read: TypeAlias = "dict[str, Raw]"
"""Inputs that are known, and those that the function read besides, by the keys of facts."""

Said: TypeAlias = "bool | None"
"""The value of an answer: yes, no, or ``None`` where it is open."""

Item = TypeVar("Item")


@final
@attrs.frozen
class Lifted:
    """What is known of a computed fact.

    ``value`` is ``None`` while completions disagree or leave it open. ``moved_by`` are the unknown inputs
    that alone can change the answer. ``due_by`` is set where all completions that are open agree on it;
    ``by`` and ``both`` where the fact is known to be so and all completions agree on them.
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
    _tied: tuple[Fact, ...] = attrs.field(init=False, repr=False)
    _possible: frozenset[tuple[Value, ...]] = attrs.field(init=False, repr=False)
    _constant: Mapping[str, tuple[Raw, ...]] = attrs.field(init=False, repr=False)
    _days: tuple[dt.date, ...] = attrs.field(init=False, repr=False)
    _periods: tuple[int, ...] = attrs.field(init=False, repr=False)
    _lifted: dict[tuple[Raw | None, ...], Lifted] = attrs.field(factory=dict, init=False, repr=False)

    @_inputs.default
    def _keys(self) -> tuple[str, ...]:
        return tuple(fact.key for fact in self.computed.inputs)

    @_tied.default
    def _inputs_in_constraints(self) -> tuple[Fact, ...]:
        tied = {variable.fact for constraint in self.constraints for variable in variables(constraint)}
        return tuple(fact for fact in self.computed.inputs if fact.key in tied)

    @_possible.default
    def _states_of_tied_inputs(self) -> frozenset[tuple[Value, ...]]:
        read = [variable for fact in self._tied for variable in fact.variables]
        names = [variable.name for variable in read]
        return frozenset(
            state
            for state in itertools.product(*(variable.domain for variable in read))
            if all(holds(constraint, dict(zip(names, state, strict=True))) for constraint in self.constraints)
        )

    @_constant.default
    def _values_that_rest_on_no_other(self) -> Mapping[str, tuple[Raw, ...]]:
        figures = {name: self.figures[name] for name in self.computed.figures}
        found: dict[str, tuple[Raw, ...]] = {}
        for fact in self.computed.inputs:
            if isinstance(fact, IntegerFact):
                limits = [limit for limit in figures.values() if isinstance(limit, int)]
                near = [limit + step for limit in limits for step in (-1, 0, 1)]
                # Both ends first: a difference shows soonest between them.
                numbers = dict.fromkeys((fact.least, fact.most, 0, 1, *near))
                found[fact.key] = tuple(number for number in numbers if fact.least <= number <= fact.most)
            elif fact.key in self.computed.only_whether:
                found[fact.key] = (False, EARLIEST)
            elif not isinstance(fact, DateFact):
                found[fact.key] = (True, False)
        return found

    @_days.default
    def _days_of_the_edition(self) -> tuple[dt.date, ...]:
        return _dates(self.figures[name] for name in self.computed.figures)

    @_periods.default
    def _periods_in_months(self) -> tuple[int, ...]:
        found = []
        for name, times in self.computed.periods:
            months = self.figures[name]
            assert isinstance(months, int)
            found.append(months * times)
        return tuple(found)

    def critical(self, key: str, read: Read) -> Iterable[Raw]:
        """Return the critical values of an input that was not read yet, given all that was."""
        if key in self._constant:
            return self._constant[key]
        if key == AS_OF:
            latest = max(_dates(read.values()), default=ANY_DAY)
            days = {day for day in self._critical_days(key, read) if day >= latest}
            # The latest first, where all that can happen has happened: differences show soonest there.
            return sorted(days | {latest}, reverse=True)
        return self._critical_dates(key, read)

    def _critical_dates(self, key: str, read: Read) -> Iterator[Raw]:
        # What tells most comes first, and days are only looked for when these have not told enough.
        yield False
        today = read.get(AS_OF)
        if today is None:
            yield from self._critical_days(key, read) or (ANY_DAY,)
            return
        assert isinstance(today, dt.date)
        yield today
        for day in self._critical_days(key, read):
            if day < today:
                yield day

    def _critical_days(self, key: str, read: Read) -> Iterable[dt.date]:
        """Return the days on and beside each day that counts, and where a period from or to one ends or begins."""
        from_when = self.computed.from_when
        # As long as the day of reference is open, it has to come after whatever happened: then every date counts.
        apart = self.computed.only_whether if AS_OF in read else ()
        dates = [value for other, value in read.items() if isinstance(value, dt.date) and other not in apart]
        anchors = [*self._days, *dates]
        days = [day for anchor in anchors for day in around(anchor)]
        if key in from_when:
            days += [day for months in self._periods for anchor in anchors for day in reaching(anchor, months)]
        elif self._periods:
            # While an input at which a period begins is open, the period may begin at any of these days.
            starts = _dates(read[other] for other in from_when) if read.keys() >= set(from_when) else anchors
            for months in self._periods:
                days += [day for start in starts for day in around(months_after(start, months))]
        return dict.fromkeys(days)

    def completions(self, known: Read) -> Iterator[tuple[Read, Answer]]:
        """Yield the critical completions that keep the constraints, as far as they are read, and the answer to each.

        They are those with a day of reference: without one, the fact is what it says ``undated``.
        """
        return self._completions(known, self._ask(known))

    def _completions(self, read: Read, found: Answer | str | None) -> Iterator[tuple[Read, Answer]]:
        if isinstance(found, str):
            for value in self.critical(found, read):
                more = {**read, found: value}
                below = self._ask(more)
                # An answer is given at once: a generator for each would cost as much as the answer.
                if isinstance(below, Answer):
                    yield more, below
                else:
                    yield from self._completions(more, below)
        elif found is not None:
            yield read, found

    def differs(self, known: Read, value: Said) -> bool:
        """Say whether some critical completion that keeps the constraints has another value than this."""
        found = self._ask(known)
        if isinstance(found, str):
            return any(self.differs({**known, found: other}, value) for other in self.critical(found, known))
        return found is not None and found.value is not value

    @property
    def is_open(self) -> bool:
        """Whether it is open on all dates, for it rests on a figure that nobody knows."""
        return not self.differs({}, None)

    def decides(self, known: Mapping[str, Raw], value: bool) -> bool:  # noqa: FBT001 - the value of the fact
        """Say whether all completions of what is known have this value; what is no input does not matter."""
        read = {key: known[key] for key in self._inputs if key in known}
        if AS_OF in self._inputs and AS_OF not in read and self.computed.undated.value is not value:
            return False
        return not self.differs(read, value)

    def _ask(self, facts: Read) -> Answer | str | None:
        """Return the answer; or the input that has to be known first; or ``None`` where constraints are not kept."""
        try:
            answer = self.computed.answer(facts, self.figures)
        except KeyError as unread:
            key: str = unread.args[0]
            if key in self._inputs:
                return key
            raise
        if not self._tied:
            return answer
        for fact in self._tied:
            if fact.key not in facts:
                return fact.key
        state = tuple([value for fact in self._tied for _, value in fact.readings(facts[fact.key])])
        return answer if state in self._possible else None

    def answer(self, facts: Mapping[str, Raw | None]) -> Answer:
        """Return the answer on complete inputs; ``as_of`` may be ``None``."""
        return self.computed.says(facts, self.figures)

    def lift(self, known: Mapping[str, Raw]) -> Lifted:
        """Return what all completions of what is known agree on; what is no input does not matter."""
        values = tuple(map(known.get, self._inputs))
        found = self._lifted.get(values)
        if found is None:
            found = self._lift({key: known[key] for key in self._inputs if key in known})
            # Many officers share what is missing from their records. Emptied when full, it stays small;
            # two threads that work out the same answer at once do no harm.
            if len(self._lifted) >= _MOST_REMEMBERED:
                self._lifted.clear()
            self._lifted[values] = found
        return found

    def _lift(self, known: Read) -> Lifted:
        unknown = [key for key in self._inputs if key not in known]
        found = self._ask(known)
        undated = (self.computed.undated,) if AS_OF in unknown else ()
        if isinstance(found, Answer) and not undated:
            return Lifted(found.value, (), found.due_by, found.by, found.both)
        answers = set(undated)
        values = {answer.value for answer in undated}
        due = {answer.due_by for answer in undated if answer.value is None}
        moves = _Moves(self, [key for key in unknown if key != AS_OF] if self.moves else [])
        enough = False
        for read, answer in self._completions(known, found):
            if answer not in answers:
                answers.add(answer)
                values.add(answer.value)
                if answer.value is None:
                    due.add(answer.due_by)
                # Whether the answers differ already in all that they could agree on.
                enough = len(values) > 1 and (not self.moves or None in due or len(due) > 1)
            if moves.still:
                moves.look_from(read, answer.value)
            if enough and not moves.still:
                break
        else:
            if moves.still:
                moves.look_from_all()
        so = values == {True}
        return Lifted(
            value=_agreed(values),
            # An unknown day of reference is never looked for: it moves whatever is not always what it is undated.
            moved_by=tuple([key for key in unknown if key not in moves.still])
            if self.moves and len(values) > 1
            else (),
            due_by=_agreed(due),
            by=_agreed({answer.by for answer in answers}) if so else None,
            both=_agreed({answer.both for answer in answers}) if so else None,
        )


@final
@attrs.define(eq=False)
class _Moves:
    """The search for inputs that alone can change the answer: for two completions that differ in one input.

    One looks from a completion along each of its inputs. Since the two have different values, it is enough to look
    from all but those of one value, the commonest. Before all have come in, those tell soonest where the value
    changes from one to the next. ``still`` are the inputs that were not found to move it.
    """

    lifting: Lifting
    still: list[str]
    _found: dict[Said, list[Read]] = attrs.field(factory=dict, init=False)
    _before: Said = attrs.field(default=None, init=False)
    _lines: set[tuple[object, ...]] = attrs.field(factory=set, init=False)

    def look_from(self, read: Read, value: Said) -> None:
        """Look from a completion that comes in, if it tells more than the one before."""
        if self._found and value is not self._before:
            self._look(read, value)
        self._before = value
        self._found.setdefault(value, []).append(read)

    def look_from_all(self) -> None:
        """Look from all completions that came in, but those of the commonest value."""
        for value in sorted(self._found, key=lambda value: len(self._found[value]))[:-1]:
            for read in self._found[value]:
                self._look(read, value)

    def _look(self, read: Read, value: Said) -> None:
        for key in self.still.copy():
            if key not in read:
                continue  # what is not read cannot change the answer from here
            others = read.copy()
            own = others.pop(key)
            line = (key, value, *others.items())
            if line in self._lines:
                continue  # looked at from another completion of this value, which found no other
            self._lines.add(line)
            for other in self.lifting.critical(key, others):
                if other != own and self.lifting.differs({**others, key: other}, value):
                    self.still.remove(key)
                    break


_MOST_REMEMBERED = 4096
ANY_DAY = dt.date(2000, 1, 1)

EARLIEST = dt.date.min
"""Stands for any day where it only matters whether something happened: it keeps no other date from being."""


def _dates(values: Iterable[object]) -> tuple[dt.date, ...]:
    return tuple([value for value in values if isinstance(value, dt.date)])


def _agreed(items: set[Item]) -> Item | None:
    return next(iter(items)) if len(items) == 1 else None


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
