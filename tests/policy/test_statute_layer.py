"""What the statute alone says, whom it excuses, stands in a layer of its own and never as 431."""

from __future__ import annotations

from typing import Any

import pytest

from sro_policy import POLICY_431, Decision, evaluate

EXCUSES = ("626.8482.3(c)", "626.8482.3(d)")


def officer(**facts: Any) -> Decision:
    return evaluate({"as_of": "2026-11-24", "officer": {"is_sro": True, **facts}})


AWAITING: dict[str, Any] = {
    "assumed_duties_on": "2026-09-08", "required_course_on": False, "employer_unable_to_provide_course": True,
}  # fmt: skip


def test_an_officer_awaiting_the_course_is_excused_in_a_layer_of_its_own() -> None:
    """The statute's excuse is reported as the statute's, never as 431."""
    decision = officer(**AWAITING)
    finding = decision.finding("626.8482.3(c)", "officer")
    assert (finding.layer, finding.force, finding.status, finding.word) == ("statute", "need_not", "met", "excused")
    assert {f.layer for f in decision.findings if f.clause.startswith("431.")} == {"policy"}
    assert {f.clause for f in decision.findings if f.layer == "statute"} == set(EXCUSES)


def test_a_substitute_below_the_limit_is_excused() -> None:
    """The excuse of a substitute rests on the unverified limit, and says so."""
    finding = officer(substitute=True, substitute_contact_days=59).finding("626.8482.3(d)", "officer")
    assert (finding.layer, finding.status, finding.word) == ("statute", "met", "excused")
    assert "substitute_day_limit" in {item.name for item in finding.parameters if not item.verified}


@pytest.mark.parametrize(
    ("facts", "clause", "status"),
    [
        ({**AWAITING, "is_sro": False}, "626.8482.3(c)", "not_applicable"),
        ({**AWAITING, "is_sro": None}, "626.8482.3(c)", "clear"),
        ({**AWAITING, "required_course_on": None}, "626.8482.3(c)", "clear"),
        ({**AWAITING, "employer_unable_to_provide_course": False}, "626.8482.3(c)", "not_applicable"),
        ({**AWAITING, "substitute": False}, "626.8482.3(d)", "not_applicable"),
        ({"substitute": True, "substitute_contact_days": 60}, "626.8482.3(d)", "not_applicable"),
        ({"substitute": True}, "626.8482.3(d)", "clear"),
        ({"substitute": True, "substitute_contact_days": 1, "is_sro": False}, "626.8482.3(d)", "not_applicable"),
    ],
)
def test_an_excuse_is_met_clear_or_not_applicable(facts: dict[str, Any], clause: str, status: str) -> None:
    """Nothing breaks an excuse and nothing is needed for it: one that may not apply is clear."""
    finding = officer(**facts).finding(clause, "officer")
    assert (finding.status, finding.broken, finding.needs) == (status, "no", ())


def test_the_excuses_are_from_the_duties_on_drills_and_weaknesses() -> None:
    """Each excuses from 431.4(d) and (e), and from nothing else."""
    for clause in EXCUSES:
        (rule,) = POLICY_431.clauses[clause].rules
        assert rule.excuses == ("431.4(d)", "431.4(e)")


def test_an_excuse_is_no_guidance() -> None:
    """What someone need not do asks nothing of them."""
    assert not {item.clause for item in officer(**AWAITING).guidance} & set(EXCUSES)
