"""What went wrong in a Python file of the user's: on which line, and which name would have been right."""

from __future__ import annotations

import builtins
import re
import sys
import traceback
from collections.abc import Iterable

from sro_policy.errors import InputError, SroPolicyError, nearest, quoted
from sro_policy.vocabulary import Subject

_NOT_THERE = re.compile(r"cannot import name '(\w+)'")


def gone_wrong(error: BaseException, file: str) -> InputError:
    """Return what an exception says that a file raised when it was run, with the line, and the nearest valid name."""
    steps = [step for step in traceback.walk_tb(error.__traceback__) if step[0].f_code.co_filename == file]
    at = error.lineno if isinstance(error, SyntaxError) else steps[-1][1] if steps else None
    there = steps[-1][0].f_globals if steps else {}
    return InputError(f"{_said(error)}{_nearest(error, there)}", place=place_in(file, at))


def place_in(file: str, line: int | None) -> str:
    """Return how messages call a line of a file, or a file alone."""
    return file if line is None else f"{file}: line {line}"


def _said(error: BaseException) -> str:
    if isinstance(error, SroPolicyError):
        return str(error)  # of our own errors nobody has to know what they are called
    if isinstance(error, AttributeError) and isinstance(error.obj, Subject):
        return f"{quoted(f'{error.obj.name}.{error.name}')} is no fact"
    return f"{type(error).__name__}: {error}"


def _nearest(error: BaseException, there: Iterable[str]) -> str:
    """Return a hint to the name that was meant, where an exception is about a name."""
    if isinstance(error, NameError):
        return nearest(error.name or "", [*there, *dir(builtins)])
    if isinstance(error, AttributeError):
        return nearest(error.name or "", _public(error.obj))
    missing = _NOT_THERE.match(str(error))
    if isinstance(error, ImportError) and missing:
        return nearest(missing[1], _public(sys.modules.get(error.name or "")))
    return ""


def _public(holder: object) -> list[str]:
    return [name for name in dir(holder) if not name.startswith("_")]
