"""What a policy has to keep as a whole: each name stands for one thing, and whatever is named exists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sro_policy.conditions import variables
from sro_policy.errors import PolicyError, nearest
from sro_policy.policy.clauses import Clause
from sro_policy.policy.readings import Reading
from sro_policy.policy.rules import Rule

if TYPE_CHECKING:
    from sro_policy.policy.policy import Policy


def check(policy: Policy) -> None:
    """Refuse a policy in which names are shared or lead nowhere, or a constraint ties what is judged apart.

    Raises :class:`~sro_policy.errors.PolicyError` with what is wrong and, for a name, the nearest that exists.
    """
    _names(policy)
    _constraints(policy)
    for section in policy.sections:
        for clause in section.clauses:
            _listed(policy, clause)
            for rule in clause.rules:
                _cited(policy, rule, section.rule_id(rule))
    if policy.strength is not None:
        _selectable(policy, policy.strength, "the strength of the verbs")
    _aliases(policy)


def _names(policy: Policy) -> None:
    rules: set[str] = set()
    words: dict[str, str] = {}
    for section in policy.sections:
        for clause in section.clauses:
            for rule in clause.rules:
                for flag in rule.flags:
                    if words.setdefault(flag.name, flag.says) != flag.says:
                        raise PolicyError(f"the flag `{flag.name}` says two things")
                rule_id = section.rule_id(rule)
                if rule_id in rules:
                    raise PolicyError(f"two rules are called `{rule_id}`")
                rules.add(rule_id)
    if twice := _twice(clause.id for section in policy.sections for clause in section.clauses):
        raise PolicyError(f"two clauses share an id, `{twice}`")
    if twice := _twice(reading.id for reading in policy.readings):
        raise PolicyError(f"two readings share an id, `{twice}`")


def _twice(names: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None


def _constraints(policy: Policy) -> None:
    # Acts are judged apart, so a constraint between an act and anything else could not be kept.
    for constraint in policy.constraints:
        subjects = {variable.fact.split(".")[0] for variable in variables(constraint.must_hold)}
        if len(subjects) > 1:
            raise PolicyError(f"a constraint ties facts of {' and '.join(sorted(subjects))}: {constraint.says}")


def _listed(policy: Policy, clause: Clause) -> None:
    for name in clause.lists:
        if name not in policy.clauses:
            raise PolicyError(f"clause `{clause.id}` lists `{name}`, which is no clause{nearest(name, policy.clauses)}")


def _cited(policy: Policy, rule: Rule, rule_id: str) -> None:
    for name in rule.excuses:
        if name not in policy.clauses:
            hint = nearest(name, policy.clauses)
            raise PolicyError(f"rule `{rule_id}` excuses from `{name}`, which is no clause{hint}")
    for reading in rule.readings:
        _held(policy, reading, f"rule `{rule_id}`")
    for flag in rule.flags:
        for name in flag.unless_verified:
            names = [item.name for item in policy.edition.parameters]
            if name not in names:
                raise PolicyError(
                    f"the flag `{flag.name}` is about the figure `{name}`, which the edition has not"
                    f"{nearest(name, names)}"
                )


def _held(policy: Policy, reading: Reading, who: str) -> None:
    held = {item.id: item for item in policy.readings}
    if reading.id not in held:
        hint = nearest(reading.id, held)
        raise PolicyError(f"{who} rests on `{reading.id}`, which is no reading of the policy{hint}")
    if held[reading.id] != reading:
        raise PolicyError(f"{who} rests on another reading `{reading.id}` than the policy's own")


def _selectable(policy: Policy, reading: Reading, who: str) -> None:
    _held(policy, reading, who)
    if not reading.is_setting:
        raise PolicyError(f"{who} rests on `{reading.id}`, which is no setting: its alternatives have no values")


def _aliases(policy: Policy) -> None:
    figures = policy.edition.figures
    if twice := _twice([*figures, *(name for name, _, _ in policy.aliases)]):
        raise PolicyError(f"two figures are called `{twice}`")
    for name, reading, choices in policy.aliases:
        _selectable(policy, reading, f"the figure `{name}`")
        if sorted(value for value, _ in choices) != sorted(reading.values):
            raise PolicyError(
                f"the figure `{name}` has to say what it is for each value of `{reading.id}`: "
                f"{', '.join(reading.values)}"
            )
        for value, figure in choices:
            if figure not in figures:
                raise PolicyError(
                    f"the figure `{name}` is `{figure}` where `{reading.id}` is `{value}`, and the edition has no "
                    f"such figure{nearest(figure, figures)}"
                )
