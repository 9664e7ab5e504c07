"""Incidents that are reviewed: one that is told in full, and any at random."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from sro_policy import InputError, LiveIncident, open_incident
from sro_policy.session import MOMENTS
from sro_policy.testing import partial_cases

ARREST = "431.6/arrest-in-school"
OUT_OF_VIEW = "431.6/arrest-out-of-view"
REFERRAL = "431.6/consider-school-referral"
STAFF = "431.6/involve-school-staff"
OFFICER = {"is_sro": True}
STUDENT = {"person_role": "student_here", "crime_alleged": True}


def arrest(journal: Path | None = None, event: str = "e7") -> LiveIncident:
    """An arrest in school that could be avoided, known from 0:16 on; a reason is given later, and a fact corrected."""
    case = {"event": event, "officer": OFFICER, "incident": STUDENT}
    incident = open_incident(case=case, journal=journal, engine="table")
    incident.learn({"acts": [{"id": "a1", "kind": "custodial_arrest", "in_school": True}]}, at=12)
    incident.learn({"acts": [{"id": "a1", "arrest_avoidable": True}]}, at=16, source="instructor")
    incident.happened("staff_notified", at=19, source="observer")
    incident.begin("a1", {"in_view_of_students": True, "exigency": False}, at=20)
    incident.carry_on("a1", {"in_communal_area": True}, at=31, source="sensor")
    incident.end("a1", at=65, when=62.5)
    incident.give_reason(ARREST, "a1", "He had run before.", at=300)
    incident.correct({"acts": [{"id": "a1", "in_view_of_students": False}]}, at=400, source="instructor")
    return incident


@st.composite
def incidents(draw: st.DrawFn) -> LiveIncident:
    """Any incident with up to two acts, of which facts become known before, while and after they go on."""
    case: dict[str, Any] = draw(partial_cases(acts=(0, 2)))
    acts = case.pop("acts", [])
    settings = case.pop("settings", {})
    incident = open_incident(case=case, settings=settings, engine="table")
    now = 0
    for act in acts:
        name = act.pop("id")
        act.pop("stage", None)
        steps = draw(st.lists(st.sampled_from(["learn", "begin", "carry on", "end", *MOMENTS]), max_size=6))
        for step in steps:
            now += draw(st.integers(0, 2))
            some = {key: act[key] for key in list(act) if draw(st.booleans())}
            try:
                _take(incident, step, name, some, now)
            except InputError:
                continue
    return incident


def _take(incident: LiveIncident, step: str, act: str, facts: dict[str, Any], now: int) -> None:
    if step in MOMENTS:
        incident.happened(step, at=now)
    elif step == "learn":
        incident.learn({"acts": [{"id": act, **facts}]}, at=now)
    else:
        {"begin": incident.begin, "carry on": incident.carry_on, "end": incident.end}[step](act, facts, at=now)
