"""Ten thousand incidents open at once in one process: memory for each, how long steps take, and what is left at last.

Every incident takes a dozen steps, turn by turn with all the others, so that none is ever warm. A full decision on a
case of the same size is timed in between. With a journal each incident has a file of its own; the folder is deleted.
"""

from __future__ import annotations

import ctypes
import gc
import random
import statistics
import tempfile
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import attrs

from benchmarks.in_parallel import in_parallel
from benchmarks.memory import resident
from benchmarks.report import heading, options, save
from sro_policy import evaluate
from sro_policy.session import LiveIncident, open_incident

JOURNALS = ("off", "close", "second", "step")
MOST_TIMES = 10.0
"""How many times the median of a full decision the 99th percentile of a step may take, without a journal."""
_EVERY = 40

_Step = Callable[[LiveIncident], Any]


@attrs.frozen
class Run:
    """What one process does: ``journal`` is its fsync policy, or ``off``."""

    journal: str
    incidents: int
    folder: str
    seed: int


@attrs.frozen
class Measured:
    """Kilobytes for each incident, microseconds, and megabytes that are left once all are closed and gone."""

    journal: str
    kilobytes: float
    p50: float
    p99: float
    longest: float
    decision: float
    left: float


def steps(pick: random.Random) -> Iterator[_Step]:
    """Yield the steps of an arrest, of which every incident has its own variant."""
    yield lambda i: i.learn({"incident": {"crime_alleged": True, "school_rule_alleged": pick.random() < 0.5}}, at=1)
    yield lambda i: i.learn({"incident": {"person_role": pick.choice(["student_here", "visitor"])}}, at=2)
    yield lambda i: i.begin("a1", {"kind": "command", "purposes": ["crime"], "in_school": True}, at=3)
    yield lambda i: i.learn({"incident": {"weapon": pick.random() < 0.5, "injury": False}}, at=4, source="observer")
    yield lambda i: i.end("a1", at=5)
    yield lambda i: i.happened("staff_notified", at=6, source="observer")
    yield lambda i: i.begin("a2", {"kind": "custodial_arrest", "in_school": True, "purposes": ["crime"]}, at=7)
    yield lambda i: i.carry_on("a2", {"arrest_avoidable": pick.random() < 0.5, "in_communal_area": True}, at=8)
    yield lambda i: i.learn({"acts": [{"id": "a2", "in_view_of_students": pick.random() < 0.5}]}, at=9)
    yield lambda i: i.correct({"acts": [{"id": "a2", "in_communal_area": False}]}, at=10, source="instructor")
    yield lambda i: i.end("a2", {"noncommunal_practicable": True}, at=11)
    yield lambda i: i.give_reason("431.6/arrest-in-school", "a2", "He ran.", at=12)


CASE: dict[str, Any] = {"officer": {"is_sro": True}, "incident": {"disability_known": False}}


def measure(run: Run) -> Measured:
    """Open all incidents, step them turn by turn, close them, and return the figures."""
    pick = random.Random(run.seed)
    warm = open_incident(case=CASE)
    for step in steps(pick):
        step(warm)
    whole = warm.case
    gc.collect()
    before = resident()
    folder = Path(run.folder) / run.journal
    folder.mkdir()

    def opened(number: int) -> LiveIncident:
        if run.journal == "off":
            return open_incident(case=CASE)
        return open_incident(case=CASE, journal=folder / f"{number}.jsonl", fsync=run.journal)  # type: ignore[arg-type]

    incidents = [(opened(number), steps(random.Random(run.seed + number))) for number in range(run.incidents)]
    # As arrays: numbers as objects would lie among what is to be freed, and keep the system from having it back.
    taken, decided = array("d"), array("d")
    for turn in range(12):
        for number, (incident, left) in enumerate(incidents):
            step = next(left)
            began = perf_counter()
            step(incident)
            taken.append(perf_counter() - began)
            if number % _EVERY == 0:
                began = perf_counter()
                decision = evaluate(whole)
                _ = decision.findings, decision.guidance
                decided.append(perf_counter() - began)
        print(f"journal {run.journal:6} turn {turn + 1:2}: {resident() - before:7.1f} MB", flush=True)
    grown = resident() - before
    for incident, _ in incidents:
        incident.close()
    incidents.clear()
    del incident, left, step
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)  # what is free goes back to the system, so that what is left can be seen
    cuts = statistics.quantiles(taken, n=100)
    return Measured(
        journal=run.journal,
        kilobytes=grown * 1000 / run.incidents,
        p50=cuts[49] * 1e6,
        p99=cuts[98] * 1e6,
        longest=max(taken) * 1e6,
        decision=statistics.median(decided) * 1e6,
        left=resident() - before,
    )


def main() -> None:
    """Measure without a journal and with each fsync policy, and print the table."""
    parser = options(__doc__)
    parser.add_argument("--incidents", type=int, default=10_000, help="open at once without a journal")
    parser.add_argument("--journals", type=int, default=10_000, help="open at once, each with a journal")
    asked = parser.parse_args()
    heading()
    found: list[Measured] = []
    with tempfile.TemporaryDirectory() as folder:
        for journal in JOURNALS:
            many = asked.incidents if journal == "off" else asked.journals
            # One after the other, each in a process of its own: memory and the disk are shared.
            found += in_parallel(measure, [Run(journal, many, folder, asked.seed)])
    print(
        f"{'journal':8} {'kB each':>8} {'step p50':>9} {'p99':>9} {'longest':>10} {'decision p50':>13} {'left MB':>8}"
    )
    for row in found:
        print(
            f"{row.journal:8} {row.kilobytes:8.1f} {row.p50:6.0f} us {row.p99:6.0f} us {row.longest:7.0f} us "
            f"{row.decision:10.0f} us {row.left:8.1f}"
        )
    off = found[0]
    times = off.p99 / off.decision
    print(
        f"without a journal, p99 of a step: {times:.1f} times p50 of a full decision; most that may be: {MOST_TIMES:g}"
    )
    save(asked.json, {"rows": [attrs.asdict(row) for row in found], "times": times})
    if times > MOST_TIMES:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
