"""An edition of a policy: which text, when it was in effect, and the dated figures that it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final, final

import attrs

from sro_policy.errors import PolicyError, nearest, quoted
from sro_policy.policy.converters import several
from sro_policy.vocabulary import Figure, FigureKind

EFFECTIVE_FROM: Final = "edition_effective_from"
NO_DAY: Final = "no_day"


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

    def __attrs_post_init__(self) -> None:
        """Refuse a figure that is neither a day nor a number, has no source, or leaves open who vouches for it."""
        if not FigureKind.DAY.fits(self.value) and not FigureKind.NUMBER.fits(self.value):
            raise PolicyError(
                f"the figure `{self.name}` is {quoted(self.value)}, and has to be {FigureKind.DAY} or "
                f"{FigureKind.NUMBER}"
            )
        if not isinstance(self.source, str) or not self.source.strip():
            raise PolicyError(f"the figure `{self.name}` does not say where it comes from: give its source")
        if not isinstance(self.verified, bool):
            # Whatever else counts as true in Python, such as "no", must not pass for somebody's word.
            raise PolicyError(f"the figure `{self.name}` is verified or not: {quoted(self.verified)} says neither")

    def to_json(self) -> dict[str, object]:
        """Return name, value, source and whether it is verified."""
        value = self.value.isoformat() if isinstance(self.value, dt.date) else self.value
        return {"name": self.name, "value": value, "source": self.source, "verified": self.verified}


def _parameters(items: Iterable[Parameter]) -> tuple[Parameter, ...]:
    return several(items, Parameter, "figure")


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

    def __attrs_post_init__(self) -> None:
        """Refuse two figures of one name, and effective dates that are no days or end before they begin."""
        taken = {EFFECTIVE_FROM, NO_DAY}
        for item in self.parameters:
            if item.name in taken:
                raise PolicyError(f"the edition has two figures called `{item.name}`")
            taken.add(item.name)
        for name, day in (("effective_from", self.effective_from), ("effective_to", self.effective_to)):
            if not FigureKind.DAY_IF_KNOWN.fits(day):
                raise PolicyError(f"`{name}` of the edition is {quoted(day)}, and has to be {FigureKind.DAY_IF_KNOWN}")
        if self.effective_from and self.effective_to and self.effective_to < self.effective_from:
            raise PolicyError(f"the edition ends on {self.effective_to}, before it began on {self.effective_from}")

    @property
    def figures(self) -> dict[str, Figure | None]:
        """Every figure by its name: the parameters, the day on which it began, and a day before all others."""
        own: dict[str, Figure | None] = {item.name: item.value for item in self.parameters}
        return own | {EFFECTIVE_FROM: self.effective_from, NO_DAY: dt.date.min}

    def parameter(self, name: str) -> Parameter:
        """Return the parameter of that name.

        Raises ``KeyError`` where there is none.
        """
        for item in self.parameters:
            if item.name == name:
                return item
        raise KeyError(name)

    def with_parameter(self, name: str, value: Figure, *, source: str, verified: bool) -> Edition:
        """Return this edition with another value of a parameter, in the same unit.

        Raises :class:`~sro_policy.errors.PolicyError` for a name that no parameter has.
        """
        names = [item.name for item in self.parameters]
        if name not in names:
            hint = nearest(name, names) or f"; it has {', '.join(names) or 'none'}"
            raise PolicyError(f"the edition has no figure {quoted(name)}{hint}")
        return attrs.evolve(
            self,
            parameters=[
                attrs.evolve(item, value=value, source=source, verified=verified) if item.name == name else item
                for item in self.parameters
            ],
        )
