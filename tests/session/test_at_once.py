"""Many incidents at once: in threads and in processes each changes what it would change alone."""

from __future__ import annotations

import multiprocessing
import random
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from sro_policy import evaluate
from sro_policy.session import IncidentChange, LiveIncident, keep_journal, open_incident, replay

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


def test_others_look_on_branch_and_keep_a_journal_while_threads_write(tmp_path: Path) -> None:
    """Each sees whole steps: every branch is what its own case gives, and so is what a journal gives again."""
    incident = open_incident(case={"officer": {"is_sro": True}}, engine="table")
    done = threading.Event()

    def write(number: int) -> None:
        act = f"a{number}"
        incident.begin(act, {"kind": "custodial_arrest"}, at=1)
        for name in ("in_school", "arrest_avoidable", "in_view_of_students", "exigency"):
            incident.carry_on(act, {name: False}, at=1)
        incident.end(act, at=1)

    def look(number: int) -> int:
        looks = 0
        while not done.is_set() or not looks:
            twin = incident.branch()
            assert twin.final == evaluate(twin.case, engine="table")
            assert twin.as_known_at(1) == twin.final
            assert [step.number for step in twin.steps] == list(range(len(twin.steps)))
            assert len(incident.steps) >= len(twin.steps)
            assert set(twin.acts) <= set(incident.acts)
            path = tmp_path / f"{number}-{looks}.jsonl"
            keep_journal(twin, path, fsync="close")
            twin.close()
            found = replay(path, engine="table")
            assert found.incident is not None
            assert (found.outcome, found.incident.final) == ("same", twin.final)
            looks += 1
        return looks

    with ThreadPoolExecutor(8) as threads:
        lookers = [threads.submit(look, number) for number in range(3)]
        writers = [threads.submit(write, number) for number in range(4)]
        keep_journal(incident, tmp_path / "e7.jsonl", fsync="close")
        for writer in writers:
            writer.result()
        done.set()
        assert all(looker.result() for looker in lookers)
    incident.close()
    found = replay(tmp_path / "e7.jsonl", engine="table")
    assert found.incident is not None
    assert (found.outcome, found.incident.steps) == ("same", incident.steps)
    assert len(incident.steps) == 1 + 4 * 6
