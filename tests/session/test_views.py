"""Views of one act, and what changed in words."""

from __future__ import annotations

import pytest

from sro_policy import InputError
from sro_policy.session import open_incident
from sro_policy.session.wording import worded

ARREST = {"kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}


def test_one_act_is_decided_as_among_all() -> None:
    """A view of one act has the findings on it and on the parts, and none on other acts."""
    incident = open_incident(case={"officer": {"is_sro": True}, "incident": {"crime_alleged": True}})
    incident.happened("staff_notified", at=1)
    for at, act in ((2, "a1"), (4, "a2")):
        incident.begin(act, ARREST, at=at)
        incident.give_reason("431.6/arrest-in-school", act, "He ran.", at=at)
    incident.end("a1", at=5)
    for time in (2, 4, 5):
        one, every = incident.as_known_at(time, act="a1"), incident.as_known_at(time)
        assert one.findings == tuple(finding for finding in every.findings if finding.subject != "a2")
    assert incident.as_known_at(1, act="a1").findings == incident.as_known_at(1).findings
    with pytest.raises(InputError, match=r"^act: `\[\]` is not text"):
        incident.as_known_at(1, act=[])  # type: ignore[arg-type]


def test_what_is_known_of_a_set_is_said_of_each_member_that_changed() -> None:
    """Members that become known together are said together, and one that was otherwise with what it was."""
    incident = open_incident(case={"acts": [{"id": "a1", "purposes": {"crime": True, "safety": True}}]})
    change = incident.correct({"acts": [{"id": "a1", "purposes": {"crime": False}}]}, at=1)
    (said,) = worded(change.facts, incident.bound.policy)
    assert said.startswith("act a1: ")
    assert "(said before: " in said
    (said,) = worded(change.facts, incident.bound.policy, within="a1")
    assert not said.startswith("act a1: ")
