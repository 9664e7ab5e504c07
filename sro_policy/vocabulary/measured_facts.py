"""Facts that are said by a number or a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import final

import attrs

from sro_policy.conditions import Condition, Is, Value, Variable
from sro_policy.errors import InputError, quoted
from sro_policy.vocabulary.facts import Fact, Raw, unlike
from sro_policy.vocabulary.wording import day_in_words, denied, put

_SO_MANY = "so many"
_THIS_DAY = "this day"


@final
@attrs.frozen(eq=False, slots=False, kw_only=True)
class IntegerFact(Fact):
    """A whole number between two bounds, both included.

    The number takes the place of "so many" in ``known_that``. ``known_one`` says it of one, ``known_not`` where it
    is not above zero, and ``known_some`` where it is: each completes "it is known that …".
    """

    type_name = "a whole number"
    known_not: str = attrs.field(
        default=attrs.Factory(lambda self: f"{self.known_that}, and the number is zero", takes_self=True)
    )
    known_one: str = attrs.field(
        default=attrs.Factory(lambda self: put(self.known_that, "1", into=_SO_MANY), takes_self=True)
    )
    known_some: str = attrs.field(
        default=attrs.Factory(lambda self: f"{self.known_that}, and the number is above zero", takes_self=True)
    )
    least: int = 0
    most: int

    @property
    def variables(self) -> tuple[Variable, ...]:
        """Whether it is above zero: all that a constraint may ask of a number."""
        return (Variable(f"{self.key}>0", self.key),)

    def above_zero(self) -> Condition:
        """Return the condition that the number is above zero."""
        return Is(self.variables[0], frozenset({True}))

    def check(self, value: object) -> Raw:
        """Accept a whole number within the bounds; never true, false or a fraction."""
        if isinstance(value, bool) or not isinstance(value, int):
            raise unlike(value, "a whole number")
        if not self.least <= value <= self.most:
            # A number of thousands of digits must not be turned into text.
            shown = f"`{value}`" if abs(value) < 10**18 else "the number"
            raise InputError(f"{shown} is not between {self.least} and {self.most}")
        return value

    def readings(self, value: Raw) -> Iterable[tuple[str, Value]]:
        """Return whether it is above zero."""
        assert isinstance(value, int)
        return ((f"{self.key}>0", value > 0),)

    def schema(self) -> dict[str, object]:
        """Return an integer with its bounds."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}

    def worded(self, value: Raw) -> str:
        """Return the number in its sentence."""
        assert isinstance(value, int)
        apart = {0: self.known_not, 1: self.known_one}
        return apart.get(value) or put(self.known_that, f"{value:,}", into=_SO_MANY)

    def _clause(self, variable: Variable, values: frozenset[Value]) -> str:  # noqa: ARG002 - it has but one
        return self.known_some if True in values else self.known_not


def check_date(value: object) -> dt.date:
    """Return a date from ``YYYY-MM-DD`` or a ``datetime.date``.

    Raises :class:`~sro_policy.errors.InputError` for anything else, and for a day that is in no calendar.
    """
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, str) and len(value) == len("2026-11-24") and value.isascii():
        try:
            return dt.datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=dt.UTC).date()
        except ValueError:
            if value[4] == value[7] == "-" and (value[:4] + value[5:7] + value[8:]).isdigit():
                raise InputError(f"{quoted(value)} is a day that no calendar has") from None
    raise unlike(value, "a date written YYYY-MM-DD")


@final
@attrs.frozen(eq=False, slots=False, kw_only=True)
class DateFact(Fact):
    """A day on which something happened, or ``false``: by the day of reference it has not (it still may).

    The day takes the place of "this day" in ``known_that``; ``known_not`` completes "it is known that …" where it has
    not happened.
    """

    type_name = "a date, or false"
    may_be_false: bool = True
    known_not: str = attrs.field(
        default=attrs.Factory(lambda self: denied(self.known_that.replace(_THIS_DAY, "any day")), takes_self=True)
    )

    def check(self, value: object) -> Raw:
        """Accept a date or ``false``."""
        if value is False and self.may_be_false:
            return False
        if value is True:
            raise InputError("`true` does not say when: give the date")
        return check_date(value)

    def readings(self, value: Raw) -> Iterable[tuple[str, Value]]:  # noqa: ARG002 - every fact is asked alike
        """Return nothing: a date reaches rules through computed facts alone."""
        return ()

    def schema(self) -> dict[str, object]:
        """Return a date, or a date and ``false``."""
        date: dict[str, object] = {
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "maxLength": 10,
        }
        return {"anyOf": [date, {"const": False}]} if self.may_be_false else date

    def worded(self, value: Raw) -> str:
        """Return the day in its sentence, or that it has not happened."""
        if value is False:
            return self.known_not
        assert isinstance(value, dt.date)
        return put(self.known_that, day_in_words(value), into=_THIS_DAY)
