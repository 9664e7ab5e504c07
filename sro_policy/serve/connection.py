"""One client: what it greeted with, how fast it calls, and the sessions that are its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, final

from sro_policy.serve.faults import ENDING, GREETING, Fault
from sro_policy.serve.rate import Rate
from sro_policy.serve.sessions import Sessions

if TYPE_CHECKING:
    from sro_policy.serve.service import Service

HELLO: Final = "hello"
PROTOCOLS: Final = (1,)
"""The versions of the protocol that are spoken; another one comes where a client of this one would be misled."""


@final
class Connection:
    """What is known of one client. Its calls come one after another, from whichever thread."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.sessions = Sessions(service)
        self.rate = Rate(service.limits.calls_per_second)
        self.protocol: int | None = None
        self.is_gone = False
        """Whether nobody is there any more who would hear an answer; the transport says so."""
        self._is_open = True

    def admit(self, method: str) -> None:
        """Refuse a call that comes too late, too fast, or before the handshake.

        Raises :class:`~sro_policy.serve.faults.Fault`.
        """
        if self.service.is_ending:
            raise Fault(ENDING, "the server takes no more calls")
        self.rate.take()
        if self.protocol is None and method != HELLO:
            raise Fault(GREETING, f"call `{HELLO}` first, with the versions of the protocol that you speak")

    def close(self) -> None:
        """Close its sessions with their journals, and give its place back; a second time does nothing."""
        if self._is_open:
            self._is_open = False
            try:
                self.sessions.close_all()
            finally:
                self.service.connections.give_back()
