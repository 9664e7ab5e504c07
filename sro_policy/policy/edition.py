"""An edition of a policy: which text, when it was in effect, and the dated figures that it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import final

import attrs


@final
@attrs.frozen
class Parameter:
    """A figure that the text takes from elsewhere.

    ``value`` is a day, or a number of ``unit``; ``source`` says where it comes from; ``verified`` is false
    where nobody has read it there, and every finding that rests on it says so.
    """

    name: str
    value: dt.date | int
    unit: str
    source: str
    verified: bool

    def to_json(self) -> dict[str, object]:
        """Return name, value, source and whether it is verified."""
        value = self.value.isoformat() if isinstance(self.value, dt.date) else self.value
        return {"name": self.name, "value": value, "source": self.source, "verified": self.verified}


def _parameters(items: Iterable[Parameter]) -> tuple[Parameter, ...]:
    return tuple(items)


@final
@attrs.frozen(kw_only=True)
class Edition:
    """A text as it was received. Effective dates are ``None`` where none is known."""

    number: str
    name: str
    parameters: tuple[Parameter, ...] = attrs.field(converter=_parameters)
    effective_from: dt.date | None = None
    effective_to: dt.date | None = None
    fingerprint: str = ""

    def parameter(self, name: str) -> Parameter:
        """Return the parameter of that name.

        Raises ``KeyError`` where there is none.
        """
        for item in self.parameters:
            if item.name == name:
                return item
        raise KeyError(name)
