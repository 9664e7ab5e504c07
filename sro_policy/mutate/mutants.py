"""Every small fault that a policy's rules could have: each is a policy of its own, named in the policy's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final, Literal, TypeAlias, final

import attrs

from sro_policy.conditions import Condition, Variable
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

    ``id`` is the same as long as the rule is. ``rules`` are those that the fault can change: all of a clause for one of
    its scope, and for that of a figure those that rest on it; ``clause`` is empty there. ``says`` names the fault in
    the policy's words. ``build`` makes the policy, which raises :class:`~sro_policy.errors.PolicyError` where it cannot
    be meant.
    """

    id: str
    rules: tuple[str, ...]
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
            rules = [rule for rule in clause.rules if rule.force.gives_findings]
            for rule in rules:
                yield from _of_rule(policy, section, clause, rule)
            names = [f"{section.number}/{rule.name}" for rule in rules]
            yield from _of_scope(policy, section, clause, {name: subjects[name] for name in names})
    yield from _of_figures(policy)


def built(mutant: Mutant, policy: Policy) -> Policy | None:
    """Return the policy of a mutant; ``None`` for one that cannot be meant, or whose rule is about somebody else."""
    try:
        changed = mutant.build()
        bound = changed.bind({})
        tied = groups(item.must_hold for item in changed.constraints)
        for rule in bound.rules:
            if rule.id in mutant.rules:
                plan_for(rule.subject, (rule,), changed.vocabulary, tied)  # refuses what could not be judged exactly
    except PolicyError:
        return None
    before, after = ({rule.id: rule.subject for rule in one.rules} for one in (policy.bind({}), bound))
    return changed if before == after else None


def _of_rule(policy: Policy, section: Section, clause: Clause, rule: Rule) -> Iterator[Mutant]:
    rule_id = f"{section.number}/{rule.name}"

    def mutant(where: Where, kind: str, name: str, says: str, **changed: object) -> Mutant:
        new = attrs.evolve(rule, **changed)  # type: ignore[arg-type]
        rules = [new if one is rule else one for one in clause.rules]
        build = partial(_with_clause, policy, section, clause, rules=rules)
        return Mutant(f"{rule_id} {name}", (rule_id,), clause.id, where, kind, f"{clause.id} {says}", build)

    verb = _VERBS.get(rule.force)
    if verb is not None:
        says = f"with “{spoken(verb)}” for “{spoken(rule.force)}”"
        yield mutant("verb", "verb", str(verb), says, force=verb)
    asked: list[tuple[Where, Condition | None]] = [("when", rule.when), ("conduct", rule.conduct)]
    for where, condition in asked:
        for edit in edits(condition, _swapping(policy)) if condition is not None else ():
            if edit.condition is not None or where == "when":  # a rule that asks for nothing is none
                yield mutant(where, edit.kind, f"{where} {edit.name}", named(policy, edit), **{where: edit.remaining})


def _of_scope(policy: Policy, section: Section, clause: Clause, subjects: Mapping[str, str]) -> Iterator[Mutant]:
    """Yield the faults of whom a clause speaks to: of all its rules about acts, and of all about anything else."""
    acts, others = (tuple(rule for rule in subjects if (subjects[rule] == "act") is are) for are in (True, False))
    for field, scope, rules in (("act_scope", clause.to.act_scope, acts), ("scope", clause.to.scope, others)):
        for edit in edits(scope, _swapping(policy)) if rules else ():
            changed = attrs.evolve(clause.to, **{field: edit.remaining})  # type: ignore[arg-type]
            name = f"{clause.id} {spoken(field)} {edit.name}"
            build = partial(_with_clause, policy, section, clause, to=changed)
            yield Mutant(name, rules, clause.id, "scope", edit.kind, f"{clause.id} {named(policy, edit)}", build)


def _with_clause(policy: Policy, section: Section, clause: Clause, **changed: object) -> Policy:
    altered = attrs.evolve(clause, **changed)  # type: ignore[arg-type]
    new = attrs.evolve(section, clauses=[altered if one is clause else one for one in section.clauses])
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
    # On which figures a rule rests is for settings to say: any may be behind any rule with dates or numbers.
    rules = tuple(rule.id for rule in policy.bind({}).rules if rule.computed)
    for figure in policy.edition.parameters:
        for step in (1, -1):
            value, words = _shifted(figure.value, step)
            says = f"{spoken(figure.name)} {words}: {value} for {figure.value}"
            build = partial(policy.with_parameter, figure.name, value, source=figure.source, verified=figure.verified)
            yield Mutant(f"figure {figure.name} {step:+d}", rules, "", "figure", "shift", says, build)


def _shifted(value: dt.date | int, step: int) -> tuple[dt.date | int, str]:
    if isinstance(value, dt.date):
        return value + dt.timedelta(step), f"a day {'later' if step > 0 else 'earlier'}"
    return value + step, f"one {'more' if step > 0 else 'less'}"
