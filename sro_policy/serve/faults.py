"""What is wrong with a call, as clients are told: a code of JSON-RPC, its message, a place and a problem."""

from __future__ import annotations

from typing import Final, NamedTuple, final

from sro_policy.errors import InputError, JournalError, SroPolicyError, printable


class Kind(NamedTuple):
    """A code, the message that goes with it, and when it is sent."""

    code: int
    message: str
    says: str


PARSE: Final = Kind(-32700, "Parse error", "the message is not strict JSON, or nested too deep")
INVALID: Final = Kind(-32600, "Invalid Request", "the JSON is no request of JSON-RPC 2.0, or an empty batch")
NOT_FOUND: Final = Kind(-32601, "Method not found", "there is no such method")
PARAMS: Final = Kind(-32602, "Invalid params", "the library does not accept what is said, or a parameter is wrong")
INTERNAL: Final = Kind(-32603, "Internal error", "a fault of the server; its log has where, and nothing of the case")
REFUSED: Final = Kind(
    -32000, "Refused", "nothing is wrong with the call: an engine or a journal failed, or a call is off"
)
GREETING: Final = Kind(-32001, "No handshake", "`hello` comes first, with a version that both speak")
SESSION: Final = Kind(-32002, "Unknown session", "this connection has no session of that id")
LIMIT: Final = Kind(-32003, "Limit reached", "a limit of size, number or rate; the problem names it")
ENDING: Final = Kind(-32004, "Shutting down", "the server takes no more calls")

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
