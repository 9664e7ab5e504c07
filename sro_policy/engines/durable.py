"""The durable engine: durable-rules finds which conditions are known, from their prime implicants.

It identifies and no more. Statements, order and citations come from the policy; what is still needed comes
from the exact tables that every engine shares.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

import attrs

from sro_policy.conditions import Value
from sro_policy.engines.sealed import MatchRule, SealedRulesets
from sro_policy.exact.groups import Group, Partial
from sro_policy.exact.implicants import prime_implicants
from sro_policy.exact.masks import MaskTable
from sro_policy.exact.plan import Plan, Verdict, Verdicts, needs_table

_WORDS = {True: "yes", False: "no"}
_UNKNOWN = "unknown"
_YES_NO = ("yes", "no", _UNKNOWN)


@final
@attrs.frozen(eq=False)
class _Message:
    """How a record is put to durable-rules: flat, every attribute present, values from closed sets.

    A choice is asked by the sets of values in which implicants need it; each such set is an attribute.
    """

    attributes: Mapping[str, tuple[str, ...]]
    blank: Mapping[str, str]
    said: Mapping[str, Mapping[Value, tuple[tuple[str, str], ...]]]
    forced: tuple[tuple[tuple[str, ...], Mapping[Partial, tuple[tuple[str, Value], ...]]], ...]

    def of(self, known: Mapping[str, Value]) -> dict[str, str]:
        """Return the message for a record, with what its groups force filled in."""
        message = dict(self.blank)
        get = known.get
        for name, by_value in self.said.items():
            value = get(name)
            if value is not None:
                message.update(by_value[value])
        for names, states in self.forced:
            for name, value in states[tuple(map(get, names))]:
                message.update(self.said[name][value])
        return message


@final
@attrs.frozen(eq=False)
class DurableEngine:
    """Judges records about one subject by durable-rules."""

    name = "durable"
    plan: Plan
    rulesets: SealedRulesets
    message: _Message
    bits: Mapping[str, int]
    needs: MaskTable
    verdicts: Verdicts

    @classmethod
    def build(cls, plan: Plan) -> DurableEngine:
        """Compile the plan's conditions into sealed rulesets.

        Raises :class:`~sro_policy.errors.EngineLimitError` where the policy would leave the envelope in
        which durable-rules is safe, :class:`~sro_policy.errors.EngineUnavailableError` where it cannot run.
        """
        rules: list[MatchRule] = []
        asked: dict[str, dict[str, frozenset[Value]]] = {}
        boolean = {name for name, variable in plan.read.items() if variable.is_boolean}
        boolean |= {v.name for group in plan.groups for v in group.variables if v.is_boolean}
        for index, condition in enumerate(plan.asked):
            for branch in prime_implicants(condition, plan.groups):
                literals: list[tuple[str, str]] = []
                for name, values in branch.items():
                    if name in boolean:
                        literals.append((name, _WORDS[bool(next(iter(values)))]))
                        continue
                    sets = asked.setdefault(name, {})
                    label = next((k for k, v in sets.items() if v == values), f"{name}#{len(sets)}")
                    sets[label] = values
                    literals.append((label, "yes"))
                rules.append(MatchRule(str(index), tuple(literals)))
        message = _message(plan, boolean, asked)
        needs = needs_table(plan)
        # The guards of what is known stand above those of the needs.
        place = needs.guard.bit_length()
        guards = tuple(1 << place + index for index in range(len(plan.asked)))
        return cls(
            plan=plan,
            rulesets=SealedRulesets(rules, message.attributes),
            message=message,
            bits={str(index): guard for index, guard in enumerate(guards)},
            needs=needs,
            verdicts=Verdicts(plan, guards, needs.guards),
        )

    def judge(self, known: Mapping[str, Value]) -> tuple[Verdict, ...]:
        """Return a verdict for each rule, given the value of each variable that is known."""
        found = self.needs.possible(known)
        for name in self.rulesets.matches(self.message.of(known)):
            found |= self.bits[name]
        return self.verdicts.of(found)


def _message(plan: Plan, boolean: set[str], asked: Mapping[str, Mapping[str, frozenset[Value]]]) -> _Message:
    variables = dict(plan.read) | {v.name: v for group in plan.groups for v in group.variables}
    attributes: dict[str, tuple[str, ...]] = {}
    said: dict[str, dict[Value, tuple[tuple[str, str], ...]]] = {}
    for name, variable in variables.items():
        if name in boolean:
            attributes[name] = _YES_NO
            said[name] = {value: ((name, word),) for value, word in _WORDS.items()}
            continue
        sets = asked.get(name, {})
        for label in sets:
            attributes[label] = _YES_NO
        said[name] = {
            value: tuple((label, _WORDS[value in values]) for label, values in sets.items())
            for value in variable.domain
        }
    return _Message(
        attributes=attributes,
        blank=dict.fromkeys(attributes, _UNKNOWN),
        said=said,
        forced=tuple((group.names, _forced(group)) for group in plan.groups),
    )


def _forced(group: Group) -> dict[Partial, tuple[tuple[str, Value], ...]]:
    """For each partial state, the variables that it does not name and yet forces."""
    found: dict[Partial, tuple[tuple[str, Value], ...]] = {}
    for key in group.completions:
        known = {name: value for name, value in zip(group.names, key, strict=True) if value is not None}
        found[key] = tuple((name, value) for name, value in group.forced(known) if name not in known)
    return found
