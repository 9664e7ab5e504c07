"""Flags: what a person should notice beside a status. A flag never changes one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import final

import attrs

from sro_policy.conditions import Condition
from sro_policy.errors import PolicyError, nearest, quoted
from sro_policy.policy.converters import condition, conditions, several
from sro_policy.policy.edition import Edition
from sro_policy.policy.statuses import STATUSES, Status


def _statuses(names: Iterable[Status]) -> frozenset[Status]:
    found = several(names, str, "status")
    for name in found:
        if name not in STATUSES:
            raise PolicyError(f"`at`: {quoted(name)} is no status{nearest(name, STATUSES)}")
    return frozenset(status for status in STATUSES if status in found)


def _figures(items: Iterable[str]) -> tuple[str, ...]:
    return several(items, str, "figure")


@final
@attrs.frozen
class Flag:
    """A flag is raised when ``known`` holds in every completion and none of ``not_known`` does.

    It alone may ask whether something is known. ``at`` lists the statuses at which it is raised; ``says``
    words it for people. ``provisional`` marks a flag for whose sake a finding is shown with the guidance
    though it asks nothing yet. ``unless_verified`` names the figures for whose sake it is raised, where it is
    for theirs: it never is once all of them are verified.
    """

    name: str
    says: str
    known: Condition = attrs.field(converter=condition)
    not_known: tuple[Condition, ...] = attrs.field(converter=conditions, default=())
    at: frozenset[Status] = attrs.field(converter=_statuses, kw_only=True)
    provisional: bool = attrs.field(default=False, kw_only=True)
    unless_verified: tuple[str, ...] = attrs.field(converter=_figures, default=(), kw_only=True)

    def can_be_raised(self, edition: Edition) -> bool:
        """Return whether it can ever be raised under an edition, whose figures may be verified."""
        return not self.unless_verified or not all(edition.parameter(name).verified for name in self.unless_verified)
