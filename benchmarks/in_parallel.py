"""Work cut into parts, run by as many processes as there are cores."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")


def in_parallel(run: Callable[[Part], Result], parts: Sequence[Part]) -> Iterator[Result]:
    """Yield what comes of each part, as it comes. Each process starts afresh: nothing is inherited half done."""
    with multiprocessing.get_context("spawn").Pool(os.cpu_count()) as pool:
        yield from pool.imap_unordered(run, parts)
