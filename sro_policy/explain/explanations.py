"""From what decides a finding to an explanation in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sro_policy.conditions import Is, Value, Variable, variables
from sro_policy.decision import Explanation, Finding, Follows, Ground, ReadingTaken
from sro_policy.exact.lifting import AS_OF
from sro_policy.explain.consequences import consequences
from sro_policy.explain.subjects import SubjectView
from sro_policy.explain.why import Grounds, all_sufficient, sufficient
from sro_policy.policy import BoundPolicy, BoundRule
from sro_policy.vocabulary import IntegerFact, Raw, SetFact, Vocabulary


def explanation(bound: BoundPolicy, view: SubjectView, rule: BoundRule, finding: Finding) -> Explanation:
    """Return why a finding is what it is, by one least set of what is known."""
    return _explanation(bound, view, rule, finding, sufficient(view, rule, finding.status))


def explanations(bound: BoundPolicy, view: SubjectView, rule: BoundRule, finding: Finding) -> Iterator[Explanation]:
    """Yield an explanation for every least set of what is known that decides a finding."""
    for grounds in all_sufficient(view, rule, finding.status):
        yield _explanation(bound, view, rule, finding, grounds)


def _explanation(
    bound: BoundPolicy, view: SubjectView, rule: BoundRule, finding: Finding, grounds: Grounds
) -> Explanation:
    vocabulary = bound.policy.vocabulary
    known = {name: view.known[name] for name in grounds.variables}
    followed = consequences(view, rule, finding.status, known, bound.policy.constraints)
    return Explanation(
        rule=finding.rule,
        clause=finding.clause,
        subject=finding.subject,
        layer=finding.layer,
        force=finding.force,
        status=finding.status,
        word=finding.word,
        statement=finding.statement,
        grounds=tuple(_grounds(vocabulary, view, grounds)),
        follows=tuple(
            Follows(
                says=vocabulary.facts[item.variable.fact].clause(Is(item.variable, frozenset({item.value}))),
                since=tuple(_of_variable(vocabulary, view, name).says for name in item.because),
                by=tuple(constraint.says for constraint in item.constraints),
            )
            for item in followed
        ),
        readings=_readings(bound, finding),
        parameters=finding.parameters,
        missing=tuple(vocabulary.facts[key].ask for key in finding.needs),
        judged=tuple(vocabulary.facts[key].ask for key in finding.judged),
        known=_known(bound, view, rule) if finding.status == "undetermined" else (),
        due_by=finding.due_by,
        reason=finding.reason,
        excuses=rule.rule.excuses,
    )


def _grounds(vocabulary: Vocabulary, view: SubjectView, grounds: Grounds) -> Iterator[Ground]:
    """Yield the grounds in the order of the vocabulary, the day of reference last."""
    found = [_of_variable(vocabulary, view, name) for name in grounds.variables if name not in view.liftings]
    found.extend(ground_of_fact(vocabulary, view, key, view.raw[key]) for key in grounds.inputs)
    unique = dict.fromkeys(found)
    yield from sorted(unique, key=lambda item: (item.fact == AS_OF, vocabulary.order[item.fact]))


def _known(bound: BoundPolicy, view: SubjectView, rule: BoundRule) -> tuple[str, ...]:
    """Return in words what is known of the facts that a rule reads itself."""
    vocabulary = bound.policy.vocabulary
    read = [v.name for condition in (rule.applies, rule.broken) for v in variables(condition)]
    inputs = [fact.key for item in rule.computed for fact in item.inputs]
    found = [
        _of_variable(vocabulary, view, name) for name in read if name in vocabulary.variables and name in view.known
    ]
    found += [ground_of_fact(vocabulary, view, key, view.raw[key]) for key in inputs if key in view.raw]
    in_order = sorted(found, key=lambda item: vocabulary.order[item.fact])
    return tuple(dict.fromkeys(item.says for item in in_order))


def _of_variable(vocabulary: Vocabulary, view: SubjectView, name: str) -> Ground:
    variable = vocabulary.variables[name]
    fact = vocabulary.facts[variable.fact]
    if isinstance(fact, IntegerFact):
        return ground_of_fact(vocabulary, view, fact.key, view.raw[fact.key])
    return ground_of_variable(vocabulary, view, variable, view.known[name])


def ground_of_variable(vocabulary: Vocabulary, view: SubjectView, variable: Variable, value: Value) -> Ground:
    """Return that a variable has a value; of a set, that one member is, or is not, among it."""
    fact = vocabulary.facts[variable.fact]
    member = variable.name.removeprefix(f"{fact.key}.") if isinstance(fact, SetFact) else None
    says = fact.clause(Is(variable, frozenset({value})))
    return Ground(
        fact=fact.key, subject=view.owner(fact.key), member=member, value=value, says=says, judged=fact.judged
    )


def ground_of_fact(vocabulary: Vocabulary, view: SubjectView, key: str, raw: Raw) -> Ground:
    """Return that a date, a number, or a fact that is one variable has a value."""
    assert not isinstance(raw, tuple)
    value = raw.isoformat() if isinstance(raw, dt.date) else raw
    fact = vocabulary.facts[key]
    return Ground(
        fact=key, subject=view.owner(key), member=None, value=value, says=fact.worded(raw), judged=fact.judged
    )


def _readings(bound: BoundPolicy, finding: Finding) -> tuple[ReadingTaken, ...]:
    by_id = {reading.id: reading for reading in bound.policy.readings}
    chosen = dict(bound.settings)
    return tuple(
        ReadingTaken(id=name, says=by_id[name].says(chosen.get(name)), selected=name in chosen)
        for name in finding.readings
    )
