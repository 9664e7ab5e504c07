"""The side of mutation that runs within pytest, as a plugin: it collects the tests once, and tries mutants on them.

Each mutant has a process of its own, forked when the tests are collected and nothing has run. First one without a
mutant runs all tests, to see that they pass and what each judges; a mutant is then tried on those alone by which it may
be noticed, the quickest first. It is *killed* by a test that fails with it, passes when the conclusions are restored,
and then fails once more: whatever else a test looks at is no kill, nor is a test that fails now and then.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest
from _pytest.runner import runtestprotocol

from sro_policy.evaluation.watching import watching
from sro_policy.mutate.exercised import Recorder, TestRun, candidates
from sro_policy.mutate.forking import Failed, in_children
from sro_policy.mutate.in_memory import Installed
from sro_policy.mutate.mutants import Mutant, built, mutants
from sro_policy.rules import POLICY_431

ORDER: Final = "SRO_POLICY_MUTANTS"
"""Names the file that says which mutants to try, how many at once, and where the answer goes."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> object:
    """Try the mutants instead of running the tests."""
    if session.testsfailed or session.config.option.collectonly:
        return None
    order = json.loads(Path(os.environ[ORDER]).read_text(encoding="utf-8"))
    Path(order["answer"]).write_text(json.dumps(_tried(session.items, order)), encoding="utf-8")
    return True


def _tried(items: Sequence[pytest.Item], order: Mapping[str, Any]) -> dict[str, object]:
    ((_, baseline),) = in_children([partial(_baseline, items)], 1, limit=order["limit"])
    if isinstance(baseline, Failed | str):
        return {"wrong": baseline.how if isinstance(baseline, Failed) else baseline}
    by_name = {item.nodeid: item for item in items}
    asked = frozenset(order["mutants"])
    tried = [mutant for mutant in mutants(POLICY_431) if mutant.id in asked]
    tasks = [partial(_noticed, mutant, by_name, baseline) for mutant in tried]
    found: dict[str, object] = {}
    for index, answer in in_children(tasks, order["jobs"], limit=order["limit"]):
        failed = answer.how if isinstance(answer, Failed) else None
        found[tried[index].id] = {"killed_by": None if failed else answer, "failed": failed}
    return {"mutants": found, "tests": len(items)}


def _baseline(items: Sequence[pytest.Item]) -> list[TestRun] | str:
    """Run all tests without a mutant; return what each judged, or what is wrong with them."""
    runs: list[TestRun] = []
    for item in items:
        recorder = Recorder(POLICY_431)
        began = time.perf_counter()
        with watching(recorder):
            passed = _passes(item)
        if not passed:
            return f"{item.nodeid} fails without a mutant"
        runs.append(recorder.run_of(item.nodeid, time.perf_counter() - began))
    return runs


def _noticed(mutant: Mutant, items: Mapping[str, pytest.Item], runs: Sequence[TestRun]) -> str | None:
    """Return the test that kills a mutant, or ``None``."""
    changed = built(mutant, POLICY_431)
    assert changed is not None, "mutants that cannot be built are not tried"
    chosen = candidates(runs, mutant, POLICY_431, changed)
    installed = Installed(POLICY_431, changed)
    for run in chosen:
        item = items[run.name]
        if not _passes(item):
            with installed.restored():
                rests_on_conclusions = _passes(item)
            if rests_on_conclusions and not _passes(item):
                return run.name
    return None


def _passes(item: pytest.Item) -> bool:
    """Run a test, its fixtures included, anew; say whether nothing of it failed."""
    if hasattr(item, "_initrequest"):
        item._initrequest()  # noqa: SLF001 - forget what an earlier run of the test left there
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))
