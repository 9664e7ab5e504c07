"""For which incidents no clause speaks: how many patterns of them, and the least that show it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from sro_policy.conditions import ALWAYS, AnyOf, Condition, negation, variables
from sro_policy.policy import BoundRule
from sro_policy.prove.proof import Entry, Witness
from sro_policy.prove.space import Space
from sro_policy.prove.witnesses import Witnesses

NAME = "silence"
SAYS = "where no clause speaks of an incident: counted, and the least that has to be known for it"

MOST_EXAMPLES = 5


def prove(space: Space) -> Iterator[Entry]:
    """Yield how many patterns no rule speaks of: of acts, of acts within each addressee's scope, and of incidents."""
    acts = [rule for rule in space.rules if rule.subject == "act"]
    incidents = [rule for rule in space.rules if rule.subject == "incident"]
    if acts:
        yield _entry(space, "an act", ALWAYS, acts)
        scopes = {rule.clause.to.name: rule.clause.to.act_scope for rule in acts if rule.clause.to.act_scope != ALWAYS}
        for name, scope in scopes.items():
            yield _entry(space, f"an act within the scope of {name}", scope, acts)
    if incidents:
        yield _entry(space, "an incident", ALWAYS, incidents)


def _entry(space: Space, about: str, scope: Condition, rules: list[BoundRule]) -> Entry:
    diagram = space.diagram
    names = {v.name for condition in (scope, *(rule.applies for rule in rules)) for v in variables(condition)}
    within = diagram.where(scope) & diagram.allowed
    silent = within & ~diagram.where(AnyOf(tuple(rule.applies for rule in rules)))
    # That several things are known is that each of them is.
    known = reduce(
        lambda left, rule: left & diagram.known(negation(rule.applies)), rules, diagram.known(scope) & diagram.possible
    )
    witnesses = Witnesses(space)
    examples: list[Witness] = []
    while len(examples) < MOST_EXAMPLES and (found := space.least(known)) is not None:
        examples.append(witnesses.of(found, rules))
        known &= ~diagram.containing(found)
    count, of = space.count(silent, names), space.count(within, names)
    return Entry(
        about=about,
        says=f"no clause speaks of {count:,} of {of:,} patterns of the facts on which {len(rules)} rules rest",
        count=count,
        of=of,
        witnesses=tuple(examples),
    )
