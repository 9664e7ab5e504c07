"""What a fact is: declared once, with everything that anyone needs to know of it.

A fact has three states: it is known to be so, known not to be so (or to have a value), or unknown. There
are no defaults. A fact that is true or false can stand in a condition as it is; a choice is asked with
``.is_()`` and ``.in_()``, a set with ``.any()``; dates and numbers reach rules through computed facts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal, final

import attrs

from sro_policy.conditions import NEVER, AnyOf, Condition, Is, Operand, Value, Variable
from sro_policy.errors import InputError, PolicyError, nearest, quoted

if TYPE_CHECKING:
    from typing import TypeAlias

Raw: TypeAlias = "bool | str | int | dt.date | tuple[tuple[str, bool], ...]"
"""A value as a record holds it once it is checked. A set is held as its members with yes or no."""

Source: TypeAlias = Literal["officer", "supervisor", "school", "records"]
"""Who can answer for a fact."""

Sensitivity: TypeAlias = Literal["none", "juvenile", "education"]
"""Whether a fact is juvenile data or an education record."""


@attrs.frozen(eq=False, slots=False, kw_only=True)
class Fact:
    """One fact of the vocabulary.

    ``known_that`` completes "it is known that …"; ``ask`` is the question that asks for it; ``who`` can
    answer; ``seconds`` is what asking costs, ``intrusive`` whether it costs the person something;
    ``sensitivity`` marks juvenile data and education records; ``judged`` says that a person must judge it;
    ``bearing`` that it is listed for a person who judges and decides no rule.
    """

    type_name: ClassVar[str]

    known_that: str
    ask: str
    who: Source
    seconds: int = 5
    intrusive: bool = False
    sensitivity: Sensitivity = "none"
    judged: bool = False
    bearing: bool = False
    name: str = attrs.field(default="", init=False)
    subject: str = attrs.field(default="", init=False)

    def __set_name__(self, owner: type[Subject], name: str) -> None:
        # The class body that declares a fact is the one place where its name stands.
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "subject", owner.name)

    @cached_property
    def key(self) -> str:
        """Its full name, ``act.in_school``; a fact of the case as a whole has no subject before it."""
        return f"{self.subject}.{self.name}" if self.subject else self.name

    @property
    def variables(self) -> tuple[Variable, ...]:
        """What conditions can ask of it."""
        return ()

    def check(self, value: object) -> Raw:
        """Return the value as records hold it.

        Raises :class:`~sro_policy.errors.InputError` with what is wrong, and the place below this fact.
        """
        raise NotImplementedError

    def readings(self, value: Raw) -> Iterable[tuple[str, Value]]:
        """Return what a checked value says of each variable: its name and value."""
        raise NotImplementedError

    def schema(self) -> dict[str, object]:
        """Return the JSON Schema of its values, without ``null``."""
        raise NotImplementedError


def _wrong(value: object, expected: str) -> InputError:
    # Text in place of a value that is none reads like the value itself, so it is called what it is.
    what = "the text " if isinstance(value, str) and "written" not in expected else ""
    return InputError(f"{what}{quoted(value)} is not {expected}")


@final
@attrs.frozen(eq=False, slots=False, kw_only=True)
class BooleanFact(Fact, Operand):
    """A fact that is so or not so."""

    type_name = "true or false"

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The fact itself."""
        return (Variable(self.key, self.key),)

    def as_condition(self) -> Condition:
        """Return the condition that it is so."""
        return Is(self.variables[0], frozenset({True}))

    def check(self, value: object) -> Raw:
        """Accept ``true`` and ``false`` alone."""
        if value is True or value is False:
            return value
        raise _wrong(value, "true or false")

    def readings(self, value: Raw) -> Iterable[tuple[str, Value]]:
        """Return the fact's own value."""
        assert isinstance(value, bool)
        return ((self.key, value),)

    def schema(self) -> dict[str, object]:
        """Return a boolean."""
        return {"type": "boolean"}


def _known_name(value: object, valid: tuple[str, ...], what: str) -> str:
    if isinstance(value, str) and value in valid:
        return value
    if not isinstance(value, str):
        raise _wrong(value, f"a name: one of {', '.join(valid)}")
    hint = nearest(value, valid) or f"; it is one of {', '.join(valid)}"
    raise InputError(f"unknown {what} {quoted(value)}{hint}")


@final
@attrs.frozen(eq=False, slots=False, kw_only=True)
class ChoiceFact(Fact):
    """A fact that has one of a closed set of names."""

    type_name = "one of a list"
    values: tuple[str, ...]

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The choice itself."""
        return (Variable(self.key, self.key, self.values),)

    def is_(self, value: str) -> Condition:
        """Return the condition that it is this one."""
        return self.in_(value)

    def in_(self, *values: str) -> Condition:
        """Return the condition that it is one of these.

        Raises :class:`~sro_policy.errors.PolicyError` for a name that is no value of this fact.
        """
        for value in values:
            if value not in self.values:
                raise PolicyError(f"`{value}` is no value of {self.key}{nearest(value, self.values)}")
        return Is(self.variables[0], frozenset(values))

    def check(self, value: object) -> Raw:
        """Accept one of the names."""
        return _known_name(value, self.values, "value")

    def readings(self, value: Raw) -> Iterable[tuple[str, Value]]:
        """Return the name."""
        assert isinstance(value, str)
        return ((self.key, value),)

    def schema(self) -> dict[str, object]:
        """Return the names."""
        return {"enum": list(self.values)}


@final
@attrs.frozen(eq=False, slots=False, kw_only=True)
class SetFact(Fact):
    """A set of names; whether each belongs to it is a fact of its own.

    A list is complete: what it does not name is false. An object says only what it says.
    """

    type_name = "a set"
    values: tuple[str, ...]

    @property
    def variables(self) -> tuple[Variable, ...]:
        """One for each possible member."""
        return tuple(Variable(f"{self.key}.{member}", self.key) for member in self.values)

    def any(self, *members: str) -> Condition:
        """Return the condition that at least one of these belongs to the set.

        Raises :class:`~sro_policy.errors.PolicyError` for a name that can be no member.
        """
        parts: list[Condition] = []
        for member in members:
            if member not in self.values:
                raise PolicyError(f"`{member}` is no value of {self.key}{nearest(member, self.values)}")
            parts.append(Is(Variable(f"{self.key}.{member}", self.key), frozenset({True})))
        if not parts:
            return NEVER
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def check(self, value: object) -> Raw:
        """Accept a list (or tuple, or set) of names, not empty, or an object of names with true or false."""
        if isinstance(value, Mapping):
            return self._check_object(value)
        if isinstance(value, set | frozenset):
            value = sorted(value, key=repr)
        if not isinstance(value, list | tuple):
            raise _wrong(value, "a list of names, nor an object of names with true or false")
        if not value:
            raise InputError("an empty list says nothing: leave it out, or name each member with false in an object")
        named: list[str] = []
        for index, item in enumerate(value):
            try:
                member = _known_name(item, self.values, "value")
            except InputError as error:
                raise InputError(error.problem, place=f"[{index}]") from None
            if member in named:
                raise InputError(f"{quoted(member)} stands twice", place=f"[{index}]")
            named.append(member)
        return tuple((member, member in named) for member in self.values)

    def _check_object(self, value: Mapping[object, object]) -> Raw:
        said: dict[str, bool] = {}
        for key, item in value.items():
            member = _known_name(key, self.values, "value")
            if item is None:
                continue
            if item is not True and item is not False:
                raise InputError(f"{quoted(item)} is not true or false", place=f".{member}")
            said[member] = item
        return tuple((member, said[member]) for member in self.values if member in said)

    def readings(self, value: Raw) -> Iterable[tuple[str, Value]]:
        """Return yes or no for each member that is spoken of."""
        assert isinstance(value, tuple)
        names = self._names
        return [(names[member], belongs) for member, belongs in value]

    @cached_property
    def _names(self) -> dict[str, str]:
        return {member: f"{self.key}.{member}" for member in self.values}

    def schema(self) -> dict[str, object]:
        """Return a list of names, or an object of names with true, false or null."""
        return {
            "anyOf": [
                {"type": "array", "items": {"enum": list(self.values)}, "minItems": 1, "uniqueItems": True},
                {
                    "type": "object",
                    "properties": {member: {"type": ["boolean", "null"]} for member in self.values},
                    "additionalProperties": False,
                },
            ]
        }


@final
@attrs.frozen(eq=False, slots=False, kw_only=True)
class IntegerFact(Fact):
    """A whole number between two bounds, both included."""

    type_name = "a whole number"
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
            raise _wrong(value, "a whole number")
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
    raise _wrong(value, "a date written YYYY-MM-DD")


@final
@attrs.frozen(eq=False, slots=False, kw_only=True)
class DateFact(Fact):
    """A day on which something happened, or ``false``: by the day of reference it has not (it still may)."""

    type_name = "a date, or false"
    may_be_false: bool = True

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


class Subject:
    """Someone or something that facts are about. A subclass declares its facts in its body."""

    name: ClassVar[str]

    def facts(self) -> tuple[Fact, ...]:
        """Return its facts, in the order in which they are declared."""
        return tuple(item for item in vars(type(self)).values() if isinstance(item, Fact))
