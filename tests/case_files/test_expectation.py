"""How a finding differs from what is expected of it."""

from __future__ import annotations

from typing import Any

import pytest

from sro_policy import evaluate
from sro_policy.case_files import Expectation

FINDING = evaluate(
    {
        "officer": {"is_sro": True},
        "acts": [{"id": "a1", "kind": "command", "purposes": ["school_rule"], "in_school": True}],
    }
).finding("431.5.p2.force", "a1")
SAME: dict[str, Any] = {"name": "431.5.p2.force", "subject": "a1", "status": "breached"}


@pytest.mark.parametrize(
    ("differs", "says"),
    [
        ({"status": "not_applicable"}, "status: expected not applicable; it is breached"),
        ({"word": "violated"}, "word: expected violated; it is would violate"),
        ({"applies": "no"}, "applies: expected no; it is yes"),
        ({"broken": "unknown"}, "broken: expected unknown; it is yes"),
        ({"needs": ("act.kind",)}, "needs: expected act.kind among them; it is empty"),
        ({"judged": ("act.kind",)}, "judged: expected act.kind among them; it is empty"),
        ({"flags": ("pretext_review", "scope")}, "flags: expected pretext_review and scope among them; it is empty"),
        ({"due_by": "2026-11-24"}, "due_by: expected 2026-11-24; it is no day"),
    ],
)
def test_each_thing_that_is_expected_is_compared(differs: dict[str, Any], says: str) -> None:
    """Whatever an expectation names is told where it differs; the rest is not."""
    assert [*map(str, Expectation(**{**SAME, **differs}).differences(FINDING))] == [says]


def test_what_is_left_open_is_not_compared() -> None:
    """An expectation that names a status alone is met by it."""
    assert Expectation(**SAME).differences(FINDING) == ()
    assert Expectation(**SAME, no_due_by=True, no_flags=("scope",)).differences(FINDING) == ()


@pytest.mark.parametrize(("subject", "words"), [("program", "431.3 on the programme"), ("a\n1", "431.3 on act a\\n1")])
def test_a_subject_is_named_in_words(subject: str, words: str) -> None:
    """Parts have names of their own; an act has the id that the case gives it, on one line."""
    assert Expectation(name="431.3", subject=subject, status="met").about == words


def test_a_flag_that_was_not_to_be_raised_is_told() -> None:
    """With all that were."""
    case = {"officer": {"is_sro": False}, "acts": [{"id": "a1", "kind": "custodial_arrest", "in_school": True}]}
    finding = evaluate(case).finding("431.6.p2.s1", "a1")
    expected = Expectation(name="431.6.p2.s1", subject="a1", no_flags=("scope", "presumed"))
    assert [*map(str, expected.differences(finding))] == ["flags: expected no scope; it is scope"]
