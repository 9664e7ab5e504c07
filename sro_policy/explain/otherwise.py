"""A case with some of its facts otherwise, judged again."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from sro_policy.conditions import Value
from sro_policy.decision import Change, Decision, Finding, Step
from sro_policy.evaluation.compiled import CompiledPolicy
from sro_policy.evaluation.judging import judge
from sro_policy.evaluation.snapshot import Snapshot
from sro_policy.exact.lifting import AS_OF
from sro_policy.explain.changes import Changed
from sro_policy.explain.explanations import ground_of_fact, ground_of_variable
from sro_policy.explain.subjects import CASE, SubjectView
from sro_policy.vocabulary import ChoiceFact, IntegerFact, Raw, SetFact


def judged_otherwise(ready: CompiledPolicy, snapshot: Snapshot, view: SubjectView, changed: Changed) -> Decision:
    """Return the decision on a subject whose variables, dates and numbers have these other values.

    Other acts are left out: no finding depends on an act that it is not about, and a case can have a thousand.
    """
    parts = {part: dict(raw) for part, raw in snapshot.parts.items()}
    acts = {act: dict(raw) for act, raw in snapshot.acts.items() if act == view.subject}
    reasons = {key: text for key, text in snapshot.reasons.items() if _subject_of(key) in {*parts, *acts}}
    today = snapshot.as_of
    for key, value in _raw(view, changed):
        owner = view.owner(key)
        if owner == CASE:
            assert key == AS_OF
            today = value  # type: ignore[assignment]  # the one fact of the case is a day
        elif owner in acts:
            acts[owner][key] = value
        else:
            parts.setdefault(owner, {})[key] = value
    return judge(ready, attrs.evolve(snapshot, parts=parts, acts=acts, reasons=reasons, as_of=today), supposed=True)


def _subject_of(reason: str) -> str:
    return reason.partition("@")[2]


def _raw(view: SubjectView, changed: Changed) -> Iterator[tuple[str, Raw]]:
    """Yield the facts that change, with the values that a case holds."""
    members: dict[str, dict[str, bool]] = {}
    for name, value in changed:
        key = view.fact_of(name)
        fact = view.vocabulary.facts[key]
        if isinstance(fact, SetFact):
            assert isinstance(value, bool)
            known = view.raw.get(key, ())
            assert isinstance(known, tuple)
            members.setdefault(key, dict(known))[name.removeprefix(f"{key}.")] = value
        elif isinstance(fact, IntegerFact) and name != key:
            yield key, int(bool(value))
        else:
            yield key, value
    for key, said in members.items():
        fact = view.vocabulary.facts[key]
        assert isinstance(fact, SetFact)
        yield key, tuple((member, said[member]) for member in fact.values if member in said)


def change(view: SubjectView, changed: Changed, after: Finding) -> Change:
    """Return a change in words, in the order of the vocabulary, with the finding that came of it."""
    variables = {name: place for place, name in enumerate(view.vocabulary.variables)}
    # A set has no order of its own: its members would stand otherwise in every run.
    ordered = sorted(changed, key=lambda item: (view.order[view.fact_of(item[0])], variables.get(item[0], 0)))
    return Change(steps=tuple(_step(view, name, value) for name, value in ordered), after=after)


def _step(view: SubjectView, name: str, value: Value | Raw) -> Step:
    vocabulary = view.vocabulary
    key = view.fact_of(name)
    fact = vocabulary.facts[key]
    if (name == key and not fact.variables) or isinstance(fact, IntegerFact):
        becomes = ground_of_fact(vocabulary, view, key, int(bool(value)) if name != key else value)
        was = fact.worded(view.raw[key]) if key in view.raw else None
    else:
        variable = vocabulary.variables[name]
        becomes = ground_of_variable(vocabulary, view, variable, value)  # type: ignore[arg-type]
        known = view.known.get(name)
        was = None if known is None else ground_of_variable(vocabulary, view, variable, known).says
    says = becomes.says
    if was is not None and isinstance(fact, ChoiceFact):
        says = fact.chosen_instead(str(value))  # another one is chosen, not the same one called by another name
    return Step(
        fact=key,
        subject=becomes.subject,
        member=becomes.member,
        value=becomes.value,
        was=was,
        becomes=says,
        can_be_acted_on=fact.can_be_acted_on,
    )
