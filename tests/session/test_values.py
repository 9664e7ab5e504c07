"""What an incident hands out is a value: nobody can change it, and it can be hashed."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from sro_policy.session import MOMENTS, LiveIncident, open_incident


@pytest.fixture
def incident() -> LiveIncident:
    """An incident with an act of which several things are said."""
    opened = open_incident(case={"officer": {"is_sro": True}, "acts": [{"id": "a0", "purposes": {"crime": True}}]})
    opened.begin("a1", {"kind": "custodial_arrest", "purposes": {"crime": True}}, at=10)
    return opened


def test_what_a_step_says_cannot_be_changed(incident: LiveIncident) -> None:
    """Not at any depth, so that neither the incident nor a branch of it is changed from outside."""
    said: Any = incident.steps[0].said
    for change in (
        lambda: said.update(officer={}),
        lambda: said["officer"].pop("is_sro"),
        lambda: said["acts"].append({}),
        lambda: said["acts"][0]["purposes"].update(crime=False),
    ):
        with pytest.raises(AttributeError):
            change()
    assert incident.branch().steps[0].said == said


def test_json_is_the_callers_own(incident: LiveIncident) -> None:
    """Whoever changes what `to_json` gave changes nothing else."""
    step = incident.steps[1]
    first: Any = step.to_json()
    assert first["said"] == {"acts": [{"id": "a1", "kind": "custodial_arrest", "purposes": {"crime": True}}]}
    first["said"]["acts"][0]["purposes"]["crime"] = False
    first["said"]["acts"].append({})
    assert step.to_json()["said"]["acts"][0]["purposes"] == {"crime": True}
    assert len(step.to_json()["said"]["acts"]) == 1


def test_changes_can_be_hashed_and_pickled(incident: LiveIncident) -> None:
    """Equal ones have one hash."""
    change = incident.opened
    again: Any = pickle.loads(pickle.dumps(change))  # noqa: S301 - our own
    assert (again, hash(again), again.digest) == (change, hash(change), change.digest)
    assert len({change, again, incident.end("a1", at=11)}) == 2


def test_the_moments_that_there_are_cannot_be_changed() -> None:
    """They are the same for every incident."""
    with pytest.raises(TypeError):
        MOMENTS["staff_told"] = "school staff were told"  # type: ignore[index]
