"""The sessions of one connection: incidents that go on, each under an id that only its connection knows."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias, final

from sro_policy.errors import InputError, quoted
from sro_policy.scenario import Stage
from sro_policy.serve.faults import LIMIT, SESSION, Fault
from sro_policy.serve.limits import ServeLimits
from sro_policy.serve.log import log_error
from sro_policy.serve.places import Places
from sro_policy.session import IncidentStep, LiveIncident

if TYPE_CHECKING:
    from sro_policy.serve.service import Service

Made: TypeAlias = "tuple[LiveIncident, Stage | None]"
"""An incident, and the scenario that is played in it if there is one."""


@final
class Session:
    """An incident that goes on within limits, and the scenario that is played in it if there is one.

    Every step of the incident counts, whoever took it, and the opening with what it says; what was refused does not.

    Raises :class:`~sro_policy.serve.faults.Fault` where a limit is reached already.
    """

    def __init__(self, incident: LiveIncident, stage: Stage | None, limits: ServeLimits) -> None:
        self.id = secrets.token_hex(8)
        self.incident = incident
        self.journal: str | None = None
        self._stage = stage
        self._limits = limits
        self._counted = self._said_bytes = 0
        self._admit()
        incident.admit_by(self._admit)

    def _admit(self, *more: IncidentStep) -> None:
        """Refuse steps that go beyond a limit after those that were taken."""
        taken = self.incident.steps
        self._said_bytes += sum(map(_bytes, taken[self._counted :]))
        self._counted = len(taken)
        if self._counted + len(more) > self._limits.steps + 1:  # the opening is a step of its own
            raise Fault(LIMIT, f"more steps than the limit of {self._limits.steps:,}")
        if self._said_bytes + sum(map(_bytes, more)) > self._limits.said_bytes:
            raise Fault(LIMIT, f"more said than the limit of {self._limits.said_bytes:,} bytes")

    @property
    def playing(self) -> Stage:
        """The scenario that is played in it; raises :class:`~sro_policy.InputError` where there is none."""
        if self._stage is None:
            raise InputError(f"{quoted(self.id)} plays no scenario", place="session")
        return self._stage

    def branch(self) -> Made:
        """Return its incident as one that goes its own way from here; a scenario is branched where it stands."""
        if self._stage is None:
            return self.incident.branch(), None
        stage = self._stage.branch()
        return stage.incident, stage

    def to_json(self) -> dict[str, object]:
        """Return how it was opened, as plain JSON values."""
        return {"session": self.id, "opened": self.incident.opened.to_json(), "journal": self.journal}


def _bytes(step: IncidentStep) -> int:
    return len(json.dumps(step.to_json(), ensure_ascii=False).encode())


@final
class Sessions:
    """Opens, finds and closes the sessions of one connection, within its limits and those of all."""

    def __init__(self, service: Service) -> None:
        self._limits = limits = service.limits
        self._folder = service.journal_folder
        self._places = Places(limits.sessions_each, "sessions of one connection", within=service.sessions)
        self._journals = Places(limits.journals_each, "journals of one connection", within=service.journals)
        self._open: dict[str, Session] = {}

    def __len__(self) -> int:
        return len(self._open)

    def open(self, make: Callable[[], Made], journal: str | None) -> Session:
        """Return a new session of what is made, once there is a place for it; with a journal, under a label.

        Raises :class:`~sro_policy.serve.faults.Fault` where there is none, for a label that is none, and where what is
        made is beyond a limit; and whatever making it raises.
        """
        if journal is not None:
            self._folder.check(journal)
        with self._places.taking():
            session = Session(*make(), self._limits)
            if journal is not None:
                session.journal = self._folder.keep(session.incident, journal, self._journals)
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
        self._places.give_back()
        session.incident.close()

    def close_all(self) -> None:
        """Close every session; of one that cannot be closed well, the log says so, and the others are closed."""
        for name in list(self._open):
            try:
                self.close(name)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is not the fault of the others
                log_error("closing a session", error)
