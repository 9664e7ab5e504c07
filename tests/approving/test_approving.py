"""Approved decisions: kept, compared, and approved again."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from sro_policy import POLICY_431, InputError
from sro_policy.approving import CaseReview, accept, review
from sro_policy.decision import CONCLUSIONS
from sro_policy.policy import Policy, should
from sro_policy.vocabulary import incident

from ..policy.invented import clause, policy

PHONE: dict[str, Any] = {
    "officer": {"is_sro": True},
    "acts": [{"id": "a1", "kind": "command", "purposes": ["school_rule"], "in_school": True}],
}


def weapons(conduct: Any = incident.injury) -> Policy:
    """Return a policy of one rule."""
    return policy(clause(should("one", conduct=conduct, when=incident.weapon, says="Do it.")))


def write(path: Path, value: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """A library of two approved cases, one alone and one with what is expected of it, and a third that is new."""
    folder = tmp_path / "cases"
    write(folder / "phone.json", PHONE)
    expect = [{"clause": "431.6.p1", "subject": "incident", "status": "undetermined"}]
    write(folder / "more" / "weapon.json", {"title": "A", "case": {"incident": {"weapon": True}}, "expect": expect})
    accept(review(folder))
    return folder


def one(folder: Path, **how: Any) -> CaseReview:
    (found,) = review(folder, **how).differing
    return found


def test_what_is_approved_is_the_same_until_something_changes(cases: Path) -> None:
    """Right after it was approved, nothing differs, and to approve it again changes no file."""
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in cases.rglob("*") if path.is_file()}
    found = review(cases)
    assert found.holds
    assert [(case.case, case.outcome) for case in found.cases] == [("more/weapon.json", "same"), ("phone.json", "same")]
    accept(found)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in cases.rglob("*") if path.is_file()} == before


def test_what_is_kept_is_small_and_has_a_line_for_each_finding(cases: Path) -> None:
    """Rule, subject and what a reviewer decides on; no text, no digest, nothing known of a student."""
    text = (cases / "phone.approved.json").read_text(encoding="utf-8")
    said = json.loads(text)["findings"]
    assert all(list(item) == ["rule", "subject", *CONCLUSIONS] for item in said)
    assert len(text.splitlines()) == len(said) + 2
    assert "school_rule" not in text


def test_a_case_that_is_decided_otherwise_says_how(cases: Path) -> None:
    """Each field of each finding that differs is told: from what, to what, in words."""
    write(cases / "phone.json", {**PHONE, "acts": [{**PHONE["acts"][0], "kind": "conversation"}]})
    found = one(cases)
    assert (found.case, found.outcome) == ("phone.json", "changed")
    assert {(change.clause, change.rule, change.subject) for change in found.changes} == {
        ("431.5.p2.force", "431.5/enforce-school-rules-by-force", "a1")
    }
    assert [str(change) for change in found.changes] == [
        "whether it is broken: yes → unknown",
        "status: breached → due",
        "in a word: would violate → prohibited",
        f"still to find out: nothing → {POLICY_431.vocabulary.facts['act.uses_authority'].ask}",
    ]
    assert found.to_json()["changes"][1] == {  # type: ignore[index]
        "clause": "431.5.p2.force",
        "rule": "431.5/enforce-school-rules-by-force",
        "subject": "a1",
        "field": "status",
        "from": "breached",
        "to": "due",
    }


def test_a_change_of_the_rules_shows(tmp_path: Path) -> None:
    """The same case under another policy: what the finding was, and what it is."""
    write(tmp_path / "a.json", {"incident": {"weapon": True, "injury": True}})
    accept(review(tmp_path, policy=weapons()))
    assert review(tmp_path, policy=weapons()).holds
    found = one(tmp_path, policy=weapons(incident.ongoing_threat))
    assert [str(change) for change in found.changes] == [
        "whether it is broken: no → unknown",
        "status: met → due",
        "in a word: met → advised",
        "still to find out: nothing → Does a threat go on?",
    ]


def test_a_rule_that_is_new_or_gone_shows(tmp_path: Path) -> None:
    """A finding that was not there, and one that is there no more, are told by their status."""
    write(tmp_path / "a.json", {"incident": {"weapon": True}})
    accept(review(tmp_path, policy=weapons()))
    renamed = policy(clause(should("two", conduct=incident.injury, when=incident.weapon, says="Do it."), name="1.2"))
    found = one(tmp_path, policy=renamed)
    assert [(change.clause, str(change)) for change in found.changes] == [
        ("1.2", "finding: none → due"),
        ("1/one", "finding: due → none"),
    ]


def test_a_fact_that_is_no_more_is_told_by_its_name(tmp_path: Path) -> None:
    """What was needed under rules long gone is still said."""
    write(tmp_path / "a.json", {"incident": {"weapon": True}})
    accept(review(tmp_path, policy=weapons()))
    kept = tmp_path / "a.approved.json"
    kept.write_text(kept.read_text().replace("incident.injury", "incident.hurt"), encoding="utf-8")
    (change,) = one(tmp_path, policy=weapons()).changes
    assert str(change).startswith("still to find out: incident.hurt → ")


def test_a_last_day_is_kept_and_compared(tmp_path: Path) -> None:
    """A duty that can be met later, or sooner, has changed."""
    case = {"as_of": "2026-11-24", "officer": {"is_sro": True, "assumed_duties_on": "2026-10-01", "substitute": False,
            "required_course_on": False, "basic_course_on": False}}  # fmt: skip
    write(tmp_path / "a.json", case)
    accept(review(tmp_path))
    days = {item["due_by"] for item in json.loads((tmp_path / "a.approved.json").read_text())["findings"]}
    assert days - {None}


def test_new_and_gone_cases_show(cases: Path) -> None:
    """A case that nobody approved is new; one approved without a case is gone, and goes when that is asked for."""
    (cases / "phone.json").rename(cases / "telephone.json")
    found = review(cases)
    assert [(case.case, case.outcome) for case in found.differing] == [
        ("telephone.json", "new"),
        ("phone.json", "gone"),
    ]
    assert not found.holds
    left = accept(found)
    assert [case.outcome for case in left.differing] == ["gone"]
    assert [case.outcome for case in review(cases).differing] == ["gone"]
    assert accept(review(cases), delete_gone=True).holds
    assert review(cases).holds
    assert not (cases / "phone.approved.json").exists()


def test_what_is_hidden_is_no_approved_decision(cases: Path) -> None:
    """A folder that a tool keeps beside the cases, as the copies of an editor, is not looked at, and never deleted."""
    copy = write(cases / ".history" / "old.approved.json", {"findings": []})
    found = review(cases)
    assert found.holds
    accept(found, delete_gone=True)
    assert copy.exists()


def test_approved_decisions_can_be_kept_apart(cases: Path, tmp_path: Path) -> None:
    """In a folder of their own they have the places that the cases have in theirs."""
    apart = tmp_path / "approved"
    assert {case.outcome for case in review(cases, approved=apart).cases} == {"new"}
    accept(review(cases, approved=apart))
    assert (apart / "more" / "weapon.approved.json").is_file()
    assert review(cases, approved=apart).holds


def test_settings_and_the_day_can_be_given(cases: Path) -> None:
    """A department approves what the policy says as it reads it."""
    value = POLICY_431.settings["M1"].values[1]
    assert not review(cases, settings={"M1": value}).holds
    assert review(cases, as_of="2026-11-24", engine="table").holds


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "not JSON"),
        ("[]", "these are no approved findings"),
        ('{"findings": {}}', "these are no approved findings"),
        ('{"findings": [1]}', "findings[0]: `1` is no finding"),
        ('{"findings": [{"rule": "a"}]}', "findings[0]: the key `subject` is missing"),
        ('{"findings": [{"rule": 1}]}', "findings[0].rule: `1` cannot be"),
        ('{"findings": [{"rlue": "a"}]}', "findings[0]: unknown key `rlue`; did you mean `rule`?"),
    ],
)
def test_a_file_that_holds_something_else_is_refused(cases: Path, content: str, says: str) -> None:
    """What is no approved decision is said with its place, and never taken for a decision."""
    path = cases / "phone.approved.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        review(cases)
    assert str(refused.value).startswith(f"{path}: {says}")
    assert str(refused.value).endswith("; delete the file, and approve the case again")


@pytest.mark.parametrize(
    ("field", "value"),
    [("needs", "a"), ("needs", [1]), ("due_by", 3), ("due_by", ""), ("status", None), ("status", "")],
)
def test_a_value_that_cannot_be_is_refused(cases: Path, field: str, value: object) -> None:
    """Each field is of its kind."""
    path = cases / "phone.approved.json"
    said = json.loads(path.read_text())
    said["findings"][0][field] = value
    with pytest.raises(InputError, match=rf"findings\[0\]\.{field}: .* cannot be"):
        review(write(path, said).parent)


def test_a_finding_that_stands_twice_is_refused(cases: Path) -> None:
    """One of the two would never be compared."""
    path = cases / "phone.approved.json"
    said = json.loads(path.read_text())
    said["findings"].append(said["findings"][0])
    with pytest.raises(InputError, match=r"`431\.5/suit-the-age@a1` stands twice"):
        review(write(path, said).parent)


def test_a_case_that_cannot_be_judged_is_refused_with_its_file(cases: Path) -> None:
    """No decision on a part of the library passes for one on all of it."""
    path = write(cases / "phone.json", {"acts": [{"id": "a1", "kidn": "search"}]})
    with pytest.raises(InputError) as refused:
        review(cases)
    assert str(refused.value).startswith(f"{path}: acts[0]: ")
    write(path, {"incident": {"crime_alleged": False, "crime_is_pretext": True}})
    with pytest.raises(InputError, match=r"phone\.json"):
        review(cases)
    path.unlink()
    (cases / "phone.approved.json").unlink()
    (cases / "more" / "weapon.json").unlink()
    with pytest.raises(InputError, match="no cases in this folder"):
        review(cases)


def test_where_one_cannot_be_written_none_is(cases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full half way leaves what was approved as it was, and nothing beside it."""
    for path in cases.rglob("*.approved.json"):
        path.write_text('{"findings": []}', encoding="utf-8")
    before = sorted((path, path.read_bytes()) for path in cases.rglob("*") if path.is_file())
    opened: list[int] = []
    real = os.fdopen

    def full(handle: int, *how: Any, **more: Any) -> Any:
        opened.append(handle)
        if len(opened) > 1:
            os.close(handle)
            raise OSError(28, "No space left on device")
        return real(handle, *how, **more)

    monkeypatch.setattr("os.fdopen", full)
    with pytest.raises(InputError, match=r"phone\.approved\.json: cannot be written: no space left on device"):
        accept(review(cases))
    assert sorted((path, path.read_bytes()) for path in cases.rglob("*") if path.is_file()) == before


def test_a_file_keeps_who_may_read_it(cases: Path) -> None:
    """A file that is replaced has the permissions that it had."""
    path = cases / "phone.approved.json"
    path.write_text('{"findings": []}', encoding="utf-8")
    path.chmod(0o600)
    accept(review(cases))
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_read_is_refused(cases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An approved decision that may not be opened is not taken for one that is not there."""
    opened = Path.open

    def refuse(self: Path, *how: Any, **more: Any) -> Any:
        if self.name == "phone.approved.json":
            raise PermissionError(13, "Permission denied")
        return opened(self, *how, **more)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"phone\.approved\.json: cannot be read: permission denied"):
        review(cases)
