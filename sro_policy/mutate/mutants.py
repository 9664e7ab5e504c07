"""Every small fault that a policy's rules could have: each is a policy of its own, named in the policy's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final, Literal, TypeAlias, final

import attrs

from sro_policy.conditions import ALWAYS, Condition, Variable
from sro_policy.errors import PolicyError
from sro_policy.exact.groups import groups
from sro_policy.exact.plan import plan_for
from sro_policy.mutate.edits import edits
from sro_policy.mutate.naming import named
from sro_policy.policy import Clause, Force, Policy, Rule, Section
from sro_policy.vocabulary import BooleanFact
from sro_policy.vocabulary.wording import spoken

Where: TypeAlias = Literal["verb", "when", "conduct", "scope", "figure"]
"""What has the fault: a rule's verb, its situation, its conduct, to whom it speaks, or a figure behind rules."""

_VERBS: Final = {
    Force.SHALL: Force.SHOULD,
    Force.SHALL_NOT: Force.SHOULD_NOT,
    Force.SHOULD: Force.SHALL,
    Force.SHOULD_NOT: Force.SHALL_NOT,
}
"""Each verb weakened, or strengthened: a should that is taken for a shall accuses somebody of a violation."""


@final
@attrs.frozen(eq=False)
class Mutant:
    """A policy with one fault.

    ``id`` is the same as long as the rule is; ``rule`` and ``clause`` are empty for the fault of a figure, on which
    several rules may rest. ``says`` names the fault in the policy's words. ``build`` makes the policy, which raises
    :class:`~sro_policy.errors.PolicyError` where it cannot be meant.
    """

    id: str
    rule: str
    clause: str
    where: Where
    kind: str
    says: str
    build: Callable[[], Policy] = attrs.field(repr=False)


def mutants(policy: Policy) -> Iterator[Mutant]:
    """Yield every mutant of a policy in the order of the text, those of figures last; :func:`built` builds one."""
    subjects = {rule.id: rule.subject for rule in policy.bind({}).rules}
    for section in policy.sections:
        for clause in section.clauses:
            for rule in clause.rules:
                if rule.force.gives_findings:
                    yield from _of_rule(policy, section, clause, rule, subjects[f"{section.number}/{rule.name}"])
    yield from _of_figures(policy)


def built(mutant: Mutant, policy: Policy) -> Policy | None:
    """Return the policy of a mutant; ``None`` for one that cannot be meant, or whose rule is about somebody else."""
    try:
        changed = mutant.build()
        bound = changed.bind({})
        tied = groups(item.must_hold for item in changed.constraints)
        for rule in bound.rules:
            if rule.id == mutant.rule:
                plan_for(rule.subject, (rule,), changed.vocabulary, tied)  # refuses what could not be judged exactly
    except PolicyError:
        return None
    before, after = ({rule.id: rule.subject for rule in one.rules} for one in (policy.bind({}), bound))
    return changed if before == after else None


def _of_rule(policy: Policy, section: Section, clause: Clause, rule: Rule, subject: str) -> Iterator[Mutant]:
    rule_id = f"{section.number}/{rule.name}"

    def mutant(where: Where, kind: str, name: str, says: str, change: Callable[[], Clause]) -> Mutant:
        def build() -> Policy:
            return _with_clause(policy, section, clause, change())

        return Mutant(f"{rule_id} {name}", rule_id, clause.id, where, kind, f"{clause.id} {says}", build)

    verb = _VERBS.get(rule.force)
    if verb is not None:
        says = f"with “{spoken(verb)}” for “{spoken(rule.force)}”"
        yield mutant("verb", "verb", str(verb), says, partial(_with_rule, clause, rule, force=verb))
    scope = clause.to.act_scope if subject == "act" else clause.to.scope
    changing: dict[Where, Callable[[Condition], Clause]] = {
        "when": lambda after: _with_rule(clause, rule, when=after),
        "conduct": lambda after: _with_rule(clause, rule, conduct=after),
        "scope": lambda after: _with_scope(clause, after),
    }
    asked: list[tuple[Where, Condition | None]] = [("when", rule.when), ("conduct", rule.conduct), ("scope", scope)]
    for where, condition in asked:
        for edit in edits(condition, _swapping(policy)) if condition is not None else ():
            if edit.condition is None and where == "conduct":
                continue  # a rule that asks for nothing is none
            after = ALWAYS if edit.condition is None else edit.condition
            name = f"{where} {edit.place} {edit.kind}{edit.detail}"
            yield mutant(where, edit.kind, name, named(policy, edit), partial(changing[where], after))


def _with_rule(clause: Clause, rule: Rule, **changed: object) -> Clause:
    new = attrs.evolve(rule, **changed)  # type: ignore[arg-type]
    return attrs.evolve(clause, rules=[new if one is rule else one for one in clause.rules])


def _with_scope(clause: Clause, scope: Condition) -> Clause:
    return attrs.evolve(clause, to=attrs.evolve(clause.to, scope=scope, act_scope=scope))


def _with_clause(policy: Policy, section: Section, clause: Clause, changed: Clause) -> Policy:
    clauses = [changed if one is clause else one for one in section.clauses]
    new = attrs.evolve(section, clauses=clauses)
    return attrs.evolve(policy, sections=[new if one is section else one for one in policy.sections])


def _swapping(policy: Policy) -> Callable[[Variable], Variable | None]:
    """Return what names for a variable the next one of the same subject and kind, round the order of declaration."""
    vocabulary = policy.vocabulary

    def swap(variable: Variable) -> Variable | None:
        fact = vocabulary.facts.get(variable.fact)
        if fact is None:
            like = [item.variable for item in vocabulary.computed if item.subject == variable.fact.partition(".")[0]]
        elif isinstance(fact, BooleanFact):
            own = (one for one in vocabulary.of(fact.subject) if isinstance(one, BooleanFact) and not one.bearing)
            like = [one.variables[0] for one in own]
        else:
            like = list(fact.variables)
        if variable not in like or len(like) == 1:
            return None
        return like[(like.index(variable) + 1) % len(like)]

    return swap


def _of_figures(policy: Policy) -> Iterator[Mutant]:
    for figure in policy.edition.parameters:
        for step, words in ((1, "later"), (-1, "earlier")) if isinstance(figure.value, dt.date) else _NUMBERS:
            value = figure.value + dt.timedelta(step) if isinstance(figure.value, dt.date) else figure.value + step
            says = f"{spoken(figure.name)} one {words}: {value} for {figure.value}"
            if isinstance(figure.value, dt.date):
                says = f"{spoken(figure.name)} a day {words}: {value} for {figure.value}"
            build = partial(policy.with_parameter, figure.name, value, source=figure.source, verified=figure.verified)
            yield Mutant(f"figure {figure.name} {step:+d}", "", "", "figure", "shift", says, build)


_NUMBERS = ((1, "more"), (-1, "less"))
