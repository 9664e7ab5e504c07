"""What an author may write where a condition is kept: a condition, or a fact that is true or false."""

from __future__ import annotations

from collections.abc import Iterable

from sro_policy.conditions import Condition, Operand


def condition(item: Operand) -> Condition:
    """Return the condition that a fact or a condition stands for."""
    return item.as_condition()


def conditions(items: Iterable[Operand]) -> tuple[Condition, ...]:
    """Return the condition that each stands for."""
    return tuple(item.as_condition() for item in items)
