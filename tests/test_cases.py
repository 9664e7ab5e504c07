"""Worked cases: each states, clause by clause, what the policy says of an incident."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sro_policy import evaluate

OWN = Path(__file__).parent / "cases"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    folders = [OWN]
    given = metafunc.config.getoption("--cases")
    if given:
        folders.append(Path(given))
    if "expectation" in metafunc.fixturenames:
        found = []
        for folder in folders:
            for path in sorted(folder.glob("*.json")):
                content = json.loads(path.read_text(encoding="utf-8"))
                for item in content["expect"]:
                    name = f"{folder.name}:{path.stem}:{item['clause']}@{item['subject']}"
                    found.append(pytest.param(content["case"], item, id=name))
        assert found, f"no cases in {folders}"
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
