"""Resident memory over a million evaluations of different random cases, by each engine in a process of its own.

Every case is new: parts, acts and facts are drawn at random, and in a stated share of the cases dates too, so
that what is remembered of them is filled, emptied and filled again. Guidance and digest are asked of every
decision, so that everything a decision may keep is made.
"""

from __future__ import annotations

import gc
import os
import random
from pathlib import Path
from time import perf_counter

import attrs

from benchmarks.in_parallel import in_parallel
from benchmarks.report import heading, options, save
from sro_policy import evaluate
from tests.cases_at_random import case

ENGINES = ("table", "durable")
STEP = 100_000
MOST_GROWTH = 5.0
"""Megabytes by which memory may grow after the first step."""


@attrs.frozen
class Run:
    """What one process does."""

    engine: str
    evaluations: int
    dated: float
    seed: int


@attrs.frozen
class Grown:
    """Resident memory in MB after each step, and the evaluations a second, drawing the cases included."""

    engine: str
    resident: tuple[float, ...]
    rate: float


def resident() -> float:
    """Return the resident memory of this process in megabytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def grow(run: Run) -> Grown:
    """Evaluate so many cases; print and return what memory does."""
    pick = random.Random(run.seed)
    found: list[float] = []
    began = perf_counter()
    for number in range(1, run.evaluations + 1):
        document = case(pick, dates=pick.random() < run.dated)
        decision = evaluate(document, engine=run.engine)
        _ = decision.guidance, decision.digest
        if number % STEP == 0:
            gc.collect()
            found.append(resident())
            rate = number / (perf_counter() - began)
            print(f"{run.engine:8} {number:>9,} evaluations {found[-1]:7.1f} MB {rate:7,.0f} a second", flush=True)
    return Grown(run.engine, tuple(found), run.evaluations / (perf_counter() - began))


def main() -> None:
    """Evaluate by each engine, and print how much memory grew."""
    parser = options(__doc__)
    parser.add_argument("--evaluations", type=int, default=1_000_000, help=f"by each engine; a multiple of {STEP:,}")
    parser.add_argument("--dated", type=float, default=0.1, help="share of the cases that have dates")
    asked = parser.parse_args()
    heading()
    runs = [Run(engine, asked.evaluations, asked.dated, asked.seed) for engine in ENGINES]
    figures = {}
    for grown in in_parallel(grow, runs):
        growth = grown.resident[-1] - grown.resident[0]
        print(f"{grown.engine}: {growth:+.1f} MB after the first {STEP:,}; most that may be: {MOST_GROWTH:g} MB")
        figures[grown.engine] = {"resident": grown.resident, "growth": growth, "rate": grown.rate}
    save(asked.json, figures)
    if any(row["growth"] >= MOST_GROWTH for row in figures.values()):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
