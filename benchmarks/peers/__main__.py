"""Which answers on ten partial incidents are exact: by Cedar's partial evaluation, by Rego and by this library.

Each rule about an incident and its act is asked whether it applies and whether it is broken. The judge is the
reference, which tries every completion that keeps the constraints. Those who were not told of the constraints
are judged once more by completions of any kind. Rules that rest on dates are not asked.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Sequence

from benchmarks.peers.contenders import contenders
from benchmarks.peers.incidents import Incident, incidents
from benchmarks.peers.questions import Question, questions
from benchmarks.peers.tally import HEADINGS, Difference, Tally, compared, total
from benchmarks.report import heading, options, save
from sro_policy import Truth
from sro_policy.conditions import Condition
from sro_policy.evaluation.compiled import compiled
from sro_policy.exact.groups import groups
from sro_policy.rules import POLICY_431

COLUMNS = f"  {'':32}" + "".join(f"{name:>14}" for name in HEADINGS)


def judged(incident: Incident, asked: Sequence[Question], constraints: Sequence[Condition]) -> dict[str, Truth]:
    """Return the right answers about an incident, where these constraints are kept."""
    return {q.name: q.answer(incident, constraints) for q in asked if q.subject in incident.subjects}


def divided(answers: Collection[Truth]) -> str:
    """Return how many answers there are, and how many of them are decided."""
    decided = sum(truth != "unknown" for truth in answers)
    return f"{len(answers)} answers, {decided} decided and {len(answers) - decided} unknown"


def row(name: str, tally: Tally) -> str:
    """Return a tally in columns."""
    return f"  {name:32}" + "".join(f"{count:>14}" for count in tally.counts.values())


def detail(differences: tuple[Difference, ...], first: str, name: str) -> None:
    """Print what was not answered exactly, or who it was that answered so first."""
    if differences and first != name:
        print(f"      the same as of {first}")
        return
    for difference in differences:
        print(f"      {difference.kind}: {difference}")


def main() -> None:
    """Ask everyone, compare and print."""
    parser = options(__doc__)
    parser.add_argument("--texts", action="store_true", help="print what was written for the others, and ask nothing")
    given = parser.parse_args()
    ready = compiled(POLICY_431, (), "table")
    constraints = tuple(item.must_hold for item in POLICY_431.constraints)
    asked = questions(ready.bound)
    answering = contenders(asked, groups(constraints))
    if given.texts:
        print("\n".join("\n".join((f"# {one.name}\n", *one.texts)) for one in answering if one.texts))
        return
    heading()
    right: list[Truth] = []
    within: dict[str, list[Tally]] = {one.name: [] for one in answering}
    without: dict[str, list[Tally]] = {one.name: [] for one in answering if not one.told}
    for incident in incidents(ready):
        expected, at_large = judged(incident, asked, constraints), judged(incident, asked, ())
        right += expected.values()
        print(f"\n{incident.name}: {incident.title}\n  {json.dumps(incident.case)}")
        print(f"  {divided(expected.values())}\n{COLUMNS}")
        shown: dict[tuple[Difference, ...], str] = {}
        for one in answering:
            said = one.answers(incident)
            tally = compared(expected, said)
            within[one.name].append(tally)
            if not one.told:
                without[one.name].append(compared(at_large, said))
            print(row(one.name, tally))
            detail(tally.differences, shown.setdefault(tally.differences, one.name), one.name)
    totals = {name: total(tallies) for name, tallies in within.items()}
    at_large_totals = {name: total(tallies) for name, tallies in without.items()}
    for title, found in (
        (f"all incidents: {divided(right)}", totals),
        ("all incidents, judged as if there were no constraints", at_large_totals),
    ):
        print(f"\n{title}\n{COLUMNS}")
        for name, tally in found.items():
            print(row(name, tally))
    print("\npolicies or rules written: " + ", ".join(f"{one.name} {len(one.texts)}" for one in answering if one.texts))
    save(
        given.json,
        {
            "total": {name: tally.counts for name, tally in totals.items()},
            "without constraints": {name: tally.counts for name, tally in at_large_totals.items()},
        },
    )
    if totals[answering[0].name].differences:
        sys.exit(f"{answering[0].name}: not exact")


if __name__ == "__main__":
    main()
