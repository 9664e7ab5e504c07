"""An act that is said to be ahead is like one of which nothing is said: it begins, and ends."""

from __future__ import annotations

import pytest

from sro_policy import InputError, evaluate
from sro_policy.session import open_incident

PLANNED = {"id": "a1", "kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}


def test_an_act_that_was_ahead_begins_and_ends() -> None:
    """With the words for what is ahead until it ended; each decision is that on the case."""
    incident = open_incident(case={"officer": {"is_sro": True}, "acts": [{**PLANNED, "stage": "contemplated"}]})
    silent = open_incident(case={"officer": {"is_sro": True}, "acts": [PLANNED]})
    for one in (incident, silent):
        one.begin("a1", at=5)
        assert one.final.finding("431.6.p2.s1", "a1").word == "would depart"
        assert evaluate(one.case) == one.final
        one.end("a1", {"exigency": False}, at=6)
        assert one.final.finding("431.6.p2.s1", "a1").word == "departed"
        assert evaluate(one.case) == one.final
    assert incident.final == silent.final
    change = incident.withdraw("moments.ended@a1", at=7)
    stage, _ = change.facts
    assert (stage.fact, stage.was, stage.becomes) == ("act.stage", "done", "contemplated")
    incident.end("a1", at=8)
    assert incident.as_known_at(5).finding("431.6.p2.s1", "a1").word == "would depart"


def test_an_act_that_is_done_cannot_begin() -> None:
    """What a case says is done was done before."""
    incident = open_incident(case={"acts": [{**PLANNED, "stage": "done"}]})
    with pytest.raises(InputError, match="act `a1` is done"):
        incident.end("a1", at=1)
