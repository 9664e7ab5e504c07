"""A review in words."""

from __future__ import annotations

import datetime as dt

from sro_policy import open_incident
from sro_policy.review import as_markdown, review, review_case
from sro_policy.review.drawn_timeline import drawn_timeline

from .incidents import OFFICER, STUDENT

ARRESTS = {"kind": "custodial_arrest", "in_school": True}


def test_the_time_of_day_at_which_it_began_is_told() -> None:
    """Times are counted from there."""
    began = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=-6)))
    told = as_markdown(review(open_incident(case={"officer": OFFICER}, began=began)))
    assert "- It began at 2026-11-24 09:30:00-06:00; times are counted from there.\n" in told


def test_an_act_that_became_known_later_has_no_view_of_its_beginning() -> None:
    """Nothing was known of it then, so nothing is said of how it was."""
    incident = open_incident(case={"officer": OFFICER, "incident": STUDENT})
    incident.begin("a1", ARRESTS, at=10, when=5)
    incident.end("a1", at=20)
    told = as_markdown(review(incident))
    assert "- as it began" not in told
    assert "- as it ended, at 0:20: undetermined" in told


def test_what_nobody_could_know_to_do_is_told_as_that() -> None:
    """With when the act ended, and no way that would have been better."""
    incident = open_incident(case={"officer": OFFICER, "incident": STUDENT})
    incident.begin("a1", ARRESTS, at=10)
    incident.end("a1", at=20)
    incident.learn({"acts": [{"id": "a1", "arrest_avoidable": True}]}, at=90)
    told = as_markdown(review(incident))
    assert "Nothing asked for it before the act ended, at 0:20." in told
    assert "That it is departed rests on what became known only after the act had ended." in told


def test_where_nothing_in_somebodys_hands_settles_it_that_is_told() -> None:
    """And from when it was asked for, on whose word."""
    incident = open_incident(case={"officer": OFFICER, "incident": STUDENT})
    incident.begin("a1", ARRESTS, at=10)
    incident.learn({"acts": [{"id": "a1", "arrest_avoidable": True}]}, at=59, source="instructor")
    incident.end("a1", at=60)
    told = as_markdown(review(incident))
    assert "Asked for from 0:59 on, until the act ended at 1:00, on what was said by the instructor." in told
    assert "The act had begun by then: what it was already, it stays." in told
    assert "Nothing that someone could act on from then on settles by itself that it is kept." in told


def test_an_act_without_a_beginning_has_what_is_known_of_it() -> None:
    """Of a plan, or in a case, nobody said when."""
    told = as_markdown(review_case({"acts": [{"id": "a1", **ARRESTS}]}))
    assert "#### Known\n" in told
    assert "nobody can tell what was known at the time" in told
    assert "Nobody said that it is done." in told
    assert "## Timeline" not in told


def test_a_corrected_time_is_a_step_and_no_moment_of_the_incident() -> None:
    """The picture shows the act where it belongs now."""
    incident = open_incident(case={"officer": OFFICER})
    incident.begin("a1", at=10)
    incident.correct({"moments": {"began@a1": 8}}, at=12)
    picture = drawn_timeline(review(incident))
    assert picture.index(">0:08<") < picture.index("act a1 begins") < picture.index(">0:10<")


def test_what_was_known_of_an_act_that_became_known_afterwards_is_told_as_nothing() -> None:
    """There is no view of then, and that is said."""
    incident = open_incident(case={"officer": OFFICER, "incident": STUDENT})
    incident.begin("a1", {**ARRESTS, "arrest_avoidable": True}, at=100, when=5)
    incident.end("a1", at=101, when=10)
    assert "Nothing was known of the act as it ended." in as_markdown(review(incident))


def test_an_act_is_called_as_it_is_written() -> None:
    """With its letters large or small."""
    told = as_markdown(review_case({"acts": [{"id": "Hold", **ARRESTS}, {"id": "hold", "stage": "done"}]}))
    assert "### Act Hold\n" in told
    assert "### Act hold\n" in told
    assert "It is done; nobody said when it was." in told


def test_a_plan_is_ahead() -> None:
    """Nobody said that it began."""
    told = as_markdown(review_case({"acts": [{"id": "a1", "stage": "contemplated"}]}))
    assert "It is ahead: nobody said that it began." in told
    incident = open_incident(case={"officer": OFFICER})
    incident.begin("a1", at=5)
    assert "Began at 0:05, and goes on." in as_markdown(review(incident))
