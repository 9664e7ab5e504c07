"""How much a server takes on: of messages, calls, connections, sessions and what is said in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import final

import attrs

from sro_policy.errors import InputError, nearest, quoted


def _positive(_: object, field: attrs.Attribute[int], value: object) -> None:
    if type(value) is not int or value < 1:
        raise InputError(f"{quoted(value)} is not a whole number from 1 on", place=f"limits.{field.name}")


@final
@attrs.frozen(kw_only=True)
class ServeLimits:
    """What a server takes on before it refuses more; every refusal says which limit it was.

    ``message_bytes`` and ``batch`` bound one message and the requests in it, ``calls_per_second`` each connection, of
    which there are no more than ``connections``. ``sessions_each`` are the sessions of one connection, ``sessions``
    those of all. ``journals_each`` are the files that are made for one connection, and ``journals`` those for all,
    before the server is started again: to close one gives none back, for the file stays. A session takes ``steps`` and
    ``acts``; ``said_bytes`` are those of its steps as JSON, the opening with them. A scenario that a client gives has
    ``scenario_bytes``.

    Raises :class:`~sro_policy.InputError` for a limit that is no whole number from 1 on.
    """

    message_bytes: int = attrs.field(default=1_000_000, validator=_positive)
    batch: int = attrs.field(default=50, validator=_positive)
    calls_per_second: int = attrs.field(default=500, validator=_positive)
    connections: int = attrs.field(default=200, validator=_positive)
    sessions_each: int = attrs.field(default=20, validator=_positive)
    sessions: int = attrs.field(default=1_000, validator=_positive)
    journals_each: int = attrs.field(default=1_000, validator=_positive)
    journals: int = attrs.field(default=10_000, validator=_positive)
    steps: int = attrs.field(default=1_000, validator=_positive)
    said_bytes: int = attrs.field(default=2_000_000, validator=_positive)
    acts: int = attrs.field(default=50, validator=_positive)
    scenario_bytes: int = attrs.field(default=50_000, validator=_positive)

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
                hint = nearest(name, known) or f"; limits are {', '.join(known)}"
                raise InputError(f"unknown limit {quoted(name)}{hint}")
            if not number.isdecimal() or not number.isascii():
                raise InputError(f"{quoted(item)} is no limit; write it as `{name}=100`")
            found[name] = int(number[:20])
        return cls(**found)

    def to_json(self) -> dict[str, int]:
        """Return them as plain JSON values."""
        return attrs.asdict(self)
