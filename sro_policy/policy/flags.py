"""Flags: what a person should notice beside a status. A flag never changes one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import final

import attrs

from sro_policy.conditions import Condition, Operand


def _condition(item: Operand) -> Condition:
    return item.as_condition()


def _statuses(names: Iterable[str]) -> frozenset[str]:
    return frozenset(names)


def _conditions(items: Iterable[Operand]) -> tuple[Condition, ...]:
    return tuple(item.as_condition() for item in items)


@final
@attrs.frozen
class Flag:
    """A flag is raised when ``known`` holds in every completion and none of ``not_known`` does.

    It alone may ask whether something is known. ``at`` lists the statuses at which it is raised; ``says``
    words it for people. ``provisional`` marks a flag for whose sake a finding is shown with the guidance
    though it asks nothing yet.
    """

    name: str
    says: str
    known: Condition = attrs.field(converter=_condition)
    not_known: tuple[Condition, ...] = attrs.field(converter=_conditions, default=())
    at: frozenset[str] = attrs.field(converter=_statuses, kw_only=True)
    provisional: bool = attrs.field(default=False, kw_only=True)
