"""Count how many examples the strategies take until every rule has had every status that its shape allows."""

from __future__ import annotations

from time import perf_counter

from hypothesis import Phase, given, seed, settings

from benchmarks.report import heading, options, save
from sro_policy import POLICY_431, evaluate
from sro_policy.prove.claims.statuses import REACHED, shape_of
from sro_policy.testing import partial_cases

MOST = 500
"""Within so many examples each status has to be reached."""

STATUSES = {(rule.id, status) for rule in POLICY_431.bind({}).rules for status in REACHED[shape_of(rule)]}


def reached(examples: int, seeded: int) -> dict[tuple[str, str], int]:
    """Return, by rule and status, the number of the example that first reached it."""
    found: dict[tuple[str, str], int] = {}
    count = 0

    @settings(max_examples=examples, database=None, deadline=None, phases=[Phase.generate])
    @seed(seeded)
    @given(partial_cases())
    def look(case: dict[str, object]) -> None:
        nonlocal count
        count += 1
        for finding in evaluate(case, engine="table").findings:
            found.setdefault((finding.rule, finding.status), count)

    look()
    return found


def main() -> None:
    """Print for each rule the examples that each of its statuses took, then the worst by seed."""
    parser = options(__doc__)
    parser.add_argument("--seeds", type=int, default=10, help="how many seeds, from the one given on")
    chosen = parser.parse_args()
    heading()
    worst: dict[int, int] = {}
    missing: dict[int, list[str]] = {}
    began = perf_counter()
    first = reached(MOST, chosen.seed)
    seconds = perf_counter() - began
    for rule in POLICY_431.bind({}).rules:
        row = {status: first.get((rule.id, status)) for status in sorted(REACHED[shape_of(rule)])}
        print(f"{rule.id:38} " + ", ".join(f"{status} {number or 'never'}" for status, number in row.items()))
    for number in range(chosen.seed, chosen.seed + chosen.seeds):
        found = first if number == chosen.seed else reached(MOST, number)
        missing[number] = sorted(" ".join(item) for item in STATUSES - found.keys())
        worst[number] = max(found[item] for item in STATUSES & found.keys())
        never = ", ".join(missing[number]) or "none"
        print(f"seed {number}: {len(STATUSES)} statuses, the last by example {worst[number]}; never: {never}")
    print(f"{MOST} examples, drawn and evaluated, in {seconds:.1f} s")
    save(
        chosen.json,
        {"first": {" ".join(key): number for key, number in first.items()}, "worst": worst, "missing": missing},
    )
    raise SystemExit(1 if any(missing.values()) else 0)


if __name__ == "__main__":
    main()
