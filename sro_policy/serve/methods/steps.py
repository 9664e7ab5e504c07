"""The steps of an incident: each returns what it changed."""

from __future__ import annotations

from sro_policy.serve.connection import Connection
from sro_policy.serve.methods.asked import time_of
from sro_policy.serve.shapes import (
    ActFacts,
    ActId,
    ChangeJson,
    Moment,
    Names,
    Reason,
    RuleName,
    Said,
    SessionId,
    Source,
    Subject,
    When,
)
from sro_policy.session import LiveIncident, Time


def learn(connection: Connection, session: SessionId, said: Said, at: When, source: Source = "officer") -> ChangeJson:
    """Take in what became known. What is known otherwise has to be corrected."""
    return _incident(connection, session).learn(said, at=time_of(at, "at"), source=source).to_json()


def correct(connection: Connection, session: SessionId, said: Said, at: When, source: Source = "officer") -> ChangeJson:
    """Take in that something is otherwise than was said."""
    return _incident(connection, session).correct(said, at=time_of(at, "at"), source=source).to_json()


def withdraw(
    connection: Connection,
    session: SessionId,
    names: Names,
    at: When,
    act: ActId | None = None,
    source: Source = "officer",
) -> ChangeJson:
    """Take back what was said: it is unknown again. Of an act, `act` says of which."""
    incident = _incident(connection, session)
    return incident.withdraw(*names, act=act, at=time_of(at, "at"), source=source).to_json()


def begin(
    connection: Connection,
    session: SessionId,
    act: ActId,
    at: When,
    facts: ActFacts | None = None,
    when: When | None = None,
    source: Source = "officer",
) -> ChangeJson:
    """Take in that an act begins, with what is known of it."""
    incident = _incident(connection, session)
    return incident.begin(act, facts, at=time_of(at, "at"), when=_earlier(when), source=source).to_json()


def carry_on(
    connection: Connection,
    session: SessionId,
    act: ActId,
    at: When,
    facts: ActFacts | None = None,
    source: Source = "officer",
) -> ChangeJson:
    """Take in that an act goes on, with what it is besides."""
    return _incident(connection, session).carry_on(act, facts, at=time_of(at, "at"), source=source).to_json()


def end(
    connection: Connection,
    session: SessionId,
    act: ActId,
    at: When,
    facts: ActFacts | None = None,
    when: When | None = None,
    source: Source = "officer",
) -> ChangeJson:
    """Take in that an act ends; from then on it is done."""
    incident = _incident(connection, session)
    return incident.end(act, facts, at=time_of(at, "at"), when=_earlier(when), source=source).to_json()


def happened(
    connection: Connection,
    session: SessionId,
    moment: Moment,
    at: When,
    when: When | None = None,
    source: Source = "officer",
) -> ChangeJson:
    """Take in a moment of the incident."""
    incident = _incident(connection, session)
    return incident.happened(moment, at=time_of(at, "at"), when=_earlier(when), source=source).to_json()


def give_reason(
    connection: Connection,
    session: SessionId,
    rule: RuleName,
    subject: Subject,
    reason: Reason,
    at: When,
    source: Source = "officer",
) -> ChangeJson:
    """Take in why somebody departs from a rule."""
    incident = _incident(connection, session)
    return incident.give_reason(rule, subject, reason, at=time_of(at, "at"), source=source).to_json()


def _incident(connection: Connection, session: str) -> LiveIncident:
    return connection.sessions.get(session).incident


def _earlier(when: float | str | None) -> Time | None:
    return None if when is None else time_of(when, "when")
