"""What an author may write in a declaration, checked where it is written: what is no such thing is refused there.

Converters make what is kept from what is written; validators, which attrs runs after them, check what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from sro_policy.conditions import Condition, Operand
from sro_policy.errors import PolicyError, quoted

if TYPE_CHECKING:
    import attrs

T = TypeVar("T")
Validator: TypeAlias = "Callable[[Any, attrs.Attribute[Any], Any], None]"


def condition(item: Operand) -> Condition:
    """Return the condition that a fact or a condition stands for.

    Raises :class:`~sro_policy.errors.PolicyError` for anything else.
    """
    if not isinstance(item, Operand):
        raise PolicyError(
            f"{quoted(item)} is no condition: join facts with `&`, `|` and `~`, and ask a choice with `.is_()` or "
            "`.in_()` instead of `==`"
        )
    return item.as_condition()


def conditions(items: Iterable[Operand]) -> tuple[Condition, ...]:
    """Return the condition that each stands for, and refuse what is none."""
    return tuple(item.as_condition() for item in several(items, Operand, "condition"))


def clause_ids(items: Iterable[str]) -> tuple[str, ...]:
    """Return the ids as a tuple, and refuse what is no text; whether there are such clauses is checked as a whole."""
    return several(items, str, "clause id")


def several(items: Iterable[T], kind: type[T], what: str) -> tuple[T, ...]:
    """Return the items as a tuple.

    Raises :class:`~sro_policy.errors.PolicyError` for one that is of another kind, and for one that stands alone;
    a text is one, not its letters.
    """
    if isinstance(items, str) or not isinstance(items, Iterable):
        raise PolicyError(f"{quoted(items)} stands alone where several can: write `(…,)` around the {what}")
    found = tuple(items)
    for item in found:
        if not isinstance(item, kind):
            raise PolicyError(f"{quoted(item)} is no {what}")
    return found


def one(kind: type, what: str) -> Validator:
    """Return a validator that refuses a value of any other kind, as no such thing."""

    def validate(owner: object, attribute: attrs.Attribute[Any], value: object) -> None:
        del owner
        if not isinstance(value, kind):
            raise PolicyError(f"`{attribute.name}`: {quoted(value)} is no {what}")

    return validate
