"""Hold the engines against one another: reference, durable and table, on random partial records.

Whole verdicts are compared (`applies`, `broken`, `needs`, flags and limbs), over all subjects, under the
defaults and under each setting alone. The reference tries every completion, so it judges a part of the
records only; of those, fewer of the ones in which little is known, which have the most completions.
"""

from __future__ import annotations

import random
from collections import Counter
from time import perf_counter

import attrs

from benchmarks.in_parallel import in_parallel
from benchmarks.report import heading, options, save
from sro_policy.engines.completing import ReferenceEngine
from sro_policy.engines.durable import DurableEngine
from sro_policy.engines.table import TableEngine
from sro_policy.exact.plan import plan_for
from sro_policy.rules import POLICY_431
from sro_policy.vocabulary import SUBJECT_ORDER
from tests.cases_at_random import TIED, partial_record

SHARES = (0.1, 0.3, 0.5, 0.7, 0.85, 0.95, 1.0)
"""Which share of the variables is known: one of these, drawn for each record."""

EASY = 0.7
"""Below this share the reference has too many completions to try: a twentieth as many records are given to it."""

WEIGHTS = {"act": 6, "incident": 3, "officer": 3, "contract": 2, "program": 1}


@attrs.frozen
class Part:
    """Records about one subject under one setting."""

    setting: tuple[str, str] | None
    subject: str
    records: int
    reference_every: int
    seed: int


@attrs.frozen
class Outcome:
    """What came of a part. ``wrong`` holds the first few records on which engines differ."""

    part: Part
    by_reference: int
    differences: int
    wrong: tuple[str, ...]
    verdicts: Counter[tuple[str, str]]


def judge(part: Part) -> Outcome:
    """Judge the records of a part by all engines."""
    bound = POLICY_431.bind(dict([part.setting]) if part.setting else {})
    plan = plan_for(part.subject, bound.of(part.subject), POLICY_431.vocabulary, TIED)
    table, durable = TableEngine.build(plan), DurableEngine.build(plan)
    reference = ReferenceEngine.build(plan, tuple(item.must_hold for item in POLICY_431.constraints))
    pick = random.Random(repr((part.seed, part.setting, part.subject)))
    wrong: list[str] = []
    differences = by_reference = 0
    seen: Counter[tuple[str, str]] = Counter()
    for number in range(part.records):
        share = pick.choice(SHARES)
        known = partial_record(plan, pick, share)
        expected = table.judge(known)
        others = [durable.judge(known)]
        if number % (part.reference_every if share >= EASY else 20 * part.reference_every) == 0:
            others.append(reference.judge(known))
            by_reference += 1
        if any(other != expected for other in others):
            differences += 1
            wrong.append(repr((part.setting, known)))
        seen.update((verdict.applies, verdict.broken) for verdict in expected)
    return Outcome(part, by_reference, differences, tuple(wrong[:3]), seen)


def parts(records: int, reference_every: int, seed: int) -> list[Part]:
    """Return the parts that together have at least so many records; the longest first."""
    settings = [None, *((r.id, value) for r in POLICY_431.settings.values() for value in r.values[1:])]
    shares = len(settings) * sum(WEIGHTS[subject] for subject in SUBJECT_ORDER)
    found = [
        Part(setting, subject, -(-records * WEIGHTS[subject] // shares), reference_every, seed)
        for setting in settings
        for subject in SUBJECT_ORDER
    ]
    return sorted(found, key=lambda part: -WEIGHTS[part.subject])


def main() -> None:
    """Judge, compare and print."""
    parser = options(__doc__)
    parser.add_argument("--records", type=int, default=210_000, help="random partial records, in all")
    parser.add_argument("--reference-every", type=int, default=10, help="the reference judges one record in so many")
    asked = parser.parse_args()
    heading()
    began = perf_counter()
    outcomes = list(in_parallel(judge, parts(asked.records, asked.reference_every, asked.seed)))
    figures: dict[str, object] = {}
    for subject in SUBJECT_ORDER:
        mine = [outcome for outcome in outcomes if outcome.part.subject == subject]
        figures[subject] = row = {
            "records": sum(outcome.part.records for outcome in mine),
            "also by reference": sum(outcome.by_reference for outcome in mine),
            "differences": sum(outcome.differences for outcome in mine),
        }
        print(f"{subject:9}", ", ".join(f"{name} {value:,}" for name, value in row.items()))
    verdicts = sum((outcome.verdicts for outcome in outcomes), Counter[tuple[str, str]]())
    total = {
        "settings": len({outcome.part.setting for outcome in outcomes}),
        "records": sum(outcome.part.records for outcome in outcomes),
        "also by reference": sum(outcome.by_reference for outcome in outcomes),
        "verdicts": sum(verdicts.values()),
        "differences": sum(outcome.differences for outcome in outcomes),
    }
    print("in all   ", ", ".join(f"{name} {value:,}" for name, value in total.items()))
    print("applies/broken:", ", ".join(f"{a}/{b} {count:,}" for (a, b), count in sorted(verdicts.items())))
    print(f"{perf_counter() - began:.0f} s")
    for outcome in outcomes:
        for record in outcome.wrong:
            print("differs:", outcome.part.subject, record)
    save(asked.json, {"subjects": figures, "total": total})
    if total["differences"]:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
