"""Says of what is wrong where a user would look for it: at an option, or in a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sro_policy.errors import InputError


@contextmanager
def at_option(option: str) -> Iterator[None]:
    """Say of what is wrong with an option that it stands there, not in the input."""
    try:
        yield
    except InputError as error:
        raise InputError(error.problem, place=option) from None


@contextmanager
def in_file(name: str) -> Iterator[None]:
    """Say of what is wrong in the content of a file that it stands there, before the place within it."""
    try:
        yield
    except InputError as error:
        raise InputError(error.problem, place=f"{name}: {error.place}" if error.place else name) from None
