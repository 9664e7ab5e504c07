"""What a report names: clauses, rules, lists, wording and places; and its form as JSON."""

from __future__ import annotations

import json

import pytest

from sro_policy.text import EncodedSegment, Status, check_text, fingerprint, manual_from_text

from .invented import INVENTED, checked, encoded


def test_a_changed_stem_names_its_list() -> None:
    """Where the words that introduce a list have changed, every clause of that list is named, and only those."""
    report = checked(INVENTED.replace("kennel must:", "kennel should:"))
    (stem,) = report.differing
    assert stem.segment.name == "512.3.1.s2"
    assert stem.affects == ("512.3.1.s2", "512.3.1(a)", "512.3.1(b)", "512.3.1(c)")
    assert [c.clause for c in report.clauses if c.stem] == ["512.3.1(a)", "512.3.1(b)", "512.3.1(c)"]
    assert report.clause("512.3.1(b)").status is Status.AS_ENCODED
    assert report.clause("512.3.1(b)").stem == "512.3.1.s2"


def test_a_change_names_the_rules_that_rest_on_it() -> None:
    """A changed segment names its clauses and rules, and gives the wording that stands there now."""
    report = checked(INVENTED.replace("merely", "partly"))
    (changed,) = report.differing
    assert changed.segment.rules == ("rule-of-512.5.s3",)
    assert changed.wording.startswith("Handlers shall not muzzle or scold a dog partly to please visitors")
    assert changed.wording.endswith("(Minn. Stat. § 343.2099, Subd. 4).")
    assert changed.where is not None


def test_the_report_is_plain_json_in_a_stable_order() -> None:
    """The report as JSON is plain and equal for equal input, and repeats no wording that stands as encoded."""
    report = checked(INVENTED.replace("merely", "partly"))
    data = report.to_json()
    assert json.loads(json.dumps(data)) == data
    assert data == checked(INVENTED.replace("merely", "partly")).to_json()
    assert [entry["name"] for entry in data["segments"]] == [s.name for s in encoded(INVENTED)]
    assert [entry["clause"] for entry in data["clauses"]] == [c for s in encoded(INVENTED) for c in s.clauses]
    assert [entry["name"] for entry in data["segments"] if entry["wording"]] == ["512.5.s3"]
    assert data["holds"] is False


def test_new_wording_and_copies_are_json_too() -> None:
    """As JSON, new wording says between what it stands, with nothing for the policy's end, and a copy says where."""
    text = INVENTED.replace("(b) Brushing.", "(b) Brushing. Bathe.")
    text += "\n512.10   PARADES\nDogs may walk in parades.\n"
    data = checked(text).to_json()
    assert json.loads(json.dumps(data)) == data
    assert [(new["wording"], new["after"], new["before"]) for new in data["new"]] == [
        ("Bathe.", "512.4(b)", "512.4(c)"),
        ("512.10 PARADES", "512.9.s2", None),
        ("Dogs may walk in parades.", "512.9.s2", None),
    ]
    lines = text.split("\n")
    assert [lines[new["where"]["line"] - 1] for new in data["new"]] == ["(b) Brushing. Bathe.", *lines[-3:-1]]
    assert not data["copies"]
    other = "\n\nLocks and Keys\n513.1   KEYS\nOfficers lock the doors.\n\n"
    (copy,) = checked(f"{INVENTED}{other}{INVENTED.replace('merely', 'partly')}").to_json()["copies"]
    assert copy == {"where": {"page": None, "line": (INVENTED + other).count("\n") + 1}, "holds": False}


def test_the_wording_of_a_clause_can_be_shown() -> None:
    """The manual's own wording of each clause is in the report, so that it can stand beside a rule."""
    clause = checked(INVENTED).clause("512.8.s4")
    assert clause.wording == "(See the Folder Policy for further advice)."
    with pytest.raises(KeyError):
        checked(INVENTED).clause("512.99")


def test_nothing_encoded_is_an_error_of_the_caller() -> None:
    """An empty list of segments, or a fingerprint that is none, is refused."""
    with pytest.raises(ValueError, match="no segments"):
        check_text(manual_from_text("x"), [])
    with pytest.raises(ValueError, match="not a fingerprint"):
        EncodedSegment("abc")
    assert EncodedSegment(fingerprint("abc")).length == 3
