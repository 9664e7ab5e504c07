"""Where answers come from: lines of a terminal or of a pipe."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import BinaryIO, final

from sro_policy.cli.source import STANDARD_INPUT, standard_input
from sro_policy.errors import InputError

LONGEST_LINE = 1_000
"""Bytes of an answer; of a longer line, the rest is passed over."""

_MOST_PASSED = 1_000
"""How often that is done for one line. Of a stream that has no lines, such as ``/dev/zero``, the end never comes."""

_TERMINAL = Path("/dev/tty")


@final
class Lines:
    """Lines of answers. ``shown`` says whether whoever types them sees them: a terminal shows them, a pipe does not."""

    def __init__(self, stream: BinaryIO, name: str = "standard input") -> None:
        self._stream = stream
        self._name = name
        self.shown = stream.isatty()

    def next(self) -> str | None:
        """Return the next line without its end, or nothing at the end of all.

        Raises :class:`~sro_policy.errors.InputError` where nothing can be read.
        """
        try:
            data = more = self._stream.readline(LONGEST_LINE)
            passed = 0
            while len(more) == LONGEST_LINE and not more.endswith(b"\n"):
                if passed == _MOST_PASSED:
                    raise InputError("has a line without an end", place=self._name)
                more = self._stream.readline(LONGEST_LINE)
                passed += 1
        except OSError as error:  # a terminal that was taken away, or that is another's now
            reason = (error.strerror or str(error)).lower()
            raise InputError(f"cannot be read: {reason}", place=self._name) from None
        if not data:
            return None
        return data.decode("utf-8", "replace").strip()


def answers_beside(source: str) -> Lines:
    """Return where answers come from; the terminal itself where standard input holds the case."""
    if source != STANDARD_INPUT:
        return Lines(standard_input())
    with contextlib.suppress(OSError):
        return Lines(_TERMINAL.open("rb"), "the terminal")
    return Lines(io.BytesIO())  # there is nobody to ask
