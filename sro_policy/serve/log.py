"""What the server says of its own faults, on standard error: where, and nothing of what was said or known."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
import traceback
from pathlib import Path
from typing import Any, Final, final

from sro_policy.errors import printable

_AGAIN: Final = 10.0
"""Seconds before the same is said again of the loop: where sockets run out, it would be said without end."""


def log_error(doing: str, error: BaseException) -> None:
    """Write one line: what was being done, the kind of error, and the places in the code that it came through.

    The words of an error are left out, for they may quote a case; so are values of any kind.
    """
    steps = traceback.extract_tb(error.__traceback__)
    came_through = " < ".join(f"{Path(step.filename).name}:{step.lineno}" for step in reversed(steps))
    say(f"internal error in {doing}: {type(error).__name__} at {came_through or 'an unknown place'}")


def say(words: str) -> None:
    """Write one line to standard error, or to nobody where that is closed."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(f"sro-policy serve: {printable(words)}\n")
            sys.stderr.flush()


@final
class LoopLog:
    """What the loop that carries messages says of what goes wrong in it: one line, and not again and again."""

    def __init__(self) -> None:
        self._said: dict[str, float] = {}

    def say(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Write one line, unless the same was said a short while ago."""
        doing, now = str(context["message"]), time.monotonic()
        if now - self._said.get(doing, -_AGAIN) < _AGAIN:
            return
        self._said[doing] = now
        error = context.get("exception")
        if error is None:
            say(doing)
        else:
            log_error(doing, error)
