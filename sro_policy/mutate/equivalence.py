"""Which mutants no test can tell from the policy: proved over every fact pattern, date and setting, never assumed.

A mutant is *equivalent* if under all settings each of its rules applies and is broken at exactly the same allowed fact
patterns, with the same verb, and each computed fact has the same answer and last day on all dates. Then ``applies``,
``broken``, ``status``, ``word``, ``needs`` and ``due_by`` are the same in every case.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import final

import attrs

from sro_policy.conditions import Condition, negation, variables
from sro_policy.mutate.mutants import Mutant
from sro_policy.policy import BoundPolicy, BoundRule, Policy
from sro_policy.prove.claims.effects import matters
from sro_policy.prove.proof import Witness
from sro_policy.prove.space import Space
from sro_policy.prove.witnesses import Witnesses


@final
@attrs.frozen
class Difference:
    """The least case by which a mutant can be told from the policy, as the policy judges it."""

    rule: str
    witness: Witness


@final
@attrs.frozen(eq=False)
class Equivalence:
    """Compares mutants with a policy."""

    policy: Policy
    _bound: dict[tuple[tuple[str, str], ...], BoundPolicy] = attrs.field(factory=dict, init=False, repr=False)

    def difference(self, mutant: Mutant, changed: Policy) -> Difference | None:
        """Return the least case that tells a mutant from the policy; ``None`` where they are equivalent."""
        for settings in self._settings(mutant):
            key = tuple(sorted(settings.items()))
            if key not in self._bound:
                self._bound[key] = self.policy.bind(settings)
            before, after = self._bound[key], changed.bind(settings)
            for rule, twin in zip(before.rules, after.rules, strict=True):
                if mutant.rule in {"", rule.id}:
                    found = (
                        _by_dates(before, after, rule) if mutant.where == "figure" else _by_facts(before, rule, twin)
                    )
                    if found is not None:
                        return Difference(rule.id, found)
        return None

    def _settings(self, mutant: Mutant) -> Iterator[dict[str, str]]:
        """Yield every selection of the settings on which the mutant's rule can depend, the default first."""
        read = list(self.policy.settings.values())
        if mutant.rule:
            # The strength of the verbs makes rules alike and never apart, and figures are the same for both.
            asked = [c for c in _conditions_of(self.policy, mutant.rule) if c is not None]
            names = {variable.name for condition in asked for variable in variables(condition)}
            read = [reading for reading in read if reading.variable.name in names]
        for values in itertools.product(*(reading.values for reading in read)):
            yield {reading.id: value for reading, value in zip(read, values, strict=True)}


def _conditions_of(policy: Policy, rule_id: str) -> tuple[Condition | None, ...]:
    return next(
        (rule.when, rule.conduct)
        for section in policy.sections
        for clause in section.clauses
        for rule in clause.rules
        if f"{section.number}/{rule.name}" == rule_id
    )


def _by_facts(before: BoundPolicy, rule: BoundRule, twin: BoundRule) -> Witness | None:
    if rule.force is twin.force and (rule.applies, rule.broken) == (twin.applies, twin.broken):
        return None
    space = Space(before, also=(twin.applies, twin.broken))
    known = space.diagram.known
    if rule.force is not twin.force:
        # Another verb is another word wherever the rule is due or broken.
        patterns = known(rule.broken)
    else:
        # The same answer is known, or none is, wherever the two are alike.
        patterns = space.diagram.none
        for one, other in ((rule.applies, twin.applies), (rule.broken, twin.broken)):
            patterns |= (known(one) ^ known(other)) | (known(negation(one)) ^ known(negation(other)))
    found = space.least(patterns)
    if found is not None:
        return Witnesses(space).of(found, (rule,))
    # Where dates leave a computed fact open it counts as either: that, too, has to tell nothing apart.
    found = space.least(patterns, or_open=True)
    return None if found is None else Witnesses(space).dated(found, space.open_dates.satisfying(found), rule)


def _by_dates(before: BoundPolicy, after: BoundPolicy, rule: BoundRule) -> Witness | None:
    space = Space(before)
    for item in rule.computed:
        same = all(before.figures[name] == after.figures[name] for name in item.figures)
        dates = None if same else space.dates.parting(item, after.figures, also_due=True)
        if dates is not None:
            least = space.least(space.diagram.known(matters(rule, item)))
            assert least is not None, "a rule that reads a computed fact rests on it somewhere"
            return Witnesses(space).dated(least, dates, rule)
    return None
