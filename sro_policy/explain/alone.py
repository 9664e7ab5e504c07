"""What one fact alone would change: each value of each fact that a rule may rest on, tried in the place of what is."""

from __future__ import annotations

from collections.abc import Iterator

from sro_policy.conditions import variables
from sro_policy.explain.asked import AIMS
from sro_policy.explain.changes import Changed, least_changes
from sro_policy.explain.subjects import SubjectView
from sro_policy.policy import BoundRule


def changes_of_one_fact(view: SubjectView, rule: BoundRule) -> Iterator[Changed]:
    """Yield each change of one fact, or of one member of a set, after which the rule is concluded otherwise.

    Of dates and numbers, which have any number of values, one for each outcome that they can bring about.
    """
    lens = view.lens
    here = next(own for own in lens.rules if own.rule is rule)
    now = here.truths(lens.table.possible(view.known))
    for name in _names(view, rule):
        for value in view.vocabulary.variables[name].domain:
            if view.known.get(name) == value:
                continue
            try:
                possible = lens.table.possible({**view.known, name: value})
            except KeyError:
                continue  # others would have to be otherwise with it
            if here.truths(possible) != now:
                yield frozenset({(name, value)})
    inputs = {fact.key for item in rule.computed for fact in item.inputs}
    if inputs:
        for change in dict.fromkeys(change for aim in AIMS for change in least_changes(view, rule, aim, None)):
            if len(change) == 1 and all(name in inputs for name, _ in change):
                yield change


def _names(view: SubjectView, rule: BoundRule) -> list[str]:
    """Return the variables on which the rule may rest: those that it reads, and those that constraints tie to them."""
    read = {variable.name for condition in (rule.applies, rule.broken) for variable in variables(condition)}
    tied = {name for group in view.tied if not read.isdisjoint(group.names) for name in group.names}
    return [name for name in view.vocabulary.variables if name in read | tied]
