"""What can be asked of an explanation, checked before anything is worked out."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable
from typing import get_args

from sro_policy.decision import Aim
from sro_policy.errors import InputError, quoted, unknown

AIMS: tuple[Aim, ...] = get_args(Aim)


def checked_aim(aim: object) -> Aim | None:
    """Return an aim, or nothing where none is given.

    Raises :class:`~sro_policy.errors.InputError` for any other value; an empty text is one.
    """
    if aim is None:
        return None
    for name in AIMS:
        if isinstance(aim, str) and aim == name:
            return name
    raise InputError(unknown("aim", aim, AIMS, otherwise="aims are"), place="aim")


def checked_most(most: object) -> int:
    """Return how many are asked for at most; of what no list can hold, as many as one can.

    Raises :class:`~sro_policy.errors.InputError` for what is no whole number from 0 on.
    """
    if not isinstance(most, int) or isinstance(most, bool) or most < 0:
        raise InputError(f"{quoted(most)} is not a whole number from 0 on", place="most")
    return min(most, sys.maxsize)


def checked_facts(names: object, facts: Collection[str]) -> frozenset[str]:
    """Return facts by their keys.

    Raises :class:`~sro_policy.errors.InputError`, with the nearest valid one, for a name that is none.
    """
    if isinstance(names, str) or not isinstance(names, Iterable):
        raise InputError(f"{quoted(names)} is no list of facts", place="fixed")
    found = list(names)
    for name in found:
        if not isinstance(name, str) or name not in facts:
            raise InputError(unknown("fact", name, facts), place="fixed")
    return frozenset(found)


def checked_choice(value: object, place: str) -> bool:
    """Return true or false.

    Raises :class:`~sro_policy.errors.InputError` for anything else: a text is true in Python, also where it says no.
    """
    if not isinstance(value, bool):
        raise InputError(f"{quoted(value)} is not true or false", place=place)
    return value
