"""Writes what the user asks to be kept: to new files, and never over one that is there."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from sro_policy.cli.source import STANDARD_INPUT
from sro_policy.errors import InputError

_IS_THERE = "is there already, and nothing is written over"


def write_new_files(contents: Mapping[str, object]) -> None:
    """Write values as JSON, each to a file that was not there before and that its owner alone may read: all or none.

    Raises :class:`~sro_policy.errors.InputError`, with the file as its place, for one that is there already or
    cannot be written.
    """
    write_new_texts({name: json.dumps(value, indent=2, ensure_ascii=False) + "\n" for name, value in contents.items()})


def write_new_texts(contents: Mapping[str, str]) -> None:
    """Write texts so, as :func:`write_new_files` does with values."""
    with ExitStack() as undo:
        for name, text in contents.items():
            _write_new(name, text, undo)
        undo.pop_all()


def refuse_there(name: str) -> None:
    """Refuse a file that is there already.

    Raises :class:`~sro_policy.errors.InputError`, with the file as its place.
    """
    if os.path.lexists(name):
        raise InputError(_IS_THERE, place=name)


def refuse_no_name(name: str, place: str = "") -> None:
    """Refuse what cannot be the name of a file to write.

    Raises :class:`~sro_policy.errors.InputError`. A file called ``-`` could be made, and never be read here again.
    """
    if not name:
        raise InputError("a file without a name was asked for", place=place)
    if name == STANDARD_INPUT:
        raise InputError("`-` is standard input and no file to write; give the file a name", place=place)


def _for_its_owner(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _write_new(name: str, text: str, undo: ExitStack) -> None:
    refuse_no_name(name)
    try:
        with open(name, "xb", opener=_for_its_owner) as file:
            undo.callback(Path(name).unlink, missing_ok=True)
            file.write(text.encode("utf-8"))
    except FileExistsError:
        raise InputError(_IS_THERE, place=name) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be written: {reason.lower()}", place=name) from None
