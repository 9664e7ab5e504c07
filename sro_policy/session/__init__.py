"""Incidents that go on: facts become known, officers act, and each step tells what it changed."""

from sro_policy.session.beginnings import keep_journal, open_incident, resume_incident
from sro_policy.session.changes import Caused, FactChange, IncidentChange
from sro_policy.session.differences import Otherwise
from sro_policy.session.folding import ActTimes
from sro_policy.session.incident import LiveIncident
from sro_policy.session.moments import MOMENTS
from sro_policy.session.replaying import Replay, ReplayOutcome, replay
from sro_policy.session.steps import SOURCES, IncidentStep, Source, StepKind
from sro_policy.session.times import Time

__all__ = [
    "MOMENTS",
    "SOURCES",
    "ActTimes",
    "Caused",
    "FactChange",
    "IncidentChange",
    "IncidentStep",
    "LiveIncident",
    "Otherwise",
    "Replay",
    "ReplayOutcome",
    "Source",
    "StepKind",
    "Time",
    "keep_journal",
    "open_incident",
    "replay",
    "resume_incident",
]
