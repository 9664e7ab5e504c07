"""Decision diagrams hold exactly the records that conditions and constraints say, complete and partial."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping

import pytest

from sro_policy.conditions import AllOf, AnyOf, Condition, Is, Value, Variable, holds, negation
from sro_policy.exact.groups import groups
from sro_policy.prove.diagram import Diagram
from sro_policy.reference import agreed

COLOUR = Variable("colour", "colour", ("red", "green", "blue"))
FLAGS = tuple(Variable(name, name) for name in "abc")
READ = (COLOUR, *FLAGS)


def condition(pick: random.Random, depth: int = 3) -> Condition:
    """Return a random condition."""
    if depth == 0 or pick.random() < 0.2:
        variable = pick.choice(READ)
        return Is(variable, frozenset(pick.sample(variable.domain, pick.randint(1, len(variable.domain) - 1))))
    if pick.random() < 0.2:
        return negation(condition(pick, depth - 1))
    kind = pick.choice((AllOf, AnyOf))
    return kind(tuple(condition(pick, depth - 1) for _ in range(pick.randint(2, 3))))


def complete() -> Iterator[dict[str, Value]]:
    for values in itertools.product(*(variable.domain for variable in READ)):
        yield {variable.name: value for variable, value in zip(READ, values, strict=True)}


def partial() -> Iterator[dict[str, Value]]:
    for values in itertools.product(*((None, *variable.domain) for variable in READ)):
        yield {v.name: value for v, value in zip(READ, values, strict=True) if value is not None}


def constrained(pick: random.Random) -> tuple[Condition, ...]:
    """Return one or two constraints that some record keeps."""
    while True:
        found = tuple(condition(pick, 2) for _ in range(pick.randint(1, 2)))
        if any(all(holds(one, record) for one in found) for record in complete()):
            return found


@pytest.mark.parametrize("seed", range(60))
def test_a_diagram_is_what_brute_force_says(seed: int) -> None:
    """Counts, what is known, and the partial record that knows least are those that going through all records gives."""
    pick = random.Random(seed)
    constraints = constrained(pick)
    asked = condition(pick)
    diagram = Diagram(READ, groups(constraints))
    allowed = [record for record in complete() if all(holds(one, record) for one in constraints)]
    assert diagram.count(diagram.allowed) == len(allowed)
    assert diagram.count(diagram.where(asked) & diagram.allowed) == sum(holds(asked, record) for record in allowed)
    known = diagram.known(asked)
    possible_ones = sum(any(record.items() <= other.items() for other in allowed) for record in partial())
    assert diagram.partial_count([variable.name for variable in READ]) == possible_ones
    agreeing = []
    for record in partial():
        possible = any(record.items() <= other.items() for other in allowed)
        assert diagram.has(diagram.possible, record) == possible
        if possible:
            so = agreed(asked, record, constraints) == "yes"
            assert diagram.has(known, record) == so
            agreeing += [record] if so else []
    least = diagram.least(known)
    assert (least is None) == (not agreeing)
    if least is not None:
        assert least in agreeing
        assert len(least) == min(map(len, agreeing))


def test_patterns_that_differ_in_nothing_that_counts_are_counted_once() -> None:
    """Variables that are left out of a count are as they may be, whatever they are."""
    diagram = Diagram(READ, groups((AnyOf((Is(COLOUR, frozenset({"red"})), Is(FLAGS[0], frozenset({True})))),)))
    assert diagram.count(diagram.allowed) == (1 * 2 + 2 * 1) * 4
    assert diagram.count(diagram.allowed, ("b", "c")) == 4
    assert diagram.count(diagram.allowed, ("a", "b", "c")) == 3
    assert diagram.count(diagram.allowed, ("colour", "b", "c")) == 2


def test_partial_records_are_counted_over_the_variables_that_are_named() -> None:
    """A colour is unknown or one of three, a flag unknown or one of two."""
    diagram = Diagram(READ, ())
    assert diagram.partial_count(["colour", "a"]) == 4 * 3
    assert diagram.partial_count([]) == 1


def test_the_lightest_record_is_the_least_by_weight() -> None:
    """Where one variable weighs as much as three, what says the same with two others is lighter."""
    diagram = Diagram(READ, ())
    a, b, c = (Is(flag, frozenset({True})) for flag in FLAGS)
    either = diagram.known(a) | diagram.known(b & c)
    assert diagram.least(either) == {"a": True}
    assert diagram.least(either, {"a": 3}) == {"b": True, "c": True}


def test_what_contains_a_record_and_what_forgets_a_variable() -> None:
    """A record contains itself and all it knows less of; without a variable, it is what it was before that."""
    diagram = Diagram(READ, ())
    record: Mapping[str, Value] = {"colour": "green", "a": True}
    assert diagram.has(diagram.containing(record), {**record, "b": False})
    assert not diagram.has(diagram.containing(record), {"colour": "green"})
    forgot = diagram.not_knowing(diagram.containing({"a": True}), "b")
    assert diagram.has(forgot, {"a": True, "b": False})
    assert not diagram.has(diagram.not_knowing(diagram.containing(record), "a"), record)
