"""Lets a tool watch what is judged, such as one that measures which rules a run of tests exercised.

Nothing here changes a decision, and the decisions of a program do not depend on it. Where nobody watches, it costs one
question for each subject that is judged: whether there are watchers.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol

from sro_policy.conditions import Value
from sro_policy.evaluation.compiled import CompiledPolicy
from sro_policy.exact.plan import Verdict


class Watcher(Protocol):
    """Is told of each subject that is judged, in the thread that judges it; so it has to bear several at once."""

    def __call__(
        self, ready: CompiledPolicy, subject: str, known: Mapping[str, Value], verdicts: tuple[Verdict, ...]
    ) -> None:
        """Take notice of a subject (``act``, ``incident``, ``officer`` …) that was judged.

        ``ready`` is the policy under its settings, ``known`` the value of each variable that is known, which must be
        left as it is, and ``verdicts`` are those on each rule about the subject. What is raised here ends the
        evaluation that is watched.
        """


watchers: tuple[Watcher, ...] = ()
"""Those who watch now. A tuple that is replaced and never changed, so that it can be read without a lock."""

_changing = threading.Lock()


@contextmanager
def watching(watcher: Watcher) -> Iterator[None]:
    """Tell a watcher of all that is judged meanwhile in this process, in any thread.

    What is only supposed, to say what would change a finding, is not told.
    """
    global watchers  # noqa: PLW0603 - that everybody's evaluations are seen is what it is for
    with _changing:
        watchers = (*watchers, watcher)
    try:
        yield
    finally:
        with _changing:
            left = list(watchers)
            left.remove(watcher)
            watchers = tuple(left)


def tell(
    told: tuple[Watcher, ...],
    ready: CompiledPolicy,
    subject: str,
    known: Mapping[str, Value],
    verdicts: tuple[Verdict, ...],
) -> None:
    """Tell those who watched when the evaluation began."""
    for watcher in told:
        watcher(ready, subject, known, verdicts)
