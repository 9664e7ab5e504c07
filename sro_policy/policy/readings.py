"""Readings: where the text leaves a choice, the alternatives, and the one that is taken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import final

import attrs

from sro_policy.conditions import Condition, Is, Variable
from sro_policy.errors import PolicyError
from sro_policy.policy.converters import several


@final
@attrs.frozen
class Alternative:
    """One way to read the text. ``value`` names it where a department can select it."""

    says: str
    value: str = ""


def _alternatives(items: Iterable[Alternative]) -> tuple[Alternative, ...]:
    return several(items, Alternative, "alternative")


@final
@attrs.frozen
class Reading:
    """A choice that the text leaves open.

    ``default`` says, in our own words, what is taken. Where alternatives have values, the reading is a
    *setting*: the first value is the default, and a department can select another.
    """

    id: str
    question: str
    alternatives: tuple[Alternative, ...] = attrs.field(converter=_alternatives)
    default: str

    def __attrs_post_init__(self) -> None:
        """Refuse a setting with a single value."""
        if len(self.values) == 1:
            raise PolicyError(f"reading `{self.id}`: a setting needs at least two values")

    @property
    def values(self) -> tuple[str, ...]:
        """The values that can be selected, the default first; none where it is no setting."""
        return tuple(item.value for item in self.alternatives if item.value)

    def says(self, value: str | None = None) -> str:
        """Return in words how it is read: by default, or with the value that was selected."""
        for item in self.alternatives:
            if value is not None and item.value == value:
                return item.says
        return self.default

    @property
    def is_setting(self) -> bool:
        """Whether a department can select how it is read."""
        return bool(self.values)

    @property
    def variable(self) -> Variable:
        """What conditions ask of it; settled when a policy is bound to its settings."""
        return Variable(f"setting.{self.id}", f"setting.{self.id}", self.values)

    def is_(self, value: str) -> Condition:
        """Return the condition that it is read so.

        Raises :class:`~sro_policy.errors.PolicyError` for a value that it does not have.
        """
        if value not in self.values:
            raise PolicyError(f"reading `{self.id}` has no value `{value}`")
        return Is(self.variable, frozenset({value}))


def as_readings(items: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return the readings as a tuple, and refuse what is none."""
    return several(items, Reading, "reading")
