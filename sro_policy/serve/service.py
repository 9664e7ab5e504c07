"""What all connections of a server share: the policy, the limits, the places that are left, and whether it ends."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import final

from sro_policy.decision import EngineName
from sro_policy.evaluation.compiled import engine_name
from sro_policy.evaluation.document import Limits
from sro_policy.policy import Policy
from sro_policy.policy.digest import policy_digest
from sro_policy.rules import POLICY_431
from sro_policy.scenario import Scenario, read_scenarios
from sro_policy.serve.connection import Connection
from sro_policy.serve.journals import JournalFolder
from sro_policy.serve.limits import ServeLimits
from sro_policy.serve.places import Places


@final
class Service:
    """A server without its transport.

    ``journals`` is the folder in which clients may have journals made, and ``scenarios`` are files and folders of those
    that they may open by id; both are named by whoever starts it, never by a client. ``lets_clients_stop_it`` is for a
    server that one client owns.

    Raises :class:`~sro_policy.InputError` for a folder or a scenario that cannot be used, and
    :class:`~sro_policy.EngineUnavailableError` for an engine that cannot run here.
    """

    def __init__(
        self,
        policy: Policy = POLICY_431,
        *,
        engine: EngineName | None = None,
        limits: ServeLimits | None = None,
        journals: Path | str | None = None,
        scenarios: Iterable[Path | str] = (),
        lets_clients_stop_it: bool = False,
    ) -> None:
        self.policy = policy
        self.engine: EngineName = engine_name(engine)
        self.limits = ServeLimits() if limits is None else limits
        self.case_limits = Limits(document_bytes=self.limits.message_bytes, acts=self.limits.acts)
        self.sessions = Places(self.limits.sessions, "sessions in all")
        self.connections = Places(self.limits.connections, "connections")
        self.journals = Places(self.limits.journals, "journals in all")
        self.journal_folder = JournalFolder(journals)
        self.scenarios: Mapping[str, Scenario] = {one.id: one for one in read_scenarios(scenarios, policy)}
        self.lets_clients_stop_it = lets_clients_stop_it
        self.digest = policy_digest(policy.bind({}))
        # A plain value, and no lock: a signal may ask it to end in the midst of a call that does.
        self._is_ending = False
        self._told: list[Callable[[], object]] = []
        self._since = time.monotonic()

    def connect(self) -> Connection:
        """Return a new connection; raises :class:`~sro_policy.serve.faults.Fault` where there are too many."""
        self.connections.take()
        return Connection(self)

    @property
    def is_ending(self) -> bool:
        """Whether it takes no more calls."""
        return self._is_ending

    def end(self) -> None:
        """Take no more calls; what is under way is answered. Whoever carries them is told, whatever asked for it."""
        self._is_ending = True
        for tell in tuple(self._told):
            tell()

    @contextmanager
    def telling_of_its_end(self, tell: Callable[[], object]) -> Iterator[None]:
        """Call a function at the end, from whichever thread asks for it, and at once where it ends already.

        It may be called more than once.
        """
        self._told.append(tell)
        try:
            if self._is_ending:
                tell()
            yield
        finally:
            self._told.remove(tell)

    @property
    def seconds(self) -> float:
        """For how long it has run."""
        return time.monotonic() - self._since
