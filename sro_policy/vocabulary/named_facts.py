"""Facts that are said by names of a closed list: one of them, or a set of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import final

import attrs

from sro_policy.conditions import NEVER, AnyOf, Condition, Is, Value, Variable
from sro_policy.errors import InputError, PolicyError, nearest, quoted, unknown
from sro_policy.vocabulary.facts import Fact, Raw, unlike
from sro_policy.vocabulary.wording import denied, listed, spoken

_GAP = "{}"


def _has_a_place(_: object, __: object, sentence: str) -> None:
    if _GAP not in sentence:
        raise PolicyError(f"{quoted(sentence)} has no place for what is named: put {_GAP} there")


@attrs.frozen(eq=False, slots=False, kw_only=True)
class _NamedFact(Fact):
    """A fact whose values are names.

    ``words`` says each name as it stands in a sentence, ``so`` and ``not_so`` are the sentences, with ``{}`` in the
    place of such words. Without words a name is read as it is written; without a sentence the words stand behind
    ``known_that``.
    """

    values: tuple[str, ...]
    words: Mapping[str, str] = attrs.field(factory=dict)
    so: str = attrs.field(
        default=attrs.Factory(lambda self: f"{self.known_that}: {_GAP}", takes_self=True), validator=_has_a_place
    )
    not_so: str = attrs.field(
        default=attrs.Factory(lambda self: denied(self.so), takes_self=True), validator=_has_a_place
    )

    def __attrs_post_init__(self) -> None:
        """Refuse words for what is no value."""
        for name in self.words:
            if name not in self.values:
                raise PolicyError(f"{quoted(name)} has words and is no value{nearest(name, self.values)}")

    def in_words(self, name: str) -> str:
        """Return a value as it stands in a sentence."""
        return self.words.get(name) or spoken(name)

    def _said(self, names: Iterable[str], joint: str, *, so: bool = True) -> str:
        said = listed([self.in_words(name) for name in names], joint)
        return (self.so if so else self.not_so).replace(_GAP, said)


def _known_name(value: object, valid: tuple[str, ...], what: str) -> str:
    if isinstance(value, str) and value in valid:
        return value
    if not isinstance(value, str):
        raise unlike(value, f"a name: one of {', '.join(valid)}")
    raise InputError(unknown(what, value, valid, otherwise="it is one of"))


@final
@attrs.frozen(eq=False, slots=False, kw_only=True)
class ChoiceFact(_NamedFact):
    """A fact that has one of a closed set of names.

    ``instead`` is the sentence for one that would be chosen in place of another.
    """

    type_name = "one of a list"

    instead: str = attrs.field(default=attrs.Factory(lambda self: self.so, takes_self=True), validator=_has_a_place)

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

    def worded(self, value: Raw) -> str:
        """Return which it is."""
        assert isinstance(value, str)
        return self._said([value], "or")

    def chosen_instead(self, value: str) -> str:
        """Return that it would be this one, where it is another now."""
        return self.instead.replace(_GAP, self.in_words(value))

    def _clause(self, variable: Variable, values: frozenset[Value]) -> str:  # noqa: ARG002 - it has but one
        """Return which it may be, or which it is not, whichever is shorter."""
        inside = [name for name in self.values if name in values]
        outside = [name for name in self.values if name not in values]
        return self._said(outside, "or", so=False) if len(outside) < len(inside) else self._said(inside, "or")


@final
@attrs.frozen(eq=False, slots=False, kw_only=True)
class SetFact(_NamedFact):
    """A set of names; whether each belongs to it is a fact of its own.

    A list is complete: what it does not name is false. An object says only what it says.
    """

    type_name = "a set"

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
            raise unlike(value, "a list of names, nor an object of names with true or false")
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

    def worded(self, value: Raw) -> str:
        """Return what belongs to the set, and what does not."""
        assert isinstance(value, tuple)
        inside = [member for member, belongs in value if belongs]
        outside = [member for member, belongs in value if not belongs]
        said = [self._said(inside, "and")] if inside else []
        if outside:
            said.append(self.worded_none(*outside))
        return ", and ".join(said)

    def worded_any(self, *members: str) -> str:
        """Return that at least one of these belongs to the set, as a clause that can follow "because"."""
        return self._said(members, "or")

    def worded_none(self, *members: str) -> str:
        """Return that none of these belongs to the set, as a clause that can follow "because"."""
        return self._said(members, "or", so=False)

    def _clause(self, variable: Variable, values: frozenset[Value]) -> str:
        return self._said([variable.name.removeprefix(f"{self.key}.")], "or", so=True in values)
