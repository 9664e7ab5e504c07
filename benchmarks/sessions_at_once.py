"""Incidents stepped by eight threads, and by four processes, at once: how many changes are not what they are alone."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

from benchmarks.report import heading, options, save
from tests.session.test_at_once import story

THREADS = 8
PROCESSES = 4


def main() -> None:
    """Follow the same incidents alone, in threads and in processes, and print how many changes differ."""
    parser = options(__doc__)
    parser.add_argument("--incidents", type=int, default=2_000, help="followed each way")
    asked = parser.parse_args()
    heading()
    seeds = range(asked.seed, asked.seed + asked.incidents)
    alone = [story(seed) for seed in seeds]
    with ThreadPoolExecutor(THREADS) as threads:
        threaded = list(threads.map(story, seeds))
    with ProcessPoolExecutor(PROCESSES, mp_context=multiprocessing.get_context("spawn")) as processes:
        apart = list(processes.map(story, seeds, chunksize=20))
    changes = sum(map(len, alone))
    wrong = {
        name: sum(
            one != other
            for some, others in zip(alone, found, strict=True)
            for one, other in zip(some, others, strict=True)
        )
        for name, found in ((f"{THREADS} threads", threaded), (f"{PROCESSES} processes", apart))
    }
    for name, number in wrong.items():
        print(f"{name:12} {asked.incidents:,} incidents, {changes:,} changes, {number} of them wrong")
    save(asked.json, {"incidents": asked.incidents, "changes": changes, "wrong": wrong})
    if any(wrong.values()):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
