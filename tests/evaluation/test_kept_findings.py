"""Findings are kept and shared: what is kept says what would be said anew, and nothing that people wrote."""

from __future__ import annotations

import random

from sro_policy import evaluate
from sro_policy.evaluation.findings import _kept_finding

from ..cases_at_random import case


def test_a_finding_that_was_kept_says_what_one_made_anew_says() -> None:
    """Whatever was judged before, by other dates, of other subjects or stages, enters no decision."""
    pick = random.Random(431)
    cases = [case(pick, acts=pick.randint(1, 2)) for _ in range(150)]
    anew = []
    for one in cases:
        _kept_finding.cache_clear()
        anew.append(evaluate(one, engine="table").to_json())
    assert [evaluate(one, engine="table").to_json() for one in cases] == anew
    assert [evaluate(one, engine="table").to_json() for one in reversed(cases)] == anew[::-1]


def calls() -> int:
    asked = _kept_finding.cache_info()
    return asked.hits + asked.misses


def test_what_people_wrote_and_what_bears_on_a_student_is_not_kept() -> None:
    """A finding that holds a reason, or the age of a student, is made for its own decision alone."""
    act = {"id": "a1", "stage": "done", "kind": "custodial_arrest", "in_school": True}
    before = calls()
    avoidable = {
        "acts": [act | {"arrest_avoidable": True}],
        "reasons": {"431.6/arrest-in-school@a1": "he asked for it"},
    }
    departed = evaluate(avoidable, engine="table").findings
    assert [finding.reason for finding in departed if finding.reason] == ["he asked for it"]
    for age in (9, 10):
        told = evaluate({"incident": {"person_age": age}, "acts": [act]}, engine="table").findings
        assert {finding.bearing["incident.person_age"] for finding in told if finding.bearing} == {age}
        departed += told
    assert calls() - before == len([f for f in departed if not f.reason and not f.bearing])
