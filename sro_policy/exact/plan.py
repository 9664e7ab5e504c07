"""What has to be known of a record to judge all rules about one subject, and how verdicts follow from it.

Engines differ only in how they find out which of ``asked`` is known; everything after that is shared.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias, final

import attrs

from sro_policy.conditions import Condition, Variable, negation, variables
from sro_policy.errors import PolicyError
from sro_policy.exact.branches import branches, differences
from sro_policy.exact.groups import Group
from sro_policy.exact.masks import MaskTable, Move, Question, compile_masks
from sro_policy.policy import BoundRule, Flag
from sro_policy.vocabulary import Vocabulary

Truth: TypeAlias = Literal["yes", "no", "unknown"]


@final
@attrs.frozen(cache_hash=True)  # each is kept, and what follows from it is looked up by it
class Verdict:
    """What is known of one rule: whether it applies, whether it is broken, and what could still tell.

    ``raised`` are the flags whose condition holds, whatever the status; ``met_by`` the limbs known to be
    met; ``needs`` the variables that could still change ``broken``.
    """

    rule: BoundRule
    applies: Truth
    broken: Truth
    raised: tuple[Flag, ...]
    met_by: tuple[str, ...]
    needs: tuple[str, ...]


@final
@attrs.frozen
class _RulePlan:
    rule: BoundRule
    applies: int
    not_applies: int
    broken: int
    not_broken: int
    flags: tuple[tuple[Flag, int, tuple[int, ...]], ...]
    limbs: tuple[tuple[str, int], ...]
    needs: tuple[tuple[str, int], ...]


@final
@attrs.frozen(eq=False)
class Plan:
    """The rules about one subject, with every condition of which it has to be known whether it holds.

    ``needs`` are the questions whether a variable can still change a rule's answer.
    """

    subject: str
    rules: tuple[_RulePlan, ...]
    asked: tuple[Condition, ...]
    needs: tuple[Question, ...]
    read: Mapping[str, Variable]
    groups: tuple[Group, ...]


_MOST_REMEMBERED = 1024


@final
class Verdicts:
    """Reads an engine's guard bits: one for each condition that is known, one for each need that is possible.

    The same few verdicts on a rule come again and again, so they are kept, and shared: a verdict is a value.
    """

    def __init__(self, plan: Plan, known: tuple[int, ...], needs: tuple[int, ...]) -> None:
        self._known = known
        self._needs = needs
        self._rules = [(self._read_by(rule), rule, dict[int, Verdict]()) for rule in plan.rules]

    def _read_by(self, rule: _RulePlan) -> int:
        asked = {rule.applies, rule.not_applies, rule.broken, rule.not_broken}
        asked.update(index for _, holds, unless in rule.flags for index in (holds, *unless))
        asked.update(index for _, index in rule.limbs)
        return sum(self._known[index] for index in asked) + sum(self._needs[index] for _, index in rule.needs)

    def of(self, bits: int) -> tuple[Verdict, ...]:
        """Return the verdict on each rule."""
        found: list[Verdict] = []
        for own, rule, kept in self._rules:
            mine = bits & own
            verdict = kept.get(mine)
            if verdict is None:
                verdict = self._verdict(rule, mine)
                # Emptied when full, it stays small; two threads that read the same at once do no harm.
                if len(kept) >= _MOST_REMEMBERED:
                    kept.clear()
                kept[mine] = verdict
            found.append(verdict)
        return tuple(found)

    def _verdict(self, rule: _RulePlan, bits: int) -> Verdict:
        def holds(index: int) -> bool:
            return bool(bits & self._known[index])

        def truth(yes: int, no: int) -> Truth:
            return "yes" if holds(yes) else "no" if holds(no) else "unknown"

        return Verdict(
            rule=rule.rule,
            applies=truth(rule.applies, rule.not_applies),
            broken=truth(rule.broken, rule.not_broken),
            raised=tuple(flag for flag, yes, unless in rule.flags if holds(yes) and not any(map(holds, unless))),
            met_by=tuple(name for name, index in rule.limbs if holds(index)),
            needs=tuple(name for name, index in rule.needs if bits & self._needs[index]),
        )


def moves(condition: Condition, variable: Variable, *, tied: bool) -> Question | None:
    """Return the question whether a variable alone can still change a condition's answer; ``None`` if it never can."""
    domain = variable.domain
    found = [
        (branch, Move(variable, one, other))
        for index, one in enumerate(domain)
        for other in domain[index + 1 :]
        for branch in differences(condition, variable, one, other)
    ]
    if not tied:
        # Between free values it does not matter which two differ, only what else has to be so.
        once: list[tuple[dict[str, frozenset[bool | str]], Move]] = []
        for branch, move in found:
            if all(branch != kept for kept, _ in once):
                once.append((branch, move))
        found = once
    return Question(tuple(found)) if found else None


def _refuse_shared_inputs(condition: Condition, vocabulary: Vocabulary, tied: tuple[Group, ...]) -> None:
    computed = {item.key: item for item in vocabulary.computed}
    taken: dict[str, str] = {}
    mates = {name: index for index, group in enumerate(tied) for name in group.names}

    def claim(key: str, owner: str) -> None:
        if taken.setdefault(key, owner) != owner:
            raise PolicyError(
                f"one condition reads `{taken[key]}` and `{owner}`, which share what they rest on: name what they "
                "say together as one computed fact",
            )

    for variable in variables(condition):
        if variable.name in computed:
            for fact in computed[variable.name].inputs:
                claim(fact.key, variable.name)
                for part in fact.variables:
                    if part.name in mates:
                        claim(f"group {mates[part.name]}", variable.name)
        elif variable.name in mates:
            claim(f"group {mates[variable.name]}", f"group {mates[variable.name]}")
        else:
            claim(variable.fact + "/" + variable.name, variable.name)


def plan_for(subject: str, rules: tuple[BoundRule, ...], vocabulary: Vocabulary, tied: tuple[Group, ...]) -> Plan:
    """Return the plan for the rules about a subject.

    Raises :class:`~sro_policy.errors.PolicyError` for a condition that reads two computed facts which share
    an input, since they could not be taken apart exactly.
    """
    asked: dict[Condition, int] = {}
    needs: list[Question] = []
    plans: list[_RulePlan] = []
    in_groups = {name for group in tied for name in group.names}
    order = vocabulary.order

    def ask(condition: Condition) -> int:
        _refuse_shared_inputs(condition, vocabulary, tied)
        return asked.setdefault(condition, len(asked))

    for rule in rules:
        own_needs: list[tuple[str, int]] = []
        reads = sorted(variables(rule.broken), key=lambda v: order.get(v.fact, len(order)))
        for variable in reads:
            question = moves(rule.broken, variable, tied=variable.name in in_groups)
            if question is not None:
                own_needs.append((variable.name, len(needs)))
                needs.append(question)
        plans.append(
            _RulePlan(
                rule=rule,
                applies=ask(rule.applies),
                not_applies=ask(negation(rule.applies)),
                broken=ask(rule.broken),
                not_broken=ask(negation(rule.broken)),
                flags=tuple(
                    (flag, ask(flag.known), tuple(ask(item) for item in flag.not_known)) for flag in rule.rule.flags
                ),
                limbs=tuple((name, ask(limb)) for name, limb in rule.limbs),
                needs=tuple(own_needs),
            ),
        )
    read = {v.name: v for condition in asked for v in variables(condition)}
    mine = tuple(group for group in tied if any(name in read for name in group.names))
    return Plan(subject, tuple(plans), tuple(asked), tuple(needs), read, mine)


def questions_of_knowledge(asked: tuple[Condition, ...]) -> list[Question]:
    """Return, for each condition, whether it can still fail: it is known where that is not possible."""
    return [Question(tuple((branch, None) for branch in branches(negation(item)))) for item in asked]


def needs_table(plan: Plan) -> MaskTable:
    """Return the table that answers the needs of a plan alone."""
    return compile_masks(plan.needs, plan.read, plan.groups)
