"""`replay` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sro_policy import POLICY_431
from sro_policy.session import open_incident

from .running import run
from .test_errors import complaint

CASE = {"officer": {"is_sro": True, "policy_reviewed_on": "2026-01-02"}, "as_of": "2026-11-24"}


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """The journal of an arrest, of which staff are told after it began."""
    path = tmp_path / "e7.jsonl"
    with open_incident(case=CASE, journal=path) as incident:
        incident.begin("a1", {"kind": "custodial_arrest", "in_school": True, "purposes": ["crime"]}, at=10)
        incident.happened("staff_notified", at=12, source="observer")
        incident.learn({"incident": {"weapon": False, "person_age": 15}}, at=13)
        incident.correct({"incident": {"weapon": True}}, at=14)
        incident.end("a1", at=60.5)
        incident.give_reason("431.6/arrest-in-school", "a1", "He ran.", at=70)
        incident.withdraw("incident.person_age", at=3700)
    return path


def test_each_step_is_told_with_what_it_changed(journal: Path) -> None:
    """When, who, which facts, and each finding whose word became another."""
    result = run("replay", str(journal))
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(
        "0:00 open (officer)\n"
        "  - the day of reference is November 24, 2026\n"
        "  - the officer is an SRO, or substitutes for one\n"
        "  - the officer reviewed Policy 431 on January 2, 2026\n"
    )
    for line in (
        "0:10 begin a1 (officer)",
        "  - act a1: the act is a custodial arrest",
        "    431.6.p2.s1 (arrest in school) · act a1: none → undetermined",
        "0:12 learn (observer)",
        "  - school staff were first told of the matter, at 0:12",
        "  - act a1: school staff were not told before",
        "  - a weapon is involved (said before: no weapon is involved)",
        "  - act a1 ended, at 1:00.500",
        "  - act a1: the act is done",
        "  - a reason was given for departing from 431.6.p2.s1",
        "  - no longer known: the person is 15 years old",
    ):
        assert f"{line}\n" in result.out
    assert "more in what they rest on, or in what is still to be found out\n" in result.out
    assert result.out.endswith("Same: 8 steps, and each changes what it changed then.\n")


def test_programs_get_every_change(journal: Path) -> None:
    """The JSON holds each change in full, and is the same each time and with each engine."""
    result = run("replay", str(journal), "--json")
    assert result.code == 0
    found = json.loads(result.out)
    assert (found["outcome"], found["problem"], found["cut"]) == ("same", None, None)
    assert [change["step"]["kind"] for change in found["changes"]][:2] == ["open", "begin"]
    assert run("replay", str(journal), "--json", "--engine", "table") == result


def test_what_is_different_is_told_with_exit_code_1(journal: Path, tmp_path: Path) -> None:
    """A journal of another policy, and one of which the end was lost."""
    other = POLICY_431.with_parameter("late_training_months", 7, source="a test")
    with open_incident(other, CASE, journal=tmp_path / "other.jsonl"):
        pass
    result = run("replay", str(tmp_path / "other.jsonl"))
    assert result.code == 1
    assert result.out.startswith("Policy not available: made under the policy\nsha256:")
    journal.write_bytes(journal.read_bytes()[:-5])
    result = run("replay", str(journal))
    assert result.code == 0
    assert "Same: 7 steps" in result.out
    assert result.out.endswith("are no whole step and were left out.\n")


def test_what_is_no_journal_is_told_in_one_line(journal: Path, tmp_path: Path) -> None:
    """Exit code 2, with the file and the place in it."""
    path = tmp_path / "case.json"
    path.write_text("{}\n", encoding="utf-8")
    assert complaint("replay", str(path)).startswith(str(path))
    assert complaint("replay", str(tmp_path / "none.jsonl")).startswith(f"{tmp_path / 'none.jsonl'}: ")
    assert complaint("replay", str(journal), "--engine", "tabel").startswith("--engine: unknown engine `tabel`")
    lines = journal.read_text().splitlines(keepends=True)
    journal.write_text("".join([lines[0], *lines[2:]]))
    assert "line 2" in complaint("replay", str(journal))
