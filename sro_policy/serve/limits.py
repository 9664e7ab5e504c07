"""How much a server takes on: of messages, calls, connections, sessions and what is said in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, final

import attrs

from sro_policy.errors import InputError, quoted, unknown

_MOST: Final = 1_000_000_000
"""No limit is higher: it would be none, and beyond some number the system has no room for it."""

_DIGITS: Final = 20  # of a number that are read; one with more is too high by those alone

_MOST_CONNECTIONS: Final = 10_000  # each may have a thread, and two sockets


def _limit(default: int, *, most: int = _MOST) -> int:
    def within(_: object, field: attrs.Attribute[int], value: object) -> None:
        if type(value) is not int or not 1 <= value <= most:
            raise InputError(f"{quoted(value)} is not a whole number from 1 to {most:,}", place=f"limits.{field.name}")

    found: int = attrs.field(default=default, validator=within)
    return found


@final
@attrs.frozen(kw_only=True)
class ServeLimits:
    """What a server takes on before it refuses more; every refusal says which limit it was.

    ``message_bytes`` and ``batch`` bound one message and the requests in it, ``answer_bytes`` what is answered to it,
    ``calls_per_second`` each connection, of which there are no more than ``connections``. ``sessions_each`` are the
    sessions of one connection, ``sessions`` those of all. ``journals_each`` are the files that are made for one
    connection, and ``journals`` those for all, before the server is started again: to close one gives none back, for
    the file stays. A session takes ``steps`` and ``acts``; ``said_bytes`` are those of its steps as JSON, the opening
    with them. A scenario that a client gives has ``scenario_bytes``.

    Raises :class:`~sro_policy.InputError` for a limit that is no whole number from 1 to a billion, or to 10,000
    for ``connections``.
    """

    message_bytes: int = _limit(1_000_000)
    answer_bytes: int = _limit(20_000_000)
    batch: int = _limit(50)
    calls_per_second: int = _limit(500)
    connections: int = _limit(200, most=_MOST_CONNECTIONS)
    sessions_each: int = _limit(20)
    sessions: int = _limit(1_000)
    journals_each: int = _limit(1_000)
    journals: int = _limit(10_000)
    steps: int = _limit(1_000)
    said_bytes: int = _limit(2_000_000)
    acts: int = _limit(50)
    scenario_bytes: int = _limit(50_000)

    @classmethod
    def of(cls, said: Iterable[str]) -> ServeLimits:
        """Return limits that are written as ``name=number``; those that are not named stay as they are.

        Raises :class:`~sro_policy.InputError` for a name that is none, and a number that is none.
        """
        known = [field.name for field in attrs.fields(cls)]
        found: dict[str, int] = {}
        for item in said:
            name, _, number = item.partition("=")
            if name not in known:
                raise InputError(unknown("limit", name, known, otherwise="limits are"))
            if not number.isdecimal() or not number.isascii():
                raise InputError(f"{quoted(item)} is no limit; write it as `{name}=100`")
            found[name] = int(number[:_DIGITS])
        return cls(**found)

    def to_json(self) -> dict[str, int]:
        """Return them as plain JSON values."""
        return attrs.asdict(self)
