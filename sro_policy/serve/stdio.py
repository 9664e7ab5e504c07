"""One client on standard input and output: each message is one line."""

from __future__ import annotations

import errno
import os
from typing import BinaryIO, Final, final

from sro_policy.serve.envelope import answer
from sro_policy.serve.service import Service
from sro_policy.serve.signals import ending_by_signal

_REST: Final = 65_536


class _EndedError(BaseException):
    """The system asked to end while nothing was under way, or what is under way took too long."""


def serve_stdio(service: Service, source: BinaryIO, sink: BinaryIO) -> None:
    """Answer messages, one a line, until the source ends, the client asks for it, or the system does.

    Whatever ends it, the sessions are closed with their journals. Where the system asks, what is under way has five
    seconds to be answered, also where the client does not read; where it asks twice, none.

    Raises:
        Fault: the service has no place for a connection.
        OSError: the source cannot be read, or the sink takes nothing any more.

    """
    _Lines(service, source, sink).serve()


@final
class _Lines:
    def __init__(self, service: Service, source: BinaryIO, sink: BinaryIO) -> None:
        self._service = service
        self._source = source
        # Past the buffer, in which the rest of an answer that nobody takes would keep the process from ending.
        sink.flush()
        self._sink = getattr(sink, "raw", sink)
        self._longest = service.limits.message_bytes + len("\r\n")
        self._waits = False
        self._was_asked = False
        self._can_be_broken = True

    def serve(self) -> None:
        connection = self._service.connect()
        with ending_by_signal(self._end):
            try:
                try:
                    while not self._service.is_ending and (line := self._next_line()):
                        reply = answer(connection, line)
                        if reply is not None:
                            self._write(f"{reply}\n".encode("ascii"))
                finally:
                    self._can_be_broken = False
            except _EndedError:
                pass
            finally:
                connection.close()

    def _next_line(self) -> bytes:
        """Return the next line; of one that is too long only enough to know that it is."""
        self._waits = True
        line = self._source.readline(self._longest + 1)
        if len(line) > self._longest and not line.endswith(b"\n"):
            while (rest := self._source.readline(_REST)) and not rest.endswith(b"\n"):
                pass
        self._waits = False
        return line

    def _write(self, content: bytes) -> None:
        """Write all of it, however little is taken at once."""
        rest = memoryview(content)
        while rest:
            taken = self._sink.write(rest)
            if taken is None:  # it would have to wait, and was told not to
                raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
            rest = rest[taken:]

    def _end(self) -> None:
        """End once what is under way is answered; at once where nothing is, or where this is not the first time."""
        is_again, self._was_asked = self._was_asked, True
        self._service.end()
        if self._can_be_broken and (self._waits or is_again):
            self._can_be_broken = False
            raise _EndedError
