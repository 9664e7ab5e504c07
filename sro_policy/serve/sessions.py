"""The sessions of one connection: incidents that go on, each under an id that only its connection knows."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from typing import Any, final

import attrs

from sro_policy.errors import InputError, SroPolicyError, quoted
from sro_policy.scenario import Stage
from sro_policy.serve.faults import LIMIT, SESSION, Fault
from sro_policy.serve.limits import ServeLimits
from sro_policy.serve.log import log_error
from sro_policy.serve.places import Places
from sro_policy.session import LiveIncident


@final
@attrs.define(eq=False)
class Session:
    """An incident that goes on, the scenario that is played in it if there is one, and how much was said in it."""

    id: str
    incident: LiveIncident
    stage: Stage | None
    limits: ServeLimits
    said_bytes: int = 0

    def admit(self, said: Mapping[str, Any] | list[Any] | str | None) -> None:
        """Count what is said in one more step, or refuse it where a limit is reached.

        Raises :class:`~sro_policy.serve.faults.Fault`.
        """
        if len(self.incident.steps) > self.limits.steps:  # the opening is a step of its own
            raise Fault(LIMIT, f"more steps than the limit of {self.limits.steps:,}")
        size = len(json.dumps(said))
        if self.said_bytes + size > self.limits.said_bytes:
            raise Fault(LIMIT, f"more said than the limit of {self.limits.said_bytes:,} bytes")
        self.said_bytes += size

    @property
    def playing(self) -> Stage:
        """The scenario that is played in it; raises :class:`~sro_policy.InputError` where there is none."""
        if self.stage is None:
            raise InputError(f"{quoted(self.id)} plays no scenario", place="session")
        return self.stage


@final
class Sessions:
    """Opens, finds and closes the sessions of one connection, within its limit and that of all."""

    def __init__(self, limits: ServeLimits, of_all: Places) -> None:
        self._limits = limits
        self._own = Places(limits.sessions_each, "sessions of one connection")
        self._of_all = of_all
        self._open: dict[str, Session] = {}

    def __len__(self) -> int:
        return len(self._open)

    def open(self, make: Callable[[], tuple[LiveIncident, Stage | None]], *, said_bytes: int = 0) -> Session:
        """Return a new session of what is made, once there is a place for it.

        Raises :class:`~sro_policy.serve.faults.Fault` where there is none, and whatever making it raises.
        """
        self._own.take()
        try:
            self._of_all.take()
            try:
                incident, stage = make()
            except BaseException:
                self._of_all.give_back()
                raise
        except BaseException:
            self._own.give_back()
            raise
        session = Session(secrets.token_hex(8), incident, stage, self._limits, said_bytes)
        self._open[session.id] = session
        return session

    def get(self, name: str) -> Session:
        """Return a session; raises :class:`~sro_policy.serve.faults.Fault` if there is none of that id."""
        try:
            return self._open[name]
        except KeyError:
            raise Fault(SESSION, f"no session {quoted(name)} of this connection is open", place="session") from None

    def close(self, name: str) -> None:
        """Close a session and its journal. It is gone also where its journal raises an error."""
        session = self.get(name)
        del self._open[name]
        self._own.give_back()
        self._of_all.give_back()
        session.incident.close()

    def close_all(self) -> None:
        """Close every session; of a journal that cannot be closed well, the log says so."""
        for name in list(self._open):
            try:
                self.close(name)
            except SroPolicyError as error:
                log_error("closing a session", error)
