"""Flags are raised where the interface says, and change no status."""

from __future__ import annotations

from typing import Any

from sro_policy import Decision, evaluate


def officer(**facts: Any) -> Decision:
    return evaluate({"as_of": "2026-11-24", "officer": {"is_sro": True, **facts}})


def test_each_training_is_flagged_for_itself() -> None:
    """Only the training that is not in time by itself rests on the unverified limit for substitutes."""
    decision = officer(
        substitute=True,
        substitute_contact_days=10,
        assumed_duties_on="2021-09-01",
        required_course_on="2021-08-01",
        ongoing_training_on=False,
    )
    initial = decision.finding("431.8.s1.initial", "officer")
    ongoing = decision.finding("431.8.s1.ongoing", "officer")
    assert (initial.status, initial.flags) == ("met", ())
    assert (ongoing.status, ongoing.flags) == ("met", ("unverified_parameter",))
    assert [p["name"] for p in ongoing.parameters] == ["substitute_day_limit", "ongoing_training_years"]
    assert [p["verified"] for p in ongoing.parameters] == [False, True]


def test_a_finding_says_by_which_exemption_or_limb_it_was_met() -> None:
    """`met_by` names the exemption, the allowance or the limb."""
    exempt = officer(substitute=True, substitute_contact_days=10, required_course_on=False, basic_course_on=False,
                     assumed_duties_on="2026-01-12", employer_unable_to_provide_course=False)  # fmt: skip
    assert exempt.finding("431.8.s1.initial", "officer").met_by == "officer.exempt_substitute"
    late = officer(substitute=False, required_course_on="2026-03-01", assumed_duties_on="2026-01-12",
                   basic_course_on=False, employer_unable_to_provide_course=True)  # fmt: skip
    met_by = late.finding("431.8.s1.initial", "officer").met_by
    assert met_by == "officer.initial_training_in_time (late-training allowance)"


def test_where_two_deadlines_conflict_both_answers_are_given() -> None:
    """Between the statute's last day and the Board's, the finding states both."""
    decision = evaluate(
        {
            "as_of": "2027-06-15",
            "officer": {
                "is_sro": True, "substitute": False, "assumed_duties_on": "2023-09-05",
                "basic_course_on": "2023-07-14", "required_course_on": False,
                "employer_unable_to_provide_course": False,
            },
        }
    )  # fmt: skip
    finding = decision.finding("431.8.s1.initial", "officer")
    assert finding.deadlines == {
        "statute": {"answer": "late", "last_day": "2027-05-31"},
        "post_board": {"answer": "open", "last_day": "2027-06-30"},
    }
    board = evaluate({"as_of": "2027-06-15", "settings": {"A27": "board"}, "officer": {
        "is_sro": True, "substitute": False, "assumed_duties_on": "2023-09-05", "basic_course_on": "2023-07-14",
        "required_course_on": False, "employer_unable_to_provide_course": False}})  # fmt: skip
    assert board.finding("431.8.s1.initial", "officer").status == "due"


def test_an_officer_awaiting_the_course_is_excused_in_a_layer_of_its_own() -> None:
    """The statute's excuse is reported as the statute's, never as 431."""
    decision = officer(assumed_duties_on="2026-09-08", required_course_on=False, employer_unable_to_provide_course=True)
    finding = decision.finding("626.8482.3(c)", "officer")
    assert (finding.layer, finding.force, finding.status, finding.word) == ("statute", "need_not", "met", "excused")
    assert {f.layer for f in decision.findings if f.clause.startswith("431.")} == {"policy"}
