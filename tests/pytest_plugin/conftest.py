"""Runs pytest on a project of its own, as a department does."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

Run: TypeAlias = Callable[..., pytest.RunResult]
Write: TypeAlias = Callable[..., None]

PHONE = {
    "officer": {"is_sro": True},
    "acts": [{"id": "a1", "kind": "command", "purposes": ["school_rule"], "in_school": True}],
}


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run pytest within this process, with our plugin and none of the others: they take longer than our cases."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    ours = ("-p", "sro_policy.pytest_plugin", "-p", "no:cacheprovider")
    # The module is there already, so its asserts are as they are; that is no news.
    quiet = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
    return lambda *options: pytester.runpytest(*ours, *quiet, *options)


@pytest.fixture
def write(pytester: pytest.Pytester) -> Write:
    """Write a case file: expectations of a case, by default one that holds."""

    def write(name: str, *expect: dict[str, Any], case: object = PHONE, **more: Any) -> None:
        path = pytester.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        expected = expect or ({"clause": "431.5.p2.force", "subject": "a1", "status": "breached"},)
        path.write_text(json.dumps({"title": "Phone", "case": case, "expect": expected, **more}), encoding="utf-8")

    return write
