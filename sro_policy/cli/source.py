"""Reads what the user names: a file, or standard input; never more than can be accepted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from sro_policy.errors import InputError

STANDARD_INPUT = "-"


def name_of(source: str) -> str:
    """Return how messages call a source."""
    return "standard input" if source == STANDARD_INPUT else source


def read_source(source: str, limit: int) -> bytes:
    """Return the content of a file, or of standard input for ``-``.

    Raises :class:`~sro_policy.errors.InputError`, with the source as its place, for one that is not there,
    cannot be read, or holds more than ``limit`` bytes; of that, no more than one byte is read.
    """
    if not source:
        raise InputError("a file without a name was asked for; `-` reads standard input")
    place = name_of(source)
    try:
        if source == STANDARD_INPUT:
            content = standard_input().read(limit + 1)
        else:
            with Path(source).open("rb") as file:
                content = file.read(limit + 1)
    except FileNotFoundError:
        raise InputError("no such file", place=place) from None
    except IsADirectoryError:
        raise InputError("this is a directory, not a file", place=place) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read: {reason.lower()}", place=place) from None
    if content is None:  # a pipe that does not wait, and has nothing yet
        raise InputError("cannot be read: there is nothing in it yet", place=place)
    if len(content) > limit:
        raise InputError(f"larger than the limit of {limit:,} bytes", place=place)
    return content


def standard_input() -> BinaryIO:
    """Return standard input, or raise :class:`~sro_policy.errors.InputError` where it is closed."""
    if sys.stdin is None:
        raise InputError("is closed", place=name_of(STANDARD_INPUT))
    return sys.stdin.buffer
