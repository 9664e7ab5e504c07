"""Which mutants no test can tell from the policy: proved over every fact pattern, date and setting, never assumed.

A mutant is *equivalent* if under all settings each of its rules applies and is broken at exactly the same fact patterns
that the constraints allow, with the same verb, and rests on the same computed facts, each of which has the same answer
and last day on all dates. Then the conclusions of every finding are the same in every case.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import final

import attrs

from sro_policy.conditions import negation, variables
from sro_policy.mutate.mutants import Mutant
from sro_policy.policy import BoundPolicy, BoundRule, Policy
from sro_policy.prove.diagram import Patterns
from sro_policy.prove.parting import partings
from sro_policy.prove.proof import Witness
from sro_policy.prove.space import Space
from sro_policy.prove.witnesses import Witnesses


@final
@attrs.frozen
class Difference:
    """That a rule of a mutant is not the policy's, and the least case that tells them apart, as the policy judges it.

    ``witness`` is ``None`` where none was found: the mutant may be the same, and was not proved to be.
    """

    rule: str
    witness: Witness | None


@final
@attrs.frozen(eq=False)
class Equivalence:
    """Compares mutants with a policy."""

    policy: Policy
    _bound: dict[tuple[tuple[str, str], ...], BoundPolicy] = attrs.field(factory=dict, init=False, repr=False)

    def difference(self, mutant: Mutant, changed: Policy) -> Difference | None:
        """Return how a mutant is told from the policy, by a case if there is one; ``None`` where it is equivalent."""
        unshown: Difference | None = None
        for settings in self._settings(mutant, changed):
            key = tuple(sorted(settings.items()))
            if key not in self._bound:
                self._bound[key] = self.policy.bind(settings)
            for found in _differences(mutant, self._bound[key], changed.bind(settings)):
                if found.witness is not None:
                    return found
                unshown = unshown or found
        return unshown

    def _settings(self, mutant: Mutant, changed: Policy) -> Iterator[dict[str, str]]:
        """Yield every selection of the settings on which the mutant's rules can depend, the default first."""
        read = list(self.policy.settings.values())
        if mutant.where != "figure":
            # The strength of the verbs makes rules alike and never apart, and figures are the same for both.
            names = _settings_read(self.policy, mutant) | _settings_read(changed, mutant)
            read = [reading for reading in read if reading.variable.name in names]
        for values in itertools.product(*(reading.values for reading in read)):
            yield {reading.id: value for reading, value in zip(read, values, strict=True)}


def _settings_read(policy: Policy, mutant: Mutant) -> set[str]:
    return {
        variable.name
        for section in policy.sections
        for clause in section.clauses
        for rule in clause.rules
        if f"{section.number}/{rule.name}" in mutant.rules
        for condition in (clause.to.scope, clause.to.act_scope, rule.when, rule.conduct)
        if condition is not None
        for variable in variables(condition)
    }


def _differences(mutant: Mutant, before: BoundPolicy, after: BoundPolicy) -> Iterator[Difference]:
    if mutant.where == "figure":
        for parting in partings(Space(before), after, also_due=True):
            yield Difference(parting.rule.id, None if parting.shown is None else parting.shown[0])
        return
    for rule, twin in zip(before.rules, after.rules, strict=True):
        if rule.id in mutant.rules and _is_other(rule, twin):
            found = _by_facts(before, rule, twin)
            if found is not None:
                yield found


def _is_other(rule: BoundRule, twin: BoundRule) -> bool:
    return any(getattr(rule, name) != getattr(twin, name) for name in ("force", "applies", "broken", "computed"))


def _by_facts(before: BoundPolicy, rule: BoundRule, twin: BoundRule) -> Difference | None:
    space = Space(before, also=(twin.applies, twin.broken))
    patterns = list(_apart(space, rule, twin))
    if rule.computed == twin.computed and not any((some & space.diagram.possible).satisfiable() for some in patterns):
        return None
    # Where no dates satisfy what tells two rules apart, they may still part in what is asked while dates are open.
    least = next((found for some in patterns if (found := space.least(some)) is not None), None)
    return Difference(rule.id, None if least is None else Witnesses(space).of(least, (rule,)))


def _apart(space: Space, rule: BoundRule, twin: BoundRule) -> Iterator[Patterns]:
    """Yield the partial patterns at which two rules are told apart, as far as these are all that is known.

    Those that tell it best come first.
    """
    known = space.diagram.known
    if rule.force is not twin.force:
        # Another verb is another word wherever the rule is broken, and while it is due.
        yield known(rule.broken)
        yield known(rule.applies) & ~known(negation(rule.broken))
        return
    # The same answer is known, or none is, wherever the two are alike.
    patterns = space.diagram.none
    for one, other in ((rule.applies, twin.applies), (rule.broken, twin.broken)):
        patterns |= (known(one) ^ known(other)) | (known(negation(one)) ^ known(negation(other)))
    yield patterns
