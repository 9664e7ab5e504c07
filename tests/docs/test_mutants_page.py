"""The page on mutants shows what the command says of the tests that it shows."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from docs.generate.pages import DOCS

from ..cli.running import run
from .test_by_hand import blocks

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="mutants need a system that can fork")


def test_survivors_are_those_that_the_shown_tests_leave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first tests of the page, run as it says, leave the survivors that it shows, each with that case."""
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(DOCS.parent))  # the library may run from its source, which is elsewhere then
    monkeypatch.chdir(tmp_path)
    found = blocks(DOCS / "testing" / "mutants.md")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (tmp_path / "tests").mkdir()
    shown = next(code for language, code in found if language == "python")
    (tmp_path / "tests" / "test_arrest.py").write_text(shown, encoding="utf-8")
    said = run("mutate", "--rule", "431.6/arrest-in-school", "--", "pytest", "tests")
    assert said.code == 1
    assert [without_seconds(said.out)] == [without_seconds(text) for language, text in found if language == "text"]


def without_seconds(text: str) -> str:
    """A transcript without how long it took."""
    return re.sub(r"in \d+ s\.", "in … s.", text)
