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
    assert "Nothing that was known before the act ended, at 0:20, asked for anything." in told
    assert "In the end it is departed: that rests on what became known later." in told


def test_where_nothing_in_somebodys_hands_settles_it_that_is_told() -> None:
    """Days in the past are nobody's to choose."""
    told = as_markdown(review_case({"officer": {"is_sro": True, "policy_reviewed_on": "2026-01-05"}}))
    assert "Nothing that someone can act on settles by itself that it is kept." in told


def test_an_act_without_a_beginning_has_what_is_known_of_it() -> None:
    """Of a plan, or in a case, nobody said when."""
    told = as_markdown(review_case({"acts": [{"id": "a1", **ARRESTS}]}))
    assert "#### Known\n" in told
    assert "nobody can tell what was known then" in told


def test_a_corrected_time_is_a_step_and_no_moment_of_the_incident() -> None:
    """The picture shows the act where it belongs now."""
    incident = open_incident(case={"officer": OFFICER})
    incident.begin("a1", at=10)
    incident.correct({"moments": {"began@a1": 8}}, at=12)
    picture = drawn_timeline(review(incident))
    assert picture.index(">0:08<") < picture.index("act a1 begins") < picture.index(">0:10<")
