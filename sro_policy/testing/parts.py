"""Drawing what is known of one subject: values that can all be so at once, and then what of them is left out.

Facts that constraints tie are drawn together, as one of the states that they can be in; so whatever is left out
afterwards, what remains can be completed, and no example is drawn in vain. One choice decides on a fact, and what
leaves it out comes first: so a case shrinks to the fewest facts, one by one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TypeVar, final

import attrs
from hypothesis import strategies as st

from sro_policy.conditions import Value
from sro_policy.exact.groups import Group
from sro_policy.testing.aims import NO_AIM, Aim, Pins, fits
from sro_policy.testing.choosing import one_of
from sro_policy.testing.frame import Frame
from sro_policy.vocabulary import DateFact, Fact, IntegerFact, Raw, SetFact

Item = TypeVar("Item")


@final
@attrs.frozen
class Degree:
    """How much is known: how often a fact is left out for how often it is said."""

    left_out: int
    said: int

    def of(self, values: Sequence[Item]) -> tuple[Item | None, ...]:
        """Return choices among values and ``None``, which leaves the fact out: that first, then each value, then more.

        Whatever the degree, the same choice has the same place, so that shrinking may change the degree.
        """
        if not self.left_out:
            return tuple(values)
        times = -(-self.said // len(values))
        more = round(times * len(values) * self.left_out / self.said) - 1
        return (None, *tuple(values) * times, *(None,) * more)


MOSTLY = Degree(1, 7)
HALF = Degree(1, 1)
SELDOM = Degree(3, 1)
NEARLY_ALL = Degree(1, 255)
EVERYTHING = Degree(0, 1)

DEGREES = (MOSTLY, HALF, SELDOM, NEARLY_ALL)
"""How much may be known of a subject."""

AIMED_AT = Degree(1, 31)
"""How much is known of that at which a case takes aim: nearly all of it, so that long rules are hit as well."""

HIDDEN = Degree(7, 1)


@final
@attrs.frozen(eq=False)
class Drawing:
    """One drawing of what is known of a subject. ``name`` is that of the part, or of the act.

    ``degree`` says how much is known. ``aim`` says which values are drawn, where it says any; its facts are mostly
    known, and the variables in ``firm`` for sure. ``settled`` are facts that are known, by their keys. No day is after
    ``latest``.
    """

    draw: st.DrawFn
    frame: Frame
    subject: str
    name: str
    degree: Degree
    latest: dt.date | None = None
    aim: Aim = NO_AIM
    settled: Mapping[str, Raw] = attrs.field(factory=dict)
    firm: frozenset[str] = frozenset()

    def facts(self) -> dict[str, Raw]:
        """Return what is known, by the keys of facts."""
        tied = self._of_groups()
        found: dict[str, Raw] = dict(self.settled)
        for fact in self.frame.vocabulary.of(self.subject):
            if fact.key not in found:
                value = self._fact(fact, tied, found)
                if value is not None:
                    found[fact.key] = value
        return found

    def _of_groups(self) -> dict[str, Value | None]:
        """Return the tied variables of the subject: those that are known, and ``None`` for those left out."""
        found: dict[str, Value | None] = {}
        for group in self.frame.groups(self.subject):
            state = self._one("/".join(group.names), states(group, self.aim.pins))
            for name, value in zip(group.names, state, strict=True):
                found[name] = self._one(f"{name} known", self._degree_of(name).of((value,)))
        return found

    def _degree_of(self, name: str) -> Degree:
        if self.degree is EVERYTHING or name in self.firm:
            return EVERYTHING
        if name in self.aim.pins or name in self.aim.measured:
            return AIMED_AT
        return HIDDEN if name in self.aim.hidden else self.degree

    def _fact(self, fact: Fact, tied: Mapping[str, Value | None], found: Mapping[str, Raw]) -> Raw | None:
        if isinstance(fact, SetFact):
            return self._set(fact, tied)
        if isinstance(fact, DateFact):
            return self._date(fact, found)
        if isinstance(fact, IntegerFact):
            return self._number(fact, tied, found)
        (variable,) = fact.variables
        return tied[variable.name] if variable.name in tied else self._value(variable.name, variable.domain)

    def _value(self, name: str, domain: tuple[Value, ...], degree: Degree | None = None) -> Value | None:
        values = [value for value in domain if value in self.aim.pins.get(name, domain)]
        return self._one(name, (degree or self._degree_of(name)).of(values))

    def _set(self, fact: SetFact, tied: Mapping[str, Value | None]) -> Raw | None:
        names = {variable.name for variable in fact.variables}
        # Half of the sets are said as a whole, unless something about them is better left out.
        whole = self._one(f"{fact.key} as a whole", HALF.of((True,))) and not names & self.aim.hidden
        whole = whole and all(tied[name] is not None for name in names & tied.keys())
        said: list[tuple[str, bool]] = []
        for member, variable in zip(fact.values, fact.variables, strict=True):
            if variable.name in tied:
                value = tied[variable.name]
            elif whole:
                value = self._value(variable.name, (False, True), EVERYTHING)  # the fewest members first
            else:
                value = self._value(variable.name, variable.domain)
            if value is not None:
                said.append((member, bool(value)))
        return tuple(said) or None

    def _date(self, fact: DateFact, found: Mapping[str, Raw]) -> Raw | None:
        before = dict(found) if self.latest is None else {**found, "as_of": self.latest}
        values = self.frame.values(fact, before, self.latest)
        aimed = self.aim.measured.get(fact.key)
        if aimed in values or (isinstance(aimed, dt.date) and aimed <= (self.latest or aimed)):
            values = () if aimed is None else (aimed,)
        return self._one(fact.key, self._degree_of(fact.key).of(values))

    def _number(self, fact: IntegerFact, tied: Mapping[str, Value | None], found: Mapping[str, Raw]) -> Raw | None:
        (above,) = fact.variables
        if above.name in tied and tied[above.name] is None:
            return None
        values = [value for value in self.frame.values(fact, found, None) if isinstance(value, int)]
        # Of a number that decides nothing, the ends and what lies between them are enough.
        values = values or [fact.least, fact.least + 1, (fact.least + fact.most) // 2, fact.most]
        wanted = {tied[above.name]} if above.name in tied else self.aim.pins.get(above.name, {True, False})
        values = [value for value in values if (value > 0) in wanted]
        aimed = self.aim.measured.get(fact.key)
        values = [value for value in values if value == aimed] or values
        return self._one(fact.key, (EVERYTHING if above.name in tied else self._degree_of(fact.key)).of(values))

    def _one(self, name: str, items: Sequence[Item]) -> Item:
        return one_of(self.draw, f"{self.name}: {name}", items)


def states(group: Group, pins: Pins) -> tuple[tuple[Value, ...], ...]:
    """Return the states of a group that have the values pinned; all of its states where none has."""
    return tuple(state for state in group.states if fits(group, state, pins)) or group.states
