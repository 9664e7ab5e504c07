"""The language in which rules are written: facts joined by ``&``, ``|`` and ``~``.

A condition is a frozen value with real equality and hash. It says *what must be so*; whether that is known
is asked elsewhere. Nothing here knows a policy, an officer or a school.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, NoReturn, final

import attrs

if TYPE_CHECKING:
    from typing import TypeAlias

Value: TypeAlias = "bool | str"
"""What a variable can be: true or false, or one of a closed set of names."""

_TEACH_BOOL = (
    "a condition has no truth of its own: join conditions with `&`, `|` and `~` instead of `and`, `or` and "
    "`not`, and ask a choice with `.is_()` or `.in_()` instead of `==`"
)
_TEACH_EQUALS = "a fact that is true or false is written as it is, or with `~` before it, and never compared with `==`"


@final
@attrs.frozen
class Variable:
    """One thing that a record says or leaves open, with the closed set of values that it can have.

    ``name`` is what a person finds it by (``act.in_school``, ``act.purposes.crime``); ``fact`` is the fact
    that it belongs to (``act.purposes``); ``domain`` holds its possible values, at least two, in order.
    """

    name: str
    fact: str
    domain: tuple[Value, ...] = (True, False)

    @property
    def is_boolean(self) -> bool:
        """Whether the variable is simply true or false."""
        return self.domain == (True, False)


class Operand:
    """Anything that can stand in a condition: a condition itself, or a fact that is true or false."""

    __slots__ = ()

    def as_condition(self) -> Condition:
        """Return the condition that this stands for."""
        raise NotImplementedError

    def __and__(self, other: Operand) -> Condition:
        """Join so that both hold."""
        return _join(AllOf, self, other)

    def __or__(self, other: Operand) -> Condition:
        """Join so that at least one holds."""
        return _join(AnyOf, self, other)

    def __rand__(self, other: object) -> Condition:
        """Refuse what stands before ``&`` and is no operand."""
        return _join(AllOf, _operand(other), self)

    def __ror__(self, other: object) -> Condition:
        """Refuse what stands before ``|`` and is no operand."""
        return _join(AnyOf, _operand(other), self)

    def __invert__(self) -> Condition:
        """Deny it."""
        return negation(self.as_condition())

    def __bool__(self) -> NoReturn:
        """Refuse, and teach: a condition is not yet an answer."""
        raise TypeError(_TEACH_BOOL)


class Condition(Operand):
    """What must be so. One of :class:`Is`, :class:`AllOf`, :class:`AnyOf` and :class:`Not`."""

    __slots__ = ()

    def as_condition(self) -> Condition:
        """Return itself."""
        return self


@final
@attrs.frozen
class Is(Condition):
    """A variable has one of these values."""

    variable: Variable
    values: frozenset[Value]


@final
@attrs.frozen
class AllOf(Condition):
    """Every part holds; with no part, always so."""

    parts: tuple[Condition, ...]


@final
@attrs.frozen
class AnyOf(Condition):
    """At least one part holds; with no part, never so."""

    parts: tuple[Condition, ...]


@final
@attrs.frozen
class Not(Condition):
    """The part does not hold."""

    part: Condition


ALWAYS = AllOf(())
NEVER = AnyOf(())


def negation(condition: Condition) -> Condition:
    """Return the opposite of a condition, without piling one negation on another."""
    if isinstance(condition, Not):
        return condition.part
    if isinstance(condition, Is):
        rest = frozenset(condition.variable.domain) - condition.values
        return Is(condition.variable, rest)
    if condition == ALWAYS:
        return NEVER
    if condition == NEVER:
        return ALWAYS
    return Not(condition)


def implies(premise: Operand, conclusion: Operand) -> Condition:
    """Return the condition that whenever ``premise`` holds, ``conclusion`` does."""
    return ~premise | conclusion


def _operand(value: object) -> Condition:
    if isinstance(value, Operand):
        return value.as_condition()
    hint = f"; {_TEACH_EQUALS}" if isinstance(value, bool) else ""
    raise TypeError(f"`{value!r}` is not a condition: join facts of this vocabulary, or ask one with `.is_()`{hint}")


def _join(kind: type[AllOf | AnyOf], left: Operand, right: object) -> Condition:
    parts: list[Condition] = []
    for side in (left.as_condition(), _operand(right)):
        parts.extend(side.parts if isinstance(side, kind) else (side,))
    return kind(tuple(parts))


def variables(condition: Condition) -> Iterator[Variable]:
    """Yield each variable that the condition reads, once, in the order of reading."""
    seen: set[str] = set()
    stack = [condition]
    while stack:
        node = stack.pop()
        if isinstance(node, Is):
            if node.variable.name not in seen:
                seen.add(node.variable.name)
                yield node.variable
        elif isinstance(node, Not):
            stack.append(node.part)
        else:
            assert isinstance(node, AllOf | AnyOf)
            stack.extend(reversed(node.parts))


def holds(condition: Condition, values: Mapping[str, Value]) -> bool:
    """Say whether the condition holds on a record that has a value for each of its variables.

    This is the meaning of a condition; every other way to read one is held against it.
    Raises ``KeyError`` for a variable that the record leaves open.
    """
    if isinstance(condition, Is):
        return values[condition.variable.name] in condition.values
    if isinstance(condition, Not):
        return not holds(condition.part, values)
    if isinstance(condition, AllOf):
        return all(holds(part, values) for part in condition.parts)
    assert isinstance(condition, AnyOf)
    return any(holds(part, values) for part in condition.parts)


def replace(condition: Condition, change: Callable[[Is], Condition]) -> Condition:
    """Return the condition with each of its questions changed, and what became certain folded away."""
    if isinstance(condition, Is):
        changed = change(condition)
        if isinstance(changed, Is) and not changed.values:
            return NEVER
        if isinstance(changed, Is) and changed.values.issuperset(changed.variable.domain):
            return ALWAYS
        return changed
    if isinstance(condition, Not):
        return negation(replace(condition.part, change))
    assert isinstance(condition, AllOf | AnyOf)
    kind, neutral, decisive = (AllOf, ALWAYS, NEVER) if isinstance(condition, AllOf) else (AnyOf, NEVER, ALWAYS)
    parts: list[Condition] = []
    for part in condition.parts:
        new = replace(part, change)
        if new == decisive:
            return decisive
        if new == neutral or new in parts:
            continue
        parts.extend(p for p in (new.parts if isinstance(new, kind) else (new,)) if p not in parts)
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


def given(condition: Condition, values: Mapping[str, Value]) -> Condition:
    """Return what is left of the condition once these variables have these values."""

    def settle(question: Is) -> Condition:
        name = question.variable.name
        if name not in values:
            return question
        return ALWAYS if values[name] in question.values else NEVER

    return replace(condition, settle)
