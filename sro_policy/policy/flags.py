"""Flags: what a person should notice beside a status. A flag never changes one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import final

import attrs

from sro_policy.conditions import Condition
from sro_policy.policy.converters import condition, conditions
from sro_policy.policy.edition import Edition


def _statuses(names: Iterable[str]) -> frozenset[str]:
    return frozenset(names)


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
    at: frozenset[str] = attrs.field(converter=_statuses, kw_only=True)
    provisional: bool = attrs.field(default=False, kw_only=True)
    unless_verified: tuple[str, ...] = attrs.field(default=(), kw_only=True)

    def can_be_raised(self, edition: Edition) -> bool:
        """Return whether it can ever be raised under an edition, whose figures may be verified."""
        return not self.unless_verified or not all(edition.parameter(name).verified for name in self.unless_verified)
