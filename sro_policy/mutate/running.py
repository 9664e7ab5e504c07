"""Mutants in, a user's tests run against each, what became of them out."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from sro_policy.errors import InputError, SroPolicyError, quoted, unknown
from sro_policy.mutate.equivalence import Difference, Equivalence
from sro_policy.mutate.in_pytest import ORDER
from sro_policy.mutate.mutants import Mutant, built, mutants
from sro_policy.mutate.outcome import MutationReport, Outcome
from sro_policy.policy.misnamed import misnamed
from sro_policy.rules import POLICY_431

MOST_SECONDS = 600.0
"""A mutant on which the tests take longer counts as one that survived, and says so."""


class UnusableTestsError(SroPolicyError):
    """The tests cannot be used: they fail without a mutant, or none was collected."""


def mutate(
    tests: Sequence[str],
    *,
    rules: Iterable[str] | None = None,
    jobs: int | None = None,
    limit: float | None = None,
) -> MutationReport:
    """Return what becomes of each mutant of the policy when a user's tests are run on it.

    ``tests`` are arguments for pytest. ``rules`` are the ids of rules, or of clauses, to whose mutants it is kept;
    without them, all are tried, those of figures too. ``jobs`` run at once, as many as there are processors by default.
    The tests may take ``limit`` seconds on each, and without a mutant: :data:`MOST_SECONDS` where none are given. A
    mutant that no test can notice is proved to be one, and tried on none.

    Raises:
        InputError: a rule that there is not, no place for a job, no time, and a system that cannot fork.
        UnusableTestsError: tests that fail without a mutant, and none to be run.

    """
    if not hasattr(os, "fork"):
        raise InputError("mutants need a system that can fork: Linux or macOS")
    jobs = jobs if jobs is not None else os.cpu_count() or 1
    if jobs < 1:
        raise InputError(f"{quoted(jobs)} is no number of jobs, which is at least 1", place="jobs")
    limit = MOST_SECONDS if limit is None else limit
    if not limit > 0:
        raise InputError(f"{quoted(limit)} is no time, which is more than 0 seconds", place="limit")
    began = time.perf_counter()
    wanted = _wanted(rules)
    _refuse_unusable(tests)  # before anything is proved, which takes a while
    apart = _apart(wanted)
    answer = _tried([mutant.id for mutant, difference in apart if difference is not None], tests, jobs, limit)
    return MutationReport(
        outcomes=tuple(_outcome(mutant, difference, answer.get(mutant.id)) for mutant, difference in apart),
        seconds=time.perf_counter() - began,
    )


def _wanted(rules: Iterable[str] | None) -> list[Mutant]:
    every = list(mutants(POLICY_431))
    if rules is None:
        return every
    asked = set(rules)
    ruled = {mutant.id: {*mutant.rules, mutant.clause} for mutant in every if mutant.where != "figure"}
    names = set().union(*ruled.values())
    for name in asked - names:
        problem = misnamed(name, POLICY_431) or unknown("rule or clause", name, names)
        raise InputError(problem, place="rules")
    return [mutant for mutant in every if asked & ruled.get(mutant.id, set())]


def _apart(wanted: Iterable[Mutant]) -> list[tuple[Mutant, Difference | None]]:
    """Return the mutants that can be built, each with the least case that tells it from the policy, if one does."""
    compared = Equivalence(POLICY_431)
    found = []
    for mutant in wanted:
        changed = built(mutant, POLICY_431)
        if changed is not None:
            found.append((mutant, compared.difference(mutant, changed)))
    return found


def _refuse_unusable(tests: Sequence[str]) -> None:
    """Refuse arguments that pytest does not know, and tests that it cannot collect."""
    done = _pytest(["--collect-only", *tests], {})
    if done.returncode == pytest.ExitCode.NO_TESTS_COLLECTED:
        raise UnusableTestsError("no test was collected")
    if done.returncode not in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}:
        raise UnusableTestsError(f"pytest cannot collect the tests:\n{_said(done)}")


def _tried(names: list[str], tests: Sequence[str], jobs: int, limit: float) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        order, answer = Path(folder) / "order.json", Path(folder) / "answer.json"
        said = {"mutants": names, "jobs": jobs, "limit": limit, "answer": str(answer)}
        order.write_text(json.dumps(said), encoding="utf-8")
        done = _pytest(["-p", "sro_policy.mutate.in_pytest", *tests], {ORDER: str(order)})
        if not answer.exists():
            raise UnusableTestsError(f"pytest tried no mutant:\n{_said(done)}")
        found = json.loads(answer.read_text(encoding="utf-8"))
    if "wrong" in found:
        raise UnusableTestsError(found["wrong"])
    return dict(found["mutants"])


def _pytest(arguments: Sequence[str], variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    # Mutants are tried several at once, each on few tests: xdist would part the tests, not the mutants.
    alone = ["-n0"] if importlib.util.find_spec("xdist") else []
    command = [sys.executable, "-m", "pytest", "-q", *arguments, *alone]
    return subprocess.run(  # noqa: S603 - the user's own tests
        command, env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )


def _said(done: subprocess.CompletedProcess[str]) -> str:
    return f"{done.stdout[-4000:]}{done.stderr[-4000:]}".rstrip()


def _outcome(mutant: Mutant, difference: Difference | None, answer: dict[str, Any] | None) -> Outcome:
    if difference is None:
        return Outcome(mutant, fate="equivalent")
    assert answer is not None
    if answer["killed_by"] is not None:
        return Outcome(mutant, fate="killed", killed_by=answer["killed_by"])
    witness, failed = difference.witness, answer["failed"]
    if witness is None:
        return Outcome(mutant, fate="survived", failed=failed)
    settings, shows = dict(witness.settings), dict(witness.shows)
    return Outcome(mutant, fate="survived", case=witness.case, settings=settings, shows=shows, failed=failed)
