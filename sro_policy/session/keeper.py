"""What an incident asks of whatever keeps its steps."""

from __future__ import annotations

from typing import Protocol

from sro_policy.session.changes import IncidentChange


class Keeper(Protocol):
    """What keeps each step before it counts: a journal."""

    def keep(self, change: IncidentChange) -> None:
        """Keep a step with what it changed.

        Raises an error of the library's own where it did not, and then it does not have the step.
        """

    def close(self) -> None:
        """Let go of it."""
