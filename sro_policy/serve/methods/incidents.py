"""Incidents that go on: opened, branched and closed."""

from __future__ import annotations

from sro_policy.serve.connection import Connection
from sro_policy.serve.methods.asked import clock_of
from sro_policy.serve.shapes import (
    AsOf,
    Began,
    CaseJson,
    EmptyJson,
    JournalName,
    OpenedJson,
    SessionId,
    Settings,
    Source,
)
from sro_policy.session import LiveIncident
from sro_policy.session import open_incident as opened


def open_incident(
    connection: Connection,
    case: CaseJson | None = None,
    settings: Settings | None = None,
    as_of: AsOf | None = None,
    began: Began | None = None,
    source: Source = "officer",
    journal: JournalName | None = None,
) -> OpenedJson:
    """Open an incident that goes on, with what a case says; it is a session of this connection until it is closed."""
    service = connection.service

    def made() -> tuple[LiveIncident, None]:
        incident = opened(
            service.policy,
            {} if case is None else case,
            settings=settings,
            as_of=as_of,
            engine=service.engine,
            began=None if began is None else clock_of(began, "began"),
            source=source,
            limits=service.case_limits,
        )
        return incident, None

    return connection.sessions.open(made, journal).to_json()


def branch(connection: Connection, session: SessionId, journal: JournalName | None = None) -> OpenedJson:
    """Open a session with the same steps, which goes its own way from here; a scenario is branched where it stands."""
    return connection.sessions.open(connection.sessions.get(session).branch, journal).to_json()


def close(connection: Connection, session: SessionId) -> EmptyJson:
    """Close a session and its journal."""
    connection.sessions.close(session)
    return {}
