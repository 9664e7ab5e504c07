"""Deadlines of two authorities: what a finding states where they conflict."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sro_policy import Deadline, Decision, evaluate


def legacy(as_of: str, **settings: str) -> Decision:
    officer: dict[str, Any] = {
        "is_sro": True, "substitute": False, "assumed_duties_on": "2023-09-05", "basic_course_on": "2023-07-14",
        "required_course_on": False, "employer_unable_to_provide_course": False,
    }  # fmt: skip
    return evaluate({"as_of": as_of, "officer": officer}, settings=settings)


BOTH = (
    Deadline("statute", "late", dt.date(2027, 5, 31)),
    Deadline("post_board", "open", dt.date(2027, 6, 30)),
)


def test_where_two_deadlines_conflict_both_answers_are_given() -> None:
    """Between the statute's last day and the Board's, the finding states both, whichever gives the status."""
    statute = legacy("2027-06-15").finding("431.8.s1.initial", "officer")
    board = legacy("2027-06-15", A27="board").finding("431.8.s1.initial", "officer")
    assert (statute.status, statute.deadlines) == ("breached", BOTH)
    assert (board.status, board.deadlines) == ("due", BOTH)
    assert board.to_json()["deadlines"] == {
        "statute": {"answer": "late", "last_day": "2027-05-31"},
        "post_board": {"answer": "open", "last_day": "2027-06-30"},
    }


def test_where_deadlines_agree_none_are_stated() -> None:
    """On the statute's last day and after the Board's there is one answer, and the finding states no other."""
    for day, status in (("2027-05-31", "due"), ("2027-07-01", "breached")):
        finding = legacy(day).finding("431.8.s1.initial", "officer")
        assert (finding.status, finding.deadlines) == (status, ())
        assert finding.to_json()["deadlines"] is None


def test_both_deadlines_are_among_the_figures_with_their_sources() -> None:
    """The finding lists the statute's day and the Board's, each with its source and whether it was seen there."""
    finding = legacy("2027-06-15").finding("431.8.s1.initial", "officer")
    figures = {item.name: item for item in finding.parameters}
    assert figures["legacy_deadline"].value == dt.date(2027, 5, 31)
    assert "626.8482" in figures["legacy_deadline"].source
    assert figures["legacy_deadline_published"].value == dt.date(2027, 6, 30)
    assert "POST Board" in figures["legacy_deadline_published"].source
    assert figures["legacy_deadline"].verified
    assert figures["legacy_deadline_published"].verified


def test_only_the_finding_on_initial_training_states_deadlines() -> None:
    """No other finding of the case states two answers."""
    stating = [finding.clause for finding in legacy("2027-06-15").findings if finding.deadlines]
    assert stating == ["431.8.s1.initial"]


def test_a_deadline_is_the_last_day_that_counts_for_this_officer() -> None:
    """Where the employer's inability puts the statute's day off, the day that is stated is the later one."""
    officer = {
        "is_sro": True, "substitute": False, "assumed_duties_on": "2026-12-15", "basic_course_on": "2025-01-01",
        "required_course_on": False, "employer_unable_to_provide_course": True,
    }  # fmt: skip
    before = evaluate({"as_of": "2027-06-10", "officer": officer}).finding("431.8.s1.initial", "officer")
    after = evaluate({"as_of": "2027-06-20", "officer": officer}).finding("431.8.s1.initial", "officer")
    assert (before.status, before.due_by, before.deadlines) == ("due", dt.date(2027, 6, 15), ())
    assert (after.status, after.deadlines) == (
        "breached",
        (Deadline("statute", "late", dt.date(2027, 6, 15)), Deadline("post_board", "open", dt.date(2027, 6, 30))),
    )
