"""Records that show something: for each way in which questions can be answered, the least that says so."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from sro_policy.conditions import Condition, Value, Variable, holds, variables
from sro_policy.evaluation.compiled import CompiledPolicy
from sro_policy.exact.lifting import AS_OF
from sro_policy.policy import BoundRule
from sro_policy.reference import agreed, completions
from sro_policy.vocabulary import (
    BooleanFact,
    ChoiceFact,
    Computed,
    DateFact,
    Fact,
    IntegerFact,
    Raw,
    SetFact,
    Vocabulary,
)

Truth: TypeAlias = Literal["yes", "no", "unknown"]
TRUTHS: tuple[Truth, ...] = ("yes", "no", "unknown")
Answers: TypeAlias = "tuple[Truth, ...]"
"""The answer to each of some questions, in order."""

DAY = dt.date(2026, 11, 24)
"""The day of reference of examples: any day would do, and pages must not change from day to day."""

_DAYS_OF_REFERENCE = (DAY, dt.date(2027, 6, 15))
_DAYS = (dt.date(2023, 6, 12), dt.date(2024, 8, 5), dt.date(2025, 8, 20), dt.date(2026, 8, 31), dt.date(2026, 10, 1))
_NUMBERS = (0, 12, 60)


def records(
    questions: Sequence[Condition], vocabulary: Vocabulary, constraints: Sequence[Condition]
) -> dict[Answers, dict[str, Value]]:
    """Return, for each combination of answers that a record can have, the least that a record has to say for it."""
    found: dict[Answers, dict[str, Value]] = {}
    apart = [_of_one_part(part, questions, vocabulary, constraints) for part in _parts(questions, constraints)]
    for chosen in itertools.product(*(part.items() for part in apart)):
        answers: dict[int, Truth] = {}
        record: dict[str, Value] = {}
        for given, known in chosen:
            answers |= dict(given)
            record |= known
        found[tuple(answers[i] for i in range(len(questions)))] = record
    return found


def _parts(questions: Sequence[Condition], constraints: Sequence[Condition]) -> list[list[int]]:
    """Put together the questions that share what they read, or whose variables constraints tie."""
    tied = [{v.name for v in variables(c)} for c in (*constraints, *questions)]
    parts: list[tuple[set[str], list[int]]] = []
    for index, names in enumerate(tied):
        asked = [] if index < len(constraints) else [index - len(constraints)]
        joined = (set(names), asked)
        for part in [p for p in parts if p[0] & names]:
            joined = (joined[0] | part[0], part[1] + joined[1])
            parts.remove(part)
        parts.append(joined)
    return sorted((asked for _, asked in parts if asked), key=min)


def _of_one_part(
    part: Sequence[int], questions: Sequence[Condition], vocabulary: Vocabulary, constraints: Sequence[Condition]
) -> dict[tuple[tuple[int, Truth], ...], dict[str, Value]]:
    asked = [questions[index] for index in part]
    read = {v.name: v for condition in asked for v in variables(condition)}
    order = vocabulary.order
    names = sorted(read, key=lambda name: order.get(read[name].fact, len(order)))
    found: dict[tuple[tuple[int, Truth], ...], dict[str, Value]] = {}
    for known in _partial_records([read[name] for name in names]):
        if len(found) == len(TRUTHS) ** len(part):
            break
        if next(completions(known, read.values(), constraints), None) is None:
            continue
        answers = tuple((i, _truth(c, known, constraints)) for i, c in zip(part, asked, strict=True))
        found.setdefault(answers, known)
    return found


def _truth(condition: Condition, known: Mapping[str, Value], constraints: Sequence[Condition]) -> Truth:
    said = agreed(condition, known, constraints)
    return "yes" if said == "yes" else "no" if said == "no" else "unknown"


def _partial_records(read: Sequence[Variable]) -> Iterator[dict[str, Value]]:
    """Yield every partial record of these variables, those that say least first."""
    for size in range(len(read) + 1):
        for chosen in itertools.combinations(read, size):
            for values in itertools.product(*(v.domain for v in chosen)):
                yield {v.name: value for v, value in zip(chosen, values, strict=True)}


def case_for(
    known: Mapping[str, Value], rule: BoundRule, ready: CompiledPolicy, stage: str | None
) -> dict[str, object]:
    """Return a case, as a plain document, that says these values of these variables and gives the rule a finding."""
    vocabulary = ready.bound.policy.vocabulary
    computed = {item.key: item for item in vocabulary.computed}
    raw: dict[str, object] = {}
    for name, value in known.items():
        if name in computed:
            raw |= _inputs(computed[name], value, ready)
    for key, fact in vocabulary.facts.items():
        if isinstance(fact, SetFact):
            said = {m: known[f"{key}.{m}"] for m in fact.values if f"{key}.{m}" in known}
            if said:
                raw[key] = said
        elif isinstance(fact, BooleanFact | ChoiceFact) and key in known:
            raw[key] = known[key]
    if rule.subject != "act" and not any(_makes_a_subject(key, rule.subject) for key in raw):
        raw |= _something_else(rule, vocabulary)
    return _document(raw, rule.subject, stage, list(vocabulary.facts))


def _makes_a_subject(key: str, subject: str) -> bool:
    return key.startswith(f"{subject}.") and key != "officer.is_sro"


def _something_else(rule: BoundRule, vocabulary: Vocabulary) -> dict[str, object]:
    """Return a fact that makes the subject known of, and that the rule does not read."""
    reads = {v.fact for condition in (rule.applies, rule.broken) for v in variables(condition)}
    reads |= {fact.key for item in rule.computed for fact in item.inputs}
    for fact in vocabulary.of(rule.subject):
        if isinstance(fact, BooleanFact) and _makes_a_subject(fact.key, rule.subject) and fact.key not in reads:
            return {fact.key: False}
    raise LookupError(f"no fact of `{rule.subject}` that rule `{rule.id}` does not read")


def _inputs(computed: Computed, value: Value, ready: CompiledPolicy) -> dict[str, object]:
    lifting = ready.liftings[computed.key]
    for facts in examples(computed, ready):
        if lifting.answer(facts).value is value:
            return dict(facts)
    raise LookupError(f"`{computed.key}` is never {value}")


def examples(computed: Computed, ready: CompiledPolicy) -> list[dict[str, Raw]]:
    """Return complete inputs of a computed fact on everyday days, the plainest first."""
    own = {variable.name for fact in computed.inputs for variable in fact.variables}
    kept = [c.must_hold for c in ready.bound.policy.constraints if {v.name for v in variables(c.must_hold)} <= own]
    keys = [fact.key for fact in computed.inputs]
    found: list[dict[str, Raw]] = []
    for values in itertools.product(*(_everyday(fact) for fact in computed.inputs)):
        facts = dict(zip(keys, values, strict=True))
        today = facts.get(AS_OF, DAY)
        if any(isinstance(v, dt.date) and isinstance(today, dt.date) and v > today for v in values):
            continue
        said = {name: value for f in computed.inputs for name, value in f.readings(facts[f.key])}
        if all(holds(constraint, said) for constraint in kept):
            found.append(facts)
    # What happens on one day is rare, and harder to read.
    return sorted(found, key=lambda facts: len(_dates(facts)) != len(set(_dates(facts))))


def _dates(facts: Mapping[str, Raw]) -> list[dt.date]:
    return [value for value in facts.values() if isinstance(value, dt.date)]


def _everyday(fact: Fact) -> tuple[Raw, ...]:
    if isinstance(fact, DateFact):
        return _DAYS_OF_REFERENCE if fact.key == AS_OF else (False, *_DAYS)
    return _NUMBERS if isinstance(fact, IntegerFact) else (False, True)


def _document(raw: Mapping[str, object], subject: str, stage: str | None, order: Sequence[str]) -> dict[str, object]:
    parts: dict[str, dict[str, object]] = {}
    document: dict[str, object] = {}
    for key in sorted(raw, key=order.index):
        value = raw[key]
        plain = value.isoformat() if isinstance(value, dt.date) else value
        part, _, name = key.partition(".")
        if name:
            parts.setdefault(part, {})[name] = plain
        else:
            document[key] = plain
    act = parts.pop("act", {})
    document |= parts
    if subject == "act":
        document["acts"] = [{"id": "a1", **({"stage": stage} if stage else {}), **act}]
    return document
