"""`approve` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .running import run
from .test_errors import complaint

PHONE = {
    "officer": {"is_sro": True},
    "acts": [{"id": "a1", "kind": "command", "purposes": ["school_rule"], "in_school": True}],
}


@pytest.fixture
def cases(tmp_path: Path) -> str:
    """A folder with one case that is not approved yet."""
    (tmp_path / "phone.json").write_text(json.dumps(PHONE), encoding="utf-8")
    return str(tmp_path)


def test_a_library_is_approved_and_then_holds(cases: str) -> None:
    """What is new is told with exit code 1, accepted with 0, and holds from then on."""
    new = "phone.json: not approved yet\n\n"
    result = run("approve", cases)
    assert result == (1, f"{new}Not as approved: 1 new, of 1 case.\n`--accept` approves what is decided now.\n", "")
    assert run("approve", cases) == result
    assert run("approve", cases, "--accept") == (0, f"{new}Approved now: 1 new, of 1 case.\n", "")
    assert run("approve", cases) == (0, "Decided as approved: 1 case.\n", "")


def test_what_changes_is_told_finding_by_finding(cases: str) -> None:
    """Clause and subject, and under them each field: from what, to what."""
    run("approve", cases, "--accept")
    other = {**PHONE, "acts": [{"id": "a1", "kind": "command", "purposes": ["safety"], "in_school": True}]}
    (Path(cases) / "phone.json").write_text(json.dumps(other), encoding="utf-8")
    (Path(cases) / "old.approved.json").write_text('{"findings": []}', encoding="utf-8")
    result = run("approve", cases)
    assert result.code == 1
    assert result.out.startswith(
        "phone.json: decided otherwise\n"
        "  431.5.p2.force (enforce school rules by force) · act a1\n"
        "    - whether it applies: yes → no\n"
        "    - whether it is broken: yes → no\n"
        "    - status: breached → not applicable\n"
        "    - in a word: would violate → not applicable\n"
    )
    assert "old.json: approved, and no case any more\n" in result.out
    assert "Not as approved: 1 changed, 1 gone, of 2 cases.\n" in result.out


def test_what_is_gone_is_deleted_only_when_that_is_asked_for(cases: str) -> None:
    """`--accept` leaves it, and says so with exit code 1; `--delete-gone` deletes it, and only with `--accept`."""
    old = Path(cases) / "old.approved.json"
    old.write_text('{"findings": []}', encoding="utf-8")
    result = run("approve", cases, "--accept")
    assert result.code == 1
    assert result.out.endswith(
        "Approved now: 1 new, of 2 cases.\nLeft: 1 gone. `--delete-gone` deletes what is gone.\n"
    )
    assert complaint("approve", cases, "--delete-gone") == "--delete-gone: it deletes only with --accept"
    assert old.exists()
    assert run("approve", cases, "--accept", "--delete-gone").code == 0
    assert not old.exists()


def test_programs_are_told_as_json(cases: str) -> None:
    """Each case with its outcome and changes, and whether all of them hold; exit codes are the same."""
    result = run("approve", cases, "--json")
    assert result.code == 1
    case = {"case": "phone.json", "outcome": "new", "changes": []}
    assert json.loads(result.out) == {"accepted": False, "holds": False, "cases": [case]}
    accepted = run("approve", cases, "--json", "--accept")
    assert (accepted.code, json.loads(accepted.out)["accepted"]) == (0, True)
    assert json.loads(run("approve", cases, "--json").out)["holds"]


def test_approved_decisions_can_be_kept_apart_and_settings_be_given(cases: str, tmp_path: Path) -> None:
    """The options of `evaluate` are those of `approve`."""
    apart = tmp_path.parent / "approved"
    how = ("--approved", str(apart), "--set", "A2=one", "--as-of", "2026-11-24", "--engine", "table")
    assert run("approve", cases, *how, "--accept").code == 0
    assert (apart / "phone.approved.json").is_file()
    assert run("approve", cases, *how).code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["none"], "none: no such folder"),
        (["{cases}/phone.json"], "{cases}/phone.json: this is a file, not a folder"),
        (["{cases}", "--set", "A2=won"], "--set: unknown value `won`; did you mean"),
        (["{cases}", "--engine", "tabel"], "--engine: unknown engine `tabel`; did you mean `table`?"),
    ],
)
def test_what_cannot_be_meant_is_told_in_one_line(cases: str, arguments: list[str], says: str) -> None:
    """Exit code 2, the place and the nearest name."""
    assert says.replace("{cases}", cases) in complaint("approve", *(a.replace("{cases}", cases) for a in arguments))


def test_a_place_that_cannot_be_written_is_told(cases: str) -> None:
    """Where a file stands in place of a folder nothing can be approved."""
    said = complaint("approve", cases, "--accept", "--approved", f"{cases}/phone.json/approved")
    assert "cannot be written: not a directory" in said
