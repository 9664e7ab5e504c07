"""Knowledge is monotone: what is decided stays decided, whatever more is learned.

What an engine concludes is compared, for every partial pattern there is, with what all completions agree on: the prime
implicants that durable-rules matches, over what is known and what the constraints force; and the branches that the
table tells apart. That learning a fact never undoes a conclusion is then proved of these conclusions themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import reduce

from sro_policy.conditions import Condition, Is, negation, variables
from sro_policy.exact.branches import Branch, branches
from sro_policy.exact.groups import Group
from sro_policy.exact.implicants import prime_implicants
from sro_policy.policy import BoundRule
from sro_policy.prove.diagram import Patterns
from sro_policy.prove.proof import Entry
from sro_policy.prove.space import Space

NAME = "knowledge-monotone"
SAYS = "engines conclude exactly what all completions agree on, and nothing that is learned undoes a conclusion"


def prove(
    space: Space, implicants: Callable[[Condition, Sequence[Group]], list[Branch]] = prime_implicants
) -> Iterator[Entry]:
    """Yield for each rule whether what is concluded of it is exact, and stays; ``implicants`` are what is matched."""
    for rule in space.rules:
        wrong = dict.fromkeys(_faults(space, rule, implicants))
        compared = space.diagram.partial_count(_read_with(space, rule))
        exact = f"is concluded exactly where all completions agree, and for good, at {compared:,} partial patterns"
        yield Entry(about=rule.id, says="; ".join(wrong) or exact, holds=not wrong, count=compared)


def _faults(
    space: Space, rule: BoundRule, implicants: Callable[[Condition, Sequence[Group]], list[Branch]]
) -> Iterator[str]:
    diagram = space.diagram
    for what, condition in (
        ("that it applies", rule.applies),
        ("that it does not apply", negation(rule.applies)),
        ("that it is broken", rule.broken),
        ("that it is not broken", negation(rule.broken)),
    ):
        concluded = _matched(space, implicants(condition, space.tied)) & diagram.possible
        agreed = diagram.known(condition) & diagram.possible
        if (concluded & ~agreed).satisfiable():
            yield f"{what} is concluded where completions disagree"
        if (agreed & ~concluded).satisfiable():
            yield f"{what} is not concluded where all completions agree"
        for variable in diagram.variables:
            before = diagram.not_knowing(concluded, variable.name)
            if (before & diagram.possible & ~concluded).satisfiable():
                yield f"{what} is undone by learning {variable.name}"
        told_apart = reduce(lambda left, one: left | _holding(space, one), branches(condition), diagram.none)
        if ((told_apart ^ diagram.where(condition)) & diagram.allowed).satisfiable():
            yield f"{what} is told apart in branches that say something else"


def _read_with(space: Space, rule: BoundRule) -> set[str]:
    """Return the variables that a rule reads, and those that are tied to them."""
    read = {variable.name for condition in (rule.applies, rule.broken) for variable in variables(condition)}
    return read.union(*(group.names for group in space.tied if read.intersection(group.names)))


def _matched(space: Space, found: list[Branch]) -> Patterns:
    """Return the partial patterns that contain one of these implicants, with what they force filled in."""
    diagram = space.diagram
    variables = {variable.name: variable for variable in diagram.variables}
    matched = diagram.none
    for branch in found:
        one = diagram.all
        for name, values in branch.items():
            # A group's lookup fills in a value where one is left, and only then.
            forced = (diagram.known(Is(variables[name], frozenset({value}))) for value in sorted(values, key=str))
            one &= reduce(lambda left, right: left | right, forced, diagram.none)
        matched |= one
    return matched


def _holding(space: Space, branch: Branch) -> Patterns:
    diagram = space.diagram
    variables = {variable.name: variable for variable in diagram.variables}
    parts = (diagram.value(variables[name], values) for name, values in branch.items())
    return reduce(lambda left, right: left & right, parts, diagram.all)
