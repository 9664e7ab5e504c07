"""A hook for those who need a score: the weights are theirs, and nothing in the review rests on them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeAlias, final

import attrs

from sro_policy.errors import InputError, quoted
from sro_policy.review.reviewed import Review, Reviewed

Weigh: TypeAlias = "Callable[[Reviewed], float | None]"
"""Returns what a finding weighs; ``None`` leaves it out."""

_HEAVIEST = 1e15
"""Beyond, sums are no longer exact, or none at all."""


@final
@attrs.frozen
class Weighed:
    """The findings that have a weight, each with it, in the order of the review."""

    items: tuple[tuple[Reviewed, float], ...]

    @property
    def total(self) -> float:
        """The sum of all weights; 0 where there are none."""
        return math.fsum(weight for _, weight in self.items)

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        items = [
            {"rule": one.finding.rule, "subject": one.finding.subject, "outcome": one.outcome, "weight": weight}
            for one, weight in self.items
        ]
        return {"total": self.total, "items": items}


def weighed(review: Review, weigh: Weigh) -> Weighed:
    """Return what the findings of a review weigh, by weights of yours.

    Raises :class:`~sro_policy.InputError`, with the rule and subject, for what is no number, and for one beyond
    1e15 either way.
    """
    found: list[tuple[Reviewed, float]] = []
    for one in review.findings:
        weight = weigh(one)
        if weight is None:
            continue
        number = _number(weight)
        if number is None:
            raise InputError(f"{quoted(weight)} is no weight", place=f"{one.finding.rule}@{one.finding.subject}")
        found.append((one, number))
    return Weighed(tuple(found))


def _number(weight: object) -> float | None:
    # `True` counts as 1 in Python, and is an answer to another question. What is not a number is within no limit.
    if isinstance(weight, bool) or not isinstance(weight, int | float):
        return None
    # Read as what it is underneath: a subclass may say otherwise of itself.
    number = int.__int__(weight) if isinstance(weight, int) else float.__float__(weight)
    return float(number) if abs(number) <= _HEAVIEST else None
