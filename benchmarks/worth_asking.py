"""Hold what is asked for against all completions: on random partial records, for every rule.

For each record and each condition of a rule, the variables that are worth learning are found a second way, by going
through all completions. Completions that agree on those that are listed have to agree on the answer, whatever the
others are; and each that is listed has to count somewhere. Where a record leaves open more than can be gone through,
more of it is drawn, so that another record takes its place.
"""

from __future__ import annotations

import random
from math import prod
from time import perf_counter

import attrs

from benchmarks.in_parallel import in_parallel
from benchmarks.report import heading, options, save
from sro_policy.conditions import Condition, Value, variables
from sro_policy.exact.learning import worth_learning
from sro_policy.exact.masks import compile_masks
from sro_policy.exact.plan import plan_for
from sro_policy.rules import POLICY_431
from tests.cases_at_random import TIED, partial_record
from tests.explain import oracle

SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 0.95)
"""Which share of the variables is known: one of these, drawn for each record."""

MOST_COMPLETIONS = 400
SUBJECTS = {"act": 5_000, "incident": 2_000, "officer": 1_500, "contract": 1_000, "program": 500}
CONSTRAINTS = tuple(item.must_hold for item in POLICY_431.constraints)


@attrs.frozen
class Part:
    """Records about one subject."""

    subject: str
    records: int
    seed: int


@attrs.frozen
class Outcome:
    """What came of a part. ``wrong`` holds the first few records on which the two ways differ."""

    part: Part
    conditions: int
    listed: int
    not_listed: int
    differences: int
    wrong: tuple[str, ...]


def judge(part: Part) -> Outcome:
    """Judge the records of a part."""
    rules = POLICY_431.bind({}).of(part.subject)
    plan = plan_for(part.subject, rules, POLICY_431.vocabulary, TIED)
    asked = {c: _asked(c) for rule in rules for c in (rule.applies, rule.broken)}
    pick = random.Random(part.seed)
    conditions = listed = not_listed = differences = 0
    wrong: list[str] = []
    for _ in range(part.records):
        record = partial_record(plan, pick, pick.choice(SHARES))
        for condition, (names, table) in asked.items():
            known = _small_enough(condition, record, pick)
            possible = table.possible(known)
            worth = {name for name, guard in zip(names, table.guards, strict=True) if guard & possible}
            by_completions = oracle.worth_learning(condition, known, CONSTRAINTS, TIED)
            conditions += 1
            listed += len(worth)
            not_listed += sum(v.name not in worth and v.name not in known for v in variables(condition))
            if worth != by_completions.keys() or not oracle.decided_by(worth, condition, known, CONSTRAINTS):
                differences += 1
                wrong.append(f"{known}: {sorted(worth)}, by completions {sorted(by_completions)}")
    return Outcome(part, conditions, listed, not_listed, differences, tuple(wrong[:3]))


def _asked(condition: Condition):  # noqa: ANN202 - the names of variables, and a table for them
    found = list(worth_learning(condition, TIED))
    read = {v.name: v for v in variables(condition)}
    return [variable.name for variable, _ in found], compile_masks([question for _, question in found], read, TIED)


def _small_enough(condition: Condition, record: dict[str, Value], pick: random.Random) -> dict[str, Value]:
    """Return what a record says of a condition's variables, with more of them drawn until it can be gone through."""
    groups = [group for group in TIED if not {v.name for v in variables(condition)}.isdisjoint(group.names)]
    tied = {name for group in groups for name in group.names}
    free = [v for v in variables(condition) if v.name not in tied]
    known = {name: value for name, value in record.items() if name in tied or any(v.name == name for v in free)}
    while True:
        size = prod(len(v.domain) for v in free if v.name not in known)
        size *= prod(len(group.completions[group.key(known)]) for group in groups)
        if size <= MOST_COMPLETIONS:
            return known
        name = pick.choice([n for n in (*(v.name for v in free), *tied) if n not in known])
        group = next((group for group in groups if name in group.names), None)
        if group is None:
            known[name] = pick.choice(next(v.domain for v in free if v.name == name))
        else:
            state = group.states[pick.choice(group.completions[group.key(known)])]
            known[name] = state[group.names.index(name)]


def main() -> None:
    """Print what came of it, subject by subject."""
    given = options(__doc__).parse_args()
    heading()
    began = perf_counter()
    parts = [
        Part(subject, records // 10, given.seed + number)
        for subject, records in SUBJECTS.items()
        for number in range(10)
    ]
    outcomes = list(in_parallel(judge, parts))
    figures: dict[str, object] = {}
    for subject in (*SUBJECTS, "in all"):
        own = [o for o in outcomes if subject in {o.part.subject, "in all"}]
        row = {
            "records": sum(o.part.records for o in own),
            "conditions": sum(o.conditions for o in own),
            "listed": sum(o.listed for o in own),
            "not listed": sum(o.not_listed for o in own),
            "differences": sum(o.differences for o in own),
        }
        figures[subject] = row
        print(f"{subject:9} " + ", ".join(f"{name} {value:,}" for name, value in row.items()))
    for outcome in outcomes:
        for line in outcome.wrong:
            print(line)
    print(f"{perf_counter() - began:.0f} s")
    save(given.json, figures)
    raise SystemExit(1 if any(o.differences for o in outcomes) else 0)


if __name__ == "__main__":
    main()
