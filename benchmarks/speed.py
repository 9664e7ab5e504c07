"""How fast the engines are, beside zen-engine, cedarpy and bare durable-rules, in one interleaved run.

All contenders get the same records of the whole policy, and every answer is compared before the clock starts.
A record speaks of all five subjects; all engines but those of this library judge it in one call, since that is
quicker for them. What each gets is made ready beforehand: JSON texts for the others, a dict for the tables.
"""

from __future__ import annotations

import sys

import attrs

from benchmarks.contenders import Contenders, contenders
from benchmarks.report import heading, options, save
from benchmarks.stages import stages
from benchmarks.timing import Times, interleaved
from benchmarks.workload import Workload, workload

TABLE = "table, undecoded"


@attrs.frozen
class Bar:
    """What is held of two contenders: one takes at least, or at most, so many times as long as the other.

    It holds if it does for the median of the rounds and for the quickest rounds. With neither limit, the ratio is
    shown and nothing is held.
    """

    one: str
    other: str
    at_least: float | None = None
    at_most: float | None = None

    def line(self, times: Times) -> str:
        """Return the two ratios and whether the bar holds."""
        ratios = times.ratio(self.one, self.other), times.ratio_of_least(self.one, self.other)
        if self.at_least is not None:
            asked, holds = f"at least {self.at_least:g}", min(ratios) >= self.at_least
        elif self.at_most is not None:
            asked, holds = f"at most {self.at_most:g}", max(ratios) <= self.at_most
        else:
            asked, holds = "", None
        word = {True: "holds", False: "FAILS", None: ""}[holds]
        return f"{ratios[0]:8.1f} {ratios[1]:8.1f}  {asked:12} {word:6} {self.one} / {self.other}"


BARS = (
    *(
        Bar(peer, ours, at_least=times)
        for ours, times in ((TABLE, 20), ("table, names of what holds", 10), ("table, verdicts", 10))
        for peer in ("zen-engine, decision table", "zen-engine, expression node", "cedarpy")
    ),
    Bar("zen expression language, bare", TABLE),
    Bar("record of variables to statuses", TABLE, at_most=5),
    Bar("checked case to statuses, warm", TABLE, at_most=5),
    Bar("checked case to statuses, cold", TABLE, at_most=5),
    Bar("dict to findings and guidance, table, warm", TABLE, at_most=50),
    Bar("dict to findings and guidance, table, cold", TABLE, at_most=50),
    Bar("durable, verdicts", "durable-rules, bare calls", at_most=3),
)


def check(work: Workload, found: Contenders) -> None:
    """Stop where a contender answers otherwise than the table."""
    expected = found.answers[TABLE]()
    for name, answers in found.answers.items():
        wrong = sum(one != other for one, other in zip(answers(), expected, strict=True))
        if wrong:
            sys.exit(f"{name}: {wrong} of {len(expected)} records answered otherwise than by the table")
    conditions = sum(map(len, expected)) / len(expected)
    print(
        f"{len(found.answers)} contenders give equal answers to {len(expected)} records; "
        f"on average {conditions:.0f} conditions hold; "
        f"officers with dates and a day of reference: {work.dated}",
    )


def main() -> None:
    """Check, time and print."""
    parser = options(__doc__)
    parser.add_argument("--records", type=int, default=200, help="random cases")
    parser.add_argument("--share", type=float, default=0.6, help="of all facts, how many are known")
    parser.add_argument("--rounds", type=int, default=15, help="how often each contender runs over all of them")
    asked = parser.parse_args()
    heading()
    work = workload(asked.records, asked.seed, asked.share)
    found = contenders(work)
    check(work, found)
    parts = stages(work)
    times = interleaved({**found.timed, **parts}, asked.records, asked.rounds)
    for title, names in (("contenders", found.timed), ("parts of an evaluation by table", parts)):
        print(f"\n{title}: µs a record, median of {asked.rounds} rounds (and the quickest)")
        for name in names:
            print(f"{times.typical(name):9.1f} ({times.least(name):8.1f})  {name}")
    print("\nratios: median of the rounds, and of the quickest rounds")
    for bar in BARS:
        print(bar.line(times))
    save(
        asked.json,
        {
            "microseconds": {name: times.typical(name) for name in times.rounds},
            "quickest": {name: times.least(name) for name in times.rounds},
            "ratios": {f"{bar.one} / {bar.other}": times.ratio(bar.one, bar.other) for bar in BARS},
        },
    )


if __name__ == "__main__":
    main()
