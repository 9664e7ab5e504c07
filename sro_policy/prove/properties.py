"""A property of a user's own: it holds for every fact pattern, or the least that refutes it is found."""

from __future__ import annotations

from typing import final

import attrs

from sro_policy.conditions import Condition, Operand, variables
from sro_policy.errors import PolicyError, nearest, quoted
from sro_policy.policy import BoundPolicy
from sro_policy.prove.diagram import Patterns
from sro_policy.prove.proof import Entry
from sro_policy.prove.space import Space
from sro_policy.prove.terms import rule_named, rules_named, settled
from sro_policy.prove.witnesses import Witnesses
from sro_policy.vocabulary.wording import listed


def _condition(value: object) -> Condition:
    if isinstance(value, Operand):
        return value.as_condition()
    hint = "; for `act.in_school == True` write `act.in_school`, and ask a choice with `.is_()`"
    raise PolicyError(
        f"{quoted(value)} is not a condition: join facts and rules with `&`, `|` and `~`"
        f"{hint if isinstance(value, bool) else ''}"
    )


@final
@attrs.frozen
class Property:
    """That whenever one condition holds, another does.

    ``says`` names it for people. Both conditions are written as rules are, of facts and of what rules say, as in
    ``Property("…", act.custody_for_offense & act.in_school, applies("431.6/involve-school-staff"))``.
    """

    says: str
    premise: Condition = attrs.field(converter=_condition)
    conclusion: Condition = attrs.field(converter=_condition)

    @property
    def violated(self) -> Condition:
        """Where it does not hold."""
        return self.premise & ~self.conclusion

    def prove(self, bound: BoundPolicy) -> Entry:
        """Return whether it holds, with the least that shows that it does not.

        What rests on a figure that nobody knows is not decided: then it does not hold, and nothing shows that.

        Raises :class:`~sro_policy.errors.PolicyError` for a rule that the policy does not have, and for a fact that is
        not of its vocabulary.
        """
        violated = settled(self.violated, bound)
        _refuse_strangers(violated, bound)
        space = Space(bound, also=(violated,))
        patterns = space.diagram.known(violated)
        found = space.least(patterns)
        if found is None:
            return self._unrefuted(space, patterns)
        about = [rule_named(name, bound) for name in rules_named(self.violated)]
        witness = Witnesses(space).of(found, about)
        return Entry(about=self.says, says=f"does not hold where {witness}", holds=False, witnesses=(witness,))

    def _unrefuted(self, space: Space, patterns: Patterns) -> Entry:
        """Return that it holds, unless that rests on a figure that nobody knows: then it is not decided."""
        dates = attrs.evolve(space.dates, or_open=frozenset(space.without_figure))
        found = space.least(patterns, dates)
        if found is None:
            return Entry(about=self.says, says="holds for every fact pattern")
        rests = [item.known_that for key, item in space.without_figure.items() if key in found]
        where = "; ".join(space.in_words(found))
        says = f"not decided where {where}: nobody knows the figure for whether {listed(rests, 'and')}"
        return Entry(about=self.says, says=says, holds=False)


def _refuse_strangers(condition: Condition, bound: BoundPolicy) -> None:
    vocabulary = bound.policy.vocabulary
    computed = {item.key: item.variable for item in vocabulary.computed}
    known = {**vocabulary.variables, **computed}
    for variable in variables(condition):
        if known.get(variable.name) != variable:
            hint = nearest(variable.name, known)
            raise PolicyError(f"{quoted(variable.name)} is no fact of the policy's vocabulary{hint}")
