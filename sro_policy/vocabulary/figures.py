"""What each figure is that computed facts read: a day or a number.

Those who run a policy replace its figures, so a policy whose edition holds something else is refused when it
is built, and no officer finds it out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import final


@final
class FigureKind(StrEnum):
    """What a figure is, in words that complete "has to be"."""

    DAY = "a day"
    DAY_IF_KNOWN = "a day, or none where nobody knows it"
    NUMBER = "a whole number from 0"

    def fits(self, value: object) -> bool:
        """Return whether a value is of this kind. A moment is no day, and a truth is no number."""
        if self is FigureKind.NUMBER:
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0
        if value is None:
            return self is FigureKind.DAY_IF_KNOWN
        return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


FIGURES: Mapping[str, FigureKind] = {
    "training_required_from": FigureKind.DAY,
    "legacy_deadline": FigureKind.DAY,
    "legacy_deadline_published": FigureKind.DAY,
    "legacy_deadline_applied": FigureKind.DAY,
    "late_training_months": FigureKind.NUMBER,
    "substitute_day_limit": FigureKind.NUMBER,
    "ongoing_training_years": FigureKind.NUMBER,
    "review_renewed_from": FigureKind.DAY_IF_KNOWN,
    "security_audit_years": FigureKind.NUMBER,
}
"""Every figure that a computed fact reads, by the name under which it reads it."""
