"""The examples: each is a valid case, is told without an error, and stands in their table of contents."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest

from sro_policy import evaluate
from sro_policy.schema import case_schema

from .running import EXAMPLES, ROOT, run

EACH = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)


@EACH
def test_an_example_is_a_case(path: Path) -> None:
    """It is valid under the published schema, and evaluated and told without a word of complaint."""
    case = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(case_schema()).validate(case)
    decision = evaluate(case)
    assert decision.findings
    result = run("evaluate", str(path))
    assert (result.code, result.err) == (0, "")
    assert json.loads(run("evaluate", str(path), "--json").out)["digest"] == decision.digest


def test_every_example_is_in_the_table_of_contents() -> None:
    """The README beside them has a line for each, and for nothing else."""
    lines = (ROOT / "examples" / "README.md").read_text(encoding="utf-8").splitlines()
    named = [line.split("`")[1] for line in lines if line.startswith("- `")]
    assert named == [path.name for path in EXAMPLES]
    assert len(named) >= 8


@pytest.mark.parametrize(
    ("name", "clause", "subject", "word"),
    [
        ("avoidable-arrest-with-reason", "431.6.p2.s1", "arrest", "departed with reason"),
        ("contract-review", "431.3.1(d)", "contract", "violated"),
        ("contract-review", "431.3.1(e)", "contract", "required"),
        ("discipline-meeting", "431.5.p2.discipline", "sit in", "to be reviewed"),
        ("hallway-fight", "431.5.p3.amount", "pull apart", "to be reviewed"),
        ("hallway-fight", "431.5.p2.force", "pull apart", "not_applicable"),
        ("not-known-yet", "431.6.p1", "incident", "undetermined"),
        ("one-prohibition", "431.5.p2.discipline", "walk to the office", "not_applicable"),
        ("phone-in-class", "431.5.p2.force", "take the phone", "would violate"),
        ("planned-arrest", "431.6.p2.s2.view", "arrest", "advised"),
        ("planned-arrest", "431.6.p3", "arrest", "met"),
        ("programme-checklist", "431.3.s1", "program", "met"),
        ("substitute", "626.8482.3(d)", "officer", "excused"),
        ("training-record", "431.8.s1.initial", "officer", "violated"),
    ],
)
def test_an_example_shows_what_it_says(name: str, clause: str, subject: str, word: str) -> None:
    """What the table of contents says of an example is what comes out."""
    case = (ROOT / "examples" / f"{name}.json").read_text(encoding="utf-8")
    assert evaluate(case).finding(clause, subject).word == word
