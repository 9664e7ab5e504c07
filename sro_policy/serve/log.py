"""What the server says of its own faults, on standard error: where, and nothing of what was said or known."""

from __future__ import annotations

import contextlib
import sys
import traceback
from pathlib import Path

from sro_policy.errors import printable


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
