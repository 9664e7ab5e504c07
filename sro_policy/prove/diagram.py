"""Binary decision diagrams over the facts of a subject: the one module that knows the library behind them.

Each variable of the vocabulary has three places in a diagram, side by side: whether it is *known*, its value, and
its value in some completion. A complete record is read by values alone; what all completions of a partial record agree
on is one quantification over the third.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, reduce
from typing import TYPE_CHECKING, final

import attrs
from oxidd.bcdd import BCDDFunction, BCDDManager, BCDDSubstitution
from oxidd.util import BooleanOperator

from sro_policy.conditions import AllOf, AnyOf, Condition, Is, Not, Value, Variable
from sro_policy.exact.groups import Group

if TYPE_CHECKING:
    from typing import TypeAlias

Patterns: TypeAlias = BCDDFunction
"""A set of complete records, or of partial ones."""

_NODES = 1 << 20
_CACHE = 1 << 18


@final
@attrs.frozen
class _Place:
    """Where a variable lies: whether it is known, and the bits of its value, here and in a completion."""

    variable: Variable
    known: int
    here: tuple[int, ...]
    there: tuple[int, ...]


@final
@attrs.frozen(slots=False, eq=False)
class Diagram:
    """All complete and partial records of some variables, of which some are tied in groups."""

    variables: tuple[Variable, ...]
    groups: tuple[Group, ...]
    _manager: BCDDManager = attrs.field(factory=lambda: BCDDManager(_NODES, _CACHE, 1), init=False, repr=False)
    _places: Mapping[str, _Place] = attrs.field(init=False, repr=False)

    @_places.default
    def _lay_out(self) -> Mapping[str, _Place]:
        found: dict[str, _Place] = {}
        for variable in self.variables:
            bits = (len(variable.domain) - 1).bit_length()
            added = list(self._manager.add_vars(1 + 2 * bits))
            # A value lies beside the value that completes it: what compares the two stays small.
            found[variable.name] = _Place(variable, added[0], tuple(added[1::2]), tuple(added[2::2]))
        return found

    def variable(self, name: str) -> Variable:
        """Return a variable by its name."""
        return self._places[name].variable

    @property
    def all(self) -> Patterns:
        """Every record, allowed or not."""
        return self._manager.true()

    @property
    def none(self) -> Patterns:
        """No record."""
        return self._manager.false()

    def where(self, condition: Condition) -> Patterns:
        """Return the complete records on which a condition holds."""
        if isinstance(condition, Is):
            return self.value(condition.variable, condition.values)
        if isinstance(condition, Not):
            return ~self.where(condition.part)
        assert isinstance(condition, AllOf | AnyOf)
        parts = map(self.where, condition.parts)
        if isinstance(condition, AllOf):
            return reduce(lambda left, right: left & right, parts, self.all)
        return reduce(lambda left, right: left | right, parts, self.none)

    def value(self, variable: Variable, values: Iterable[Value]) -> Patterns:
        """Return the records in which a variable has one of some values."""
        bits = self._places[variable.name].here
        found = self.none
        for value in values:
            code = variable.domain.index(value)
            one = self.all
            for offset, bit in enumerate(bits):
                one &= self._manager.var(bit) if code >> offset & 1 else self._manager.not_var(bit)
            found |= one
        return found

    def holding(self, record: Iterable[tuple[str, Value]]) -> Patterns:
        """Return the complete records in which some variables, by name, have these values."""
        values = (self.value(self.variable(name), (value,)) for name, value in record)
        return reduce(lambda left, right: left & right, values, self.all)

    @cached_property
    def allowed(self) -> Patterns:
        """The complete records that keep the constraints."""
        found = self.all
        for place in self._places.values():
            found &= self.value(place.variable, place.variable.domain)
        for group in self.groups:
            states = self.none
            for state in group.states:
                states |= self.holding(zip(group.names, state, strict=True))
            found &= states
        return found

    def projected(self, patterns: Patterns, away: Iterable[str]) -> Patterns:
        """Return the records that are among these for some values of the variables named."""
        bits = [bit for name in away for bit in self._places[name].here]
        return patterns.exists(self._cube(bits)) if bits else patterns

    def count(self, patterns: Patterns, away: Iterable[str] = ()) -> int:
        """Return how many complete records these are, where those that differ only in ``away`` count as one.

        The records must all be allowed: a value has a code of its own, and not each code is a value.
        """
        gone = set(away)
        own = sum(len(place.here) for name, place in self._places.items() if name not in gone)
        free = self._manager.num_vars() - own
        return self.projected(patterns, gone).sat_count(self._manager.num_vars()) >> free

    # Partial records

    def known(self, condition: Condition) -> Patterns:
        """Return the partial records of which all allowed completions keep a condition."""
        return self.known_among(self.where(condition))

    def known_among(self, patterns: Patterns) -> Patterns:
        """Return the partial records of which all allowed completions are among these complete ones."""
        return self._compatible.apply_forall(BooleanOperator.IMP, self._completing(patterns), self._there)

    def containing(self, record: Mapping[str, Value]) -> Patterns:
        """Return the partial records that know all that this one does, as it does."""
        found = self.all
        for name, value in record.items():
            place = self._places[name]
            found &= self._manager.var(place.known) & self.value(place.variable, (value,))
        return found

    def not_knowing(self, patterns: Patterns, name: str) -> Patterns:
        """Return the partial records that, with one variable no longer known, are among these."""
        place = self._places[name]
        forgotten = [(bit, self.none) for bit in (place.known, *place.here)]
        return patterns.substitute(BCDDFunction.make_substitution(forgotten))

    @cached_property
    def possible(self) -> Patterns:
        """The partial records that some allowed completion satisfies."""
        return self._compatible.exists(self._there)

    def partial_count(self, names: Iterable[str]) -> int:
        """Return how many partial records of some variables are possible; of a group, all its variables are named."""
        kept = set(names)
        among = self.possible
        away: list[int] = []
        for name, place in self._places.items():
            if name in kept:
                # What is not known has no value: of its codes, one stands for all.
                unsaid = [self._manager.not_var(bit) for bit in place.here]
                among &= self._manager.var(place.known) | reduce(lambda left, right: left & right, unsaid, self.all)
            else:
                away += [place.known, *place.here]
        found = among.exists(self._cube(away)) if away else among
        own = sum(1 + len(place.here) for name, place in self._places.items() if name in kept)
        return found.sat_count(self._manager.num_vars()) >> (self._manager.num_vars() - own)

    def least(self, patterns: Patterns, weight: Mapping[str, int] | None = None) -> dict[str, Value] | None:
        """Return the partial record among these that knows least; ``None`` where there is none.

        Each known variable weighs 1, unless ``weight`` says otherwise.
        """
        among = patterns & self.possible
        if not among.satisfiable():
            return None
        return self._record(_Lightest(self._weights(weight or {})).path(among))

    def has(self, patterns: Patterns, record: Mapping[str, Value]) -> bool:
        """Say whether a partial record is among these."""
        said: dict[int, bool] = {bit: False for place in self._places.values() for bit in (place.known, *place.here)}
        for name, value in record.items():
            place = self._places[name]
            code = place.variable.domain.index(value)
            said[place.known] = True
            said |= {bit: bool(code >> offset & 1) for offset, bit in enumerate(place.here)}
        return patterns.eval(said.items())

    # How it is laid out

    @cached_property
    def _there(self) -> Patterns:
        return self._cube(bit for place in self._places.values() for bit in place.there)

    @cached_property
    def _compatible(self) -> Patterns:
        """What is known agrees with the completion, which is allowed."""
        found = self._completing(self.allowed)
        for place in reversed(list(self._places.values())):
            same = self.all
            for here, there in zip(place.here, place.there, strict=True):
                same &= self._manager.var(here).equiv(self._manager.var(there))
            found &= self._manager.var(place.known).imp(same)
        return found

    def _completing(self, patterns: Patterns) -> Patterns:
        """Return what is said of a record as said of its completion."""
        return patterns.substitute(self._here_to_there)

    @cached_property
    def _here_to_there(self) -> BCDDSubstitution:
        pairs = [pair for place in self._places.values() for pair in zip(place.here, place.there, strict=True)]
        return BCDDFunction.make_substitution([(here, self._manager.var(there)) for here, there in pairs])

    def _cube(self, bits: Iterable[int]) -> Patterns:
        return reduce(lambda cube, bit: cube & self._manager.var(bit), sorted(bits, reverse=True), self.all)

    def _weights(self, weight: Mapping[str, int]) -> dict[int, int]:
        return {place.known: weight.get(name, 1) for name, place in self._places.items()}

    def _record(self, said: Mapping[int, bool]) -> dict[str, Value]:
        return {
            place.variable.name: self._decoded(place, said)
            for place in self._places.values()
            if said.get(place.known, False)
        }

    def _decoded(self, place: _Place, said: Mapping[int, bool]) -> Value:
        code = sum(1 << offset for offset, bit in enumerate(place.here) if said.get(bit, False))
        return place.variable.domain[code]


@final
class _Lightest:
    """The way through a diagram on which least weighs. A variable that it does not pass is not known."""

    def __init__(self, weights: Mapping[int, int]) -> None:
        self._weights = weights
        self._found: dict[Patterns, tuple[int, dict[int, bool]] | None] = {}

    def path(self, patterns: Patterns) -> dict[int, bool]:
        found = self._lightest(patterns)
        assert found is not None
        return found[1]

    def _lightest(self, patterns: Patterns) -> tuple[int, dict[int, bool]] | None:
        if patterns.valid():
            return 0, {}
        if not patterns.satisfiable():
            return None
        if patterns not in self._found:
            bit = patterns.node_var()
            below = patterns.cofactors()
            assert bit is not None
            assert below is not None
            ways = []
            for value, rest in zip((False, True), reversed(below), strict=True):
                found = self._lightest(rest)
                if found is not None:
                    ways.append((found[0] + (self._weights.get(bit, 0) if value else 0), {bit: value, **found[1]}))
            self._found[patterns] = min(ways, key=lambda way: way[0])
        return self._found[patterns]
