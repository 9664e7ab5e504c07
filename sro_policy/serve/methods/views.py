"""What is known of an incident, and what the policy says of it: in the end, and at a time."""

from __future__ import annotations

from sro_policy.serve.connection import Connection
from sro_policy.serve.methods.asked import time_of
from sro_policy.serve.shapes import ActId, CaseResult, DecisionJson, SessionId, StepsJson, When


def final(connection: Connection, session: SessionId) -> DecisionJson:
    """Return the decision on all that is known by now."""
    return connection.sessions.get(session).incident.final.to_json()


def as_known_at(connection: Connection, session: SessionId, time: When, act: ActId | None = None) -> DecisionJson:
    """Return the decision on what was known at a time alone; with `act`, on that act and on no other."""
    incident = connection.sessions.get(session).incident
    return incident.as_known_at(time_of(time, "time"), act=act).to_json()


def case(connection: Connection, session: SessionId, time: When | None = None) -> CaseResult:
    """Return what is known by now, or was at a time, as a case."""
    incident = connection.sessions.get(session).incident
    return incident.case if time is None else incident.case_as_known_at(time_of(time, "time"))


def steps(connection: Connection, session: SessionId) -> StepsJson:
    """Return every step, the opening first."""
    return {"steps": [step.to_json() for step in connection.sessions.get(session).incident.steps]}
