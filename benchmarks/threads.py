"""Eight threads evaluate at once, and every decision is the one that a single thread came to."""

from __future__ import annotations

import random
import threading
from time import perf_counter
from typing import Any

from benchmarks.report import heading, options, save
from sro_policy import Decision, evaluate
from tests.cases_at_random import case

ENGINES = ("table", "durable")


def main() -> None:
    """Evaluate, compare and print."""
    parser = options(__doc__)
    parser.add_argument("--threads", type=int, default=8, help="how many evaluate at once")
    parser.add_argument("--evaluations", type=int, default=100_000, help="by each engine, all threads together")
    parser.add_argument("--cases", type=int, default=500, help="different random cases")
    asked = parser.parse_args()
    heading()
    pick = random.Random(asked.seed)
    cases = [case(pick) for _ in range(asked.cases)]
    figures = {}
    for engine in ENGINES:
        expected = [evaluate(one, engine="table") for one in cases]
        began = perf_counter()
        done, wrong = _run(cases, expected, engine, asked.threads, -(-asked.evaluations // asked.threads))
        took = perf_counter() - began
        rate = f"{done / took:,.0f} a second"
        print(f"{engine:8} {done:,} evaluations by {asked.threads} threads, {wrong} differences, {rate}")
        figures[engine] = {"evaluations": done, "differences": wrong, "seconds": took}
    save(asked.json, figures)
    if any(row["differences"] for row in figures.values()):
        raise SystemExit(1)


def _run(
    cases: list[dict[str, Any]], expected: list[Decision], engine: str, threads: int, each: int
) -> tuple[int, int]:
    """Return how many evaluations were done, and how many differed or failed."""
    counts = [0] * threads
    wrong = [0] * threads
    together = threading.Barrier(threads)

    def run(own: int) -> None:
        pick = random.Random(own)
        together.wait()
        for _ in range(each):
            index = pick.randrange(len(cases))
            try:
                found = evaluate(cases[index], engine=engine)
                same = (found.findings, found.checklist) == (expected[index].findings, expected[index].checklist)
            except Exception as error:  # noqa: BLE001 - whatever goes wrong in a thread is a difference
                print(f"thread {own}: {error!r}")
                same = False
            counts[own] += 1
            wrong[own] += not same

    running = [threading.Thread(target=run, args=(own,)) for own in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return sum(counts), sum(wrong)


if __name__ == "__main__":
    main()
