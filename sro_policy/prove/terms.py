"""What properties say of rules, in the language in which rules are written.

``applies("431.6/involve-school-staff")`` stands in a condition like any fact, joined by ``&``, ``|`` and ``~``. What it
comes to is settled when a property is proved, for it depends on the settings.
"""

from __future__ import annotations

from sro_policy.conditions import Condition, Is, Variable, replace, variables
from sro_policy.errors import PolicyError, nearest, quoted
from sro_policy.policy import BoundPolicy, BoundRule
from sro_policy.policy.misnamed import misnamed

_OF_RULES = "rule"
_APPLIES, _BROKEN = "applies", "broken"


def applies(rule: str) -> Condition:
    """Return the condition that a rule applies, by its id (``431.6/arrest-in-school``) or its clause's."""
    return _term(_APPLIES, rule)


def broken(rule: str) -> Condition:
    """Return the condition that a rule is broken: it applies, and its conduct is not what the clause asks for."""
    return _term(_BROKEN, rule)


def kept(rule: str) -> Condition:
    """Return the condition that a rule applies and is not broken."""
    return applies(rule) & ~broken(rule)


def rules_named(condition: Condition) -> tuple[str, ...]:
    """Return the rules of which a condition speaks, as it names them, each once."""
    found = (variable.fact.partition(":")[2] for variable in variables(condition) if _is_term(variable))
    return tuple(dict.fromkeys(found))


def settled(condition: Condition, bound: BoundPolicy) -> Condition:
    """Return the condition with what a policy's rules say, under its settings, in the place of their names.

    Raises :class:`~sro_policy.errors.PolicyError` for a rule that the policy does not have.
    """

    def settle(question: Is) -> Condition:
        if not _is_term(question.variable):
            return question
        rule = rule_named(question.variable.fact.partition(":")[2], bound)
        said = rule.applies if question.variable.name.startswith(_APPLIES) else rule.broken
        return said if True in question.values else ~said

    return replace(condition, settle)


def rule_named(name: str, bound: BoundPolicy) -> BoundRule:
    """Return a rule by its id, or by that of a clause that has one rule.

    Raises :class:`~sro_policy.errors.PolicyError` for a name that is neither.
    """
    found = [rule for rule in bound.rules if name in {rule.id, rule.clause.id}]
    if len(found) == 1:
        return found[0]
    if found:
        raise PolicyError(f"clause {quoted(name)} has several rules: {', '.join(rule.id for rule in found)}")
    names = [known for rule in bound.rules for known in (rule.clause.id, rule.id)]
    raise PolicyError(misnamed(name, bound.policy) or f"the policy has no rule {quoted(name)}{nearest(name, names)}")


def _term(what: str, rule: str) -> Condition:
    return Is(Variable(f"{what}:{rule}", f"{_OF_RULES}:{rule}"), frozenset({True}))


def _is_term(variable: Variable) -> bool:
    return variable.fact.startswith(f"{_OF_RULES}:")
