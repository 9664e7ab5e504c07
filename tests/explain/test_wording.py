"""How explanations, changes and questions read: as they did when somebody last looked at them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sro_policy import evaluate

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_explanations_read_as_they_did(path: Path, snapshot: SnapshotAssertion) -> None:
    """The explanation of each finding of an example is, word for word, the one that was approved."""
    decision = evaluate(json.loads(path.read_text(encoding="utf-8")))
    assert "\n\n---\n\n".join(str(finding.why()) for finding in decision.findings) == snapshot


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_questions_read_as_they_did(path: Path, snapshot: SnapshotAssertion) -> None:
    """The questions of each example come in the order, and in the words, that were approved."""
    decision = evaluate(json.loads(path.read_text(encoding="utf-8")))
    assert "\n".join(f"{q.subject}: {q.ask} ({q.who})" for q in decision.questions) == snapshot


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_changes_read_as_they_did(path: Path, snapshot: SnapshotAssertion) -> None:
    """What would change each finding of an example, with what is in our hands, is in the words that were approved."""
    decision = evaluate(json.loads(path.read_text(encoding="utf-8")))
    found = [str(change) for finding in decision.findings for change in finding.changes(in_our_hands=True, most=2)]
    assert "\n".join(found) == snapshot


def test_pictures_are_drawn_as_they_were(snapshot: SnapshotAssertion) -> None:
    """One explanation with all that there is to draw, as Mermaid and as SVG."""
    case = {
        "officer": {"is_sro": True},
        "incident": {"person_role": "student_here"},
        "acts": [{"id": "a1", "kind": "custodial_arrest", "in_school": True, "exigency": True,
                  "out_of_view_practicable": True}],
    }  # fmt: skip
    why = evaluate(case).finding("431.6.p2.s2.view", "a1").why()
    assert why.mermaid() == snapshot
    assert why.svg() == snapshot
