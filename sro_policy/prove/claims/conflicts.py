"""Nothing is both required and prohibited, and no advice asks for what a prohibition forbids.

Rules conflict at a situation in which each can be kept and not all can. The situation is all that they read but what
they ask to be done or not done; that can be chosen, within the constraints. A rule without conduct is about the act
that its situation describes: what someone can act on in that description is what can be chosen. Two rules are also held
against dates: both have to be kept on the same ones. Where all rules are looked at, each computed fact is taken by
itself.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from sro_policy.conditions import ALWAYS, NEVER, AllOf, Condition, negation, variables
from sro_policy.exact.minimal import minimal
from sro_policy.policy import BoundRule
from sro_policy.prove.diagram import Patterns
from sro_policy.prove.proof import Entry
from sro_policy.prove.space import Space
from sro_policy.prove.witnesses import Witnesses
from sro_policy.vocabulary.wording import listed

_PAIR = 2

NAME = "no-conflict"
SAYS = "nothing is both required and prohibited, no advice asks for what is prohibited, and all can be kept at once"


def prove(space: Space) -> Iterator[Entry]:
    """Yield each pair of rules that conflict; then how many pairs do not, and whether all rules can be kept at once."""
    rules = [rule for rule in space.rules if rule.broken != NEVER]
    pairs = list(itertools.combinations(rules, 2))
    found = [entry for pair in pairs if (entry := _entry(space, pair)) is not None]
    yield from found
    apart = len(pairs) - len(found)
    says = f"{apart} pairs of {len(rules)} rules that can be broken do not conflict"
    unsure = [rule.id for rule in rules if any(item.key in space.without_figure for item in rule.computed)]
    if unsure:
        says += f", whatever the figure is that nobody knows (for {listed(unsure, 'and')})"
    yield Entry(about="pairs", says=says, count=apart, of=len(pairs))
    together = None if found else _entry(space, rules)
    if together is not None:
        yield together
    elif not found:
        says = "wherever each can be kept, all can be kept at once, dates being looked at for two of them at a time"
        yield Entry(about="all", says=says)


def clash(space: Space, rules: Sequence[BoundRule]) -> Patterns:
    """Return the situations at which each of these rules can bind and each can be kept, and not all can.

    Of two rules, computed facts have to be what some dates allow; of more, each is taken by itself.
    """
    diagram = space.diagram
    chosen = {name for rule in rules for name in choices(space, rule)}

    def by_some_choice(condition: Condition, *of: BoundRule) -> Patterns:
        dated = space.dated(of) if len(rules) == _PAIR else diagram.all
        return diagram.projected(diagram.allowed & dated & diagram.where(condition), chosen)

    all_kept = AllOf(tuple(negation(rule.broken) for rule in rules))
    found = by_some_choice(ALWAYS) & ~by_some_choice(all_kept, *rules)
    for rule in rules:
        found &= by_some_choice(negation(rule.broken), rule) & by_some_choice(rule.applies, rule)
    return found


def choices(space: Space, rule: BoundRule) -> set[str]:
    """Return the variables by which a rule is kept or broken: those of its conduct, or of the act that it is about."""
    read = {variable.name: variable.fact for variable in variables(rule.broken)}
    if rule.rule.conduct is not None:
        return {variable.name for variable in variables(rule.rule.conduct) if variable.name in read}
    facts = space.vocabulary.facts
    return {name for name, fact in read.items() if fact in facts and facts[fact].can_be_acted_on}


def _entry(space: Space, rules: Sequence[BoundRule]) -> Entry | None:
    found = space.least(space.diagram.known_among(clash(space, rules)))
    if found is None:
        return None
    # Of many rules, those among which the conflict is: none of them can be left out.
    at_odds = minimal(rules, lambda some: space.diagram.has(space.diagram.known_among(clash(space, some)), found))
    return Entry(
        about=" and ".join(rule.id for rule in at_odds),
        says="each can be kept, and not all of them",
        holds=False,
        witnesses=(Witnesses(space).of(found, at_odds),),
    )
