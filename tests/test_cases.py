"""Worked cases: each states, clause by clause, what the policy says of an incident."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sro_policy import evaluate

OWN = Path(__file__).parent / "cases"


KEYS = {"title", "case", "expect"}
EXPECTED = {"clause", "subject", "status", "word", "needs", "judged", "flags", "no_flags", "due_by"}


def worked(folder: Path) -> Iterator[Any]:
    """Yield the expectations in a folder of cases and those below it; a slip in one is an error, never passed over."""
    if not folder.is_dir():
        raise pytest.UsageError(f"no folder of cases at {folder}")
    paths = sorted(folder.rglob("*.json"))
    if not paths:
        raise pytest.UsageError(f"no cases in {folder}")
    for path in paths:
        content = json.loads(path.read_text(encoding="utf-8"))
        unknown = sorted({*content} - KEYS) + sorted({key for item in content["expect"] for key in item} - EXPECTED)
        if unknown:
            raise pytest.UsageError(f"{path}: unknown key `{unknown[0]}`")
        if not content["expect"]:
            raise pytest.UsageError(f"{path}: nothing is expected")
        for item in content["expect"]:
            name = f"{folder.name}:{path.stem}:{item['clause']}@{item['subject']}"
            yield pytest.param(content["case"], item, id=name)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "expectation" in metafunc.fixturenames:
        given = metafunc.config.getoption("--cases")
        folders = [OWN, Path(given)] if given else [OWN]
        found = [item for folder in folders for item in worked(folder)]
        metafunc.parametrize(("case", "expectation"), found)


def test_a_worked_case_is_judged_as_expected(case: dict[str, Any], expectation: dict[str, Any]) -> None:
    """Status, word, needs, judged facts, flags and last day are as the case says."""
    finding = evaluate(case).finding(expectation["clause"], expectation["subject"])
    assert finding.status == expectation["status"]
    assert finding.word == expectation.get("word", finding.word)
    assert set(expectation.get("needs", ())) <= set(finding.needs)
    assert set(expectation.get("judged", ())) <= set(finding.judged)
    assert set(expectation.get("flags", ())) <= set(finding.flags)
    assert not set(expectation.get("no_flags", ())) & set(finding.flags)
    if "due_by" in expectation:
        assert (finding.due_by and finding.due_by.isoformat()) == expectation["due_by"]


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (None, "no cases in"),
        ({"case": {}, "expect": []}, "nothing is expected"),
        ({"case": {}, "expect": [{"clause": "431.7", "wrod": "met"}]}, "unknown key `wrod`"),
        ({"case": {}, "expcet": [], "expect": []}, "unknown key `expcet`"),
    ],
)
def test_a_case_that_checks_nothing_is_an_error(tmp_path: Path, written: object, says: str) -> None:
    """No folder, no cases, no expectations and misspelt ones stop the suite: none of them is a case that passed."""
    with pytest.raises(pytest.UsageError, match="no folder"):
        list(worked(tmp_path / "elsewhere"))
    if written is not None:
        (tmp_path / "case.json").write_text(json.dumps(written), encoding="utf-8")
    with pytest.raises(pytest.UsageError, match=says):
        list(worked(tmp_path))
