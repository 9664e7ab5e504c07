"""What is wrong with a call, as clients are told: a code of JSON-RPC, its message, a place and a problem."""

from __future__ import annotations

from typing import Final, NamedTuple, final

from sro_policy.errors import InputError, JournalError, SroPolicyError, printable


class Kind(NamedTuple):
    """A code, and the message that goes with it; the page on serving says when each is sent."""

    code: int
    message: str


PARSE: Final = Kind(-32700, "Parse error")
INVALID: Final = Kind(-32600, "Invalid Request")
NOT_FOUND: Final = Kind(-32601, "Method not found")
PARAMS: Final = Kind(-32602, "Invalid params")
INTERNAL: Final = Kind(-32603, "Internal error")
REFUSED: Final = Kind(-32000, "Refused")
GREETING: Final = Kind(-32001, "No handshake")
SESSION: Final = Kind(-32002, "Unknown session")
LIMIT: Final = Kind(-32003, "Limit reached")
ENDING: Final = Kind(-32004, "Shutting down")

KINDS: Final = (PARSE, INVALID, NOT_FOUND, PARAMS, INTERNAL, REFUSED, GREETING, SESSION, LIMIT, ENDING)


@final
class Fault(Exception):  # noqa: N818 - it is one of the answers, and no error of the server
    """A call that is answered with an error.

    ``place`` is where in the parameters, empty for the call as a whole; ``problem`` is what is wrong there.
    """

    def __init__(self, kind: Kind, problem: str, *, place: str = "") -> None:
        self.kind = kind
        self.place = printable(place)
        self.problem = printable(problem)
        super().__init__(self.problem)

    @property
    def data(self) -> dict[str, str]:
        """What is sent beside the code and its message."""
        return {"place": self.place, "problem": self.problem}


def fault_of(error: SroPolicyError) -> Fault:
    """Return how an error of the library is told to a client; of a journal not where on the disk it is."""
    if isinstance(error, InputError):
        return Fault(PARAMS, error.problem, place=error.place)
    if isinstance(error, JournalError):
        return Fault(REFUSED, error.problem, place="journal")
    return Fault(REFUSED, str(error))
