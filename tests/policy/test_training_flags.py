"""Flags on training are raised where the interface says: deadlines in conflict, and an unverified limit."""

from __future__ import annotations

from typing import Any

import pytest

from sro_policy import evaluate

from .flagging import judged


def legacy(as_of: str = "2027-06-15", **facts: Any) -> dict[str, Any]:
    """Make a case of a legacy officer without the course, between the statute's last day and the Board's."""
    officer = {
        "is_sro": True, "substitute": False, "assumed_duties_on": "2023-09-05", "basic_course_on": "2023-07-14",
        "required_course_on": False, "employer_unable_to_provide_course": False,
    }  # fmt: skip
    return {"as_of": as_of, "officer": {**officer, **facts}}


EXEMPT = {"substitute": True, "substitute_contact_days": 20}
ON_TIME_FOR_THE_BOARD = {"required_course_on": "2027-06-10"}


@pytest.mark.parametrize(
    ("document", "settings", "status", "raised"),
    [
        pytest.param(legacy(), {}, "breached", True, id="breached"),
        pytest.param(legacy(**ON_TIME_FOR_THE_BOARD), {}, "breached", True, id="breached, trained since"),
        pytest.param(legacy(substitute=None), {}, "due", True, id="due, perhaps exempt"),
        pytest.param(legacy(assumed_duties_on="2027-06-15", required_course_on="2027-06-15"), {}, "due", True,
                     id="due, on one day"),
        pytest.param(legacy(), {"A27": "board"}, "due", True, id="due for the Board"),
        pytest.param(legacy(**ON_TIME_FOR_THE_BOARD), {"A27": "board"}, "met", True, id="met for the Board"),
        pytest.param(legacy(is_sro=None), {}, "undetermined", True, id="undetermined"),
        pytest.param(legacy(is_sro=None, **ON_TIME_FOR_THE_BOARD), {"A27": "board"}, "clear", True, id="clear"),
        pytest.param(legacy(is_sro=False), {}, "not_applicable", False, id="no SRO"),
        pytest.param(legacy(**EXEMPT), {}, "met", False, id="exempt"),
        pytest.param(legacy(**EXEMPT), {"A27": "board"}, "met", False, id="exempt, for the Board"),
        pytest.param(legacy(is_sro=None, **EXEMPT), {}, "clear", False, id="exempt, perhaps an SRO"),
        pytest.param(legacy(substitute=True, substitute_contact_days=60), {}, "breached", True, id="not exempt"),
        pytest.param(legacy("2027-05-31"), {}, "due", False, id="before"),
        pytest.param(legacy("2027-07-01"), {}, "breached", False, id="after"),
        pytest.param(legacy(basic_course_on=None), {}, "breached", False, id="perhaps no legacy officer"),
        pytest.param(legacy(basic_course_on=False), {}, "breached", False, id="no legacy officer"),
    ],
)  # fmt: skip
def test_deadline_conflict_is_raised_where_the_board_would_answer_otherwise(
    document: dict[str, Any], settings: dict[str, str], status: str, raised: bool
) -> None:
    """A known conflict is flagged whatever the status, unless the rule does not apply or an exemption is known."""
    judgment = judged(document, "431.8.s1.initial", "officer", "deadline_conflict", **settings)
    assert judgment == (status, raised)
    finding = evaluate(document, settings=settings).finding("431.8.s1.initial", "officer")
    assert bool(finding.deadlines) == raised


def late(**facts: Any) -> dict[str, Any]:
    """Make a case of a substitute below the limit, late with both trainings."""
    officer = {
        "is_sro": True, **EXEMPT, "assumed_duties_on": "2021-09-07", "basic_course_on": False,
        "required_course_on": False, "employer_unable_to_provide_course": False, "ongoing_training_on": "2022-06-01",
    }  # fmt: skip
    return {"as_of": "2026-11-24", "officer": {**officer, **facts}}


ENOUGH: dict[str, Any] = {"substitute_contact_days": 60}
DAYS_UNKNOWN: dict[str, Any] = {"substitute_contact_days": None}
NO_SUBSTITUTE: dict[str, Any] = {"substitute": False, "substitute_contact_days": 0}
IN_TIME: dict[str, Any] = {"required_course_on": "2021-06-14", "ongoing_training_on": "2025-06-02"}


@pytest.mark.parametrize("clause", ["431.8.s1.initial", "431.8.s1.ongoing"])
@pytest.mark.parametrize(
    ("document", "status", "raised"),
    [
        pytest.param(late(), "met", True, id="met"),
        pytest.param(late(**ENOUGH), "breached", True, id="breached"),
        pytest.param(late(**DAYS_UNKNOWN), "due", True, id="due"),
        pytest.param(late(is_sro=None), "clear", True, id="clear"),
        pytest.param(late(is_sro=None, **DAYS_UNKNOWN), "undetermined", True, id="undetermined"),
        pytest.param(late(is_sro=False), "not_applicable", False, id="no SRO"),
        pytest.param(late(**IN_TIME), "met", False, id="in time"),
        pytest.param(late(**IN_TIME, substitute_contact_days=None), "met", False, id="in time, days unknown"),
        pytest.param(late(is_sro=None, **IN_TIME), "clear", False, id="in time, perhaps an SRO"),
        pytest.param(late(**NO_SUBSTITUTE), "breached", False, id="no substitute"),
        pytest.param(late(is_sro=None, **NO_SUBSTITUTE), "undetermined", False, id="no substitute, perhaps an SRO"),
        pytest.param(late(substitute=None, **DAYS_UNKNOWN), "due", False, id="perhaps no substitute"),
    ],
)
def test_an_unverified_limit_is_flagged_on_training_that_rests_on_it(
    clause: str, document: dict[str, Any], status: str, raised: bool
) -> None:
    """A known substitute's training is flagged whatever the status, unless it is in time by itself."""
    assert judged(document, clause, "officer", "unverified_parameter") == (status, raised)


@pytest.mark.parametrize(
    ("document", "status", "raised"),
    [
        pytest.param(late(), "met", True, id="met"),
        pytest.param(late(is_sro=None), "clear", True, id="clear"),
        pytest.param(late(**DAYS_UNKNOWN), "clear", True, id="clear, days unknown"),
        pytest.param(late(is_sro=False), "not_applicable", False, id="no SRO"),
        pytest.param(late(**ENOUGH), "not_applicable", False, id="above the limit"),
        pytest.param(late(**NO_SUBSTITUTE), "not_applicable", False, id="no substitute"),
        pytest.param(late(**IN_TIME), "met", False, id="trained in time"),
        pytest.param(late(is_sro=None, **IN_TIME), "clear", False, id="trained in time, perhaps an SRO"),
    ],
)
def test_an_unverified_limit_is_flagged_on_the_excuse_that_rests_on_it(
    document: dict[str, Any], status: str, raised: bool
) -> None:
    """The excuse of a known substitute is flagged where it applies or may, unless the officer was trained in time."""
    assert judged(document, "626.8482.3(d)", "officer", "unverified_parameter") == (status, raised)


def test_each_training_is_flagged_for_itself() -> None:
    """Only the training that is not in time by itself rests on the unverified limit for substitutes."""
    decision = evaluate(late(required_course_on="2021-08-02", ongoing_training_on=False))
    initial = decision.finding("431.8.s1.initial", "officer")
    ongoing = decision.finding("431.8.s1.ongoing", "officer")
    assert (initial.status, initial.flags) == ("met", ())
    assert (ongoing.status, ongoing.flags) == ("met", ("unverified_parameter",))
    assert [p.name for p in ongoing.parameters] == ["substitute_day_limit", "ongoing_training_years"]
    assert [p.verified for p in ongoing.parameters] == [False, True]
