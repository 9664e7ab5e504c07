"""What several methods are asked in the same words: a decision, and a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sro_policy.deciding import evaluate
from sro_policy.decision import Decision
from sro_policy.errors import InputError, quoted
from sro_policy.serve.connection import Connection
from sro_policy.session import Time


def decided(
    connection: Connection, case: Mapping[str, Any], settings: Mapping[str, Any] | None, as_of: str | None
) -> Decision:
    """Return the decision on a case, within the limits of the server."""
    service = connection.service
    return evaluate(
        case,
        policy=service.policy,
        settings=settings,
        as_of=as_of,
        engine=service.engine,
        limits=service.case_limits,
    )


def decision_of(
    connection: Connection,
    session: str | None,
    case: Mapping[str, Any] | None,
    settings: Mapping[str, Any] | None,
    as_of: str | None,
) -> Decision:
    """Return the decision of a session on all that is known by now, or that on a case.

    Raises :class:`~sro_policy.InputError` where not one of the two is given, or a session with a case's settings.
    """
    if (session is None) is (case is None):
        raise InputError("give a `session` or a `case`, and not both")
    if session is None:
        assert case is not None
        return decided(connection, case, settings, as_of)
    if settings is not None or as_of is not None:
        raise InputError("a session has the settings and the day that it was opened with", place="session")
    return connection.sessions.get(session).incident.final


def time_of(value: float | str, place: str) -> Time:
    """Return a time: seconds as they are, a date and time as one.

    Raises :class:`~sro_policy.InputError` for a text that is none.
    """
    return clock_of(value, place) if isinstance(value, str) else value


def clock_of(value: str, place: str) -> dt.datetime:
    """Return a date and time.

    Raises :class:`~sro_policy.InputError` for a text that is none.
    """
    try:
        return dt.datetime.fromisoformat(value)
    except ValueError:
        raise InputError(f"{quoted(value)} is no date and time", place=place) from None
