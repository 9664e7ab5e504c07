"""Properties of a user's own, from a Python file: it is run as pytest runs a test file, so it is code to be trusted."""

from __future__ import annotations

import runpy
import sys
import traceback
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

from sro_policy.cli.source import name_of
from sro_policy.errors import InputError

if TYPE_CHECKING:
    from sro_policy.prove import Property


def read_properties(file: str) -> list[Property]:
    """Return the properties that a file names at its top level, in their order; alone, or in lists and tuples.

    What the file prints goes to standard error, so that standard output is left to the proof.
    Raises :class:`~sro_policy.errors.InputError` for a file that cannot be run, with the line, and for one that names
    no property.
    """
    from sro_policy.prove import Property  # noqa: PLC0415 - the extra may not be there

    name = name_of(file)
    if not Path(file).is_file():
        raise InputError("is no file", place=name)
    try:
        with redirect_stdout(sys.stderr):
            found = runpy.run_path(file)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a user's file raises
        lines = [step.lineno for step in traceback.extract_tb(error.__traceback__) if step.filename == file]
        at = error.lineno if isinstance(error, SyntaxError) else lines[-1] if lines else None
        where = name if at is None else f"{name}: line {at}"
        raise InputError(f"{type(error).__name__}: {error}", place=where) from None
    named = [value for key, value in found.items() if not key.startswith("_")]
    items = [item for value in named for item in (value if isinstance(value, list | tuple) else (value,))]
    properties = list(dict.fromkeys(item for item in items if isinstance(item, Property)))
    if not properties:
        raise InputError("names no property; write `mine = Property(says, premise, conclusion)`", place=name)
    return properties
