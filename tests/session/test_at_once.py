"""Many incidents at once: in threads and in processes each changes what it would change alone."""

from __future__ import annotations

import multiprocessing
import random
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

from sro_policy.session import IncidentChange, LiveIncident, open_incident

_FACTS: dict[str, list[Any]] = {
    "in_school": [True, False],
    "arrest_avoidable": [True, False],
    "in_view_of_students": [True, False],
    "staff_involvement_practicable": [True, False],
    "kind": ["custodial_arrest", "handcuffing"],
}


def story(seed: int) -> tuple[str, ...]:
    """Follow an incident that a number stands for, and return the digests of what its steps changed."""
    pick = random.Random(seed)
    incident = open_incident(case={"officer": {"is_sro": True}, "incident": {"person_role": "student_here"}})
    changes = [incident.opened, incident.begin("a1", at=0)]
    known: set[str] = set()
    for at in range(1, 12):
        name = pick.choice(sorted(_FACTS))
        said = {"acts": [{"id": "a1", name: pick.choice(_FACTS[name])}]}
        changes.append(incident.correct(said, at=at) if name in known else incident.learn(said, at=at))
        known.add(name)
    changes.append(incident.end("a1", at=20))
    return tuple(change.digest for change in changes)


def test_eight_threads_change_what_each_would_alone() -> None:
    """Forty incidents are stepped by eight threads: not one change is another."""
    alone = [story(seed) for seed in range(40)]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(story, range(40))) == alone


def test_four_processes_change_what_each_would_alone() -> None:
    """A change is the same in another process, with another hash of strings."""
    alone = [story(seed) for seed in range(8)]
    with ProcessPoolExecutor(4, mp_context=multiprocessing.get_context("spawn")) as processes:
        assert list(processes.map(story, range(8))) == alone


def test_threads_share_one_incident() -> None:
    """Steps of several threads are taken one after the other: all are there, and their changes add up."""
    incident: LiveIncident = open_incident(case={"officer": {"is_sro": True}})
    start = threading.Barrier(8)

    def step(number: int) -> IncidentChange:
        start.wait()
        return incident.begin(f"a{number}", {"kind": "custodial_arrest"}, at=1)

    with ThreadPoolExecutor(8) as threads:
        changes = list(threads.map(step, range(8)))
    assert sorted(change.step.number for change in changes) == list(range(1, 9))
    assert len(incident.steps) == 9
    added = {(finding.rule, finding.subject) for change in changes for finding in change.added}
    assert added == {(finding.rule, finding.subject) for finding in incident.final.findings}
