"""The cases that speed is measured on, and all that is worked out of them before the clock starts."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

import attrs

from sro_policy.conditions import Value
from sro_policy.engines.table import TableEngine
from sro_policy.evaluation.compiled import CompiledPolicy, compiled
from sro_policy.evaluation.document import DEFAULT_LIMITS
from sro_policy.evaluation.findings import Readings
from sro_policy.evaluation.snapshot import Snapshot
from sro_policy.evaluation.structure import Structurer
from sro_policy.rules import POLICY_431
from tests.cases_at_random import case

SUBJECTS = ("officer", "incident", "contract", "program", "act")
"""Every subject, in the order in which an evaluation judges them."""

Item = TypeVar("Item")

STRUCTURER = Structurer(POLICY_431.vocabulary)


@attrs.frozen
class Workload:
    """Random cases about every subject, with one act each: as JSON, checked, and as the values of variables."""

    ready: CompiledPolicy
    documents: tuple[dict[str, Any], ...]
    texts: tuple[str, ...]
    snapshots: tuple[Snapshot, ...]
    records: tuple[Mapping[str, Value], ...]

    @property
    def dated(self) -> int:
        """How many of the officers come with a date, an assumed one included, and a day of reference."""
        return sum(
            snapshot.as_of is not None and any(isinstance(v, dt.date) for v in snapshot.parts["officer"].values())
            for snapshot in self.snapshots
        )


def is_whole(document: Mapping[str, Any]) -> bool:
    """Whether a case speaks of every subject: then each is judged, the officer for more than the scope."""
    parts = (document.get("incident"), document.get("contract"), document.get("program"))
    return all(parts) and bool(set(document.get("officer", ())) - {"is_sro"})


def known(ready: CompiledPolicy, snapshot: Snapshot) -> dict[str, Value]:
    """Return the value of each variable that a checked case with one act makes known."""
    readings = Readings(ready, snapshot)
    found: dict[str, Value] = {}
    for raw in (*snapshot.parts.values(), *snapshot.acts.values()):
        found |= readings.values(raw)
    return found | {key: lift.value for key, lift in readings.lifted.items() if lift.value is not None}


def workload(number: int, seed: int, share: float) -> Workload:
    """Return so many random cases, in which this share of all facts is known."""
    pick = random.Random(seed)
    documents: list[dict[str, Any]] = []
    while len(documents) < number:
        document = case(pick, acts=1, share_known=share)
        if is_whole(document):
            documents.append(document)
    ready = compiled(POLICY_431, (), "table")
    snapshots = tuple(STRUCTURER.snapshot(document, DEFAULT_LIMITS) for document in documents)
    return Workload(
        ready=ready,
        documents=tuple(documents),
        texts=tuple(json.dumps(document) for document in documents),
        snapshots=snapshots,
        records=tuple(known(ready, snapshot) for snapshot in snapshots),
    )


def tables(ready: CompiledPolicy) -> dict[str, TableEngine]:
    """Return the table engine of each subject."""
    found = {subject: ready.engines[subject] for subject in SUBJECTS}
    return {subject: engine for subject, engine in found.items() if isinstance(engine, TableEngine)}


def cold(ready: CompiledPolicy, items: Iterable[Item]) -> Iterator[Item]:
    """Yield each item at a time when nothing is remembered of what was worked out of dates; then remember again."""
    memories = [lifting._lifted for lifting in ready.liftings.values()]  # noqa: SLF001 - no other way to be cold twice
    before = [dict(memory) for memory in memories]
    for item in items:
        for memory in memories:
            memory.clear()
        yield item
    for memory, known_before in zip(memories, before, strict=True):
        memory.update(known_before)
