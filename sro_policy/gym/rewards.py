"""What an episode is worth: nothing that the policy says, so whoever trains with it gives it, and answers for it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from sro_policy.errors import InputError, nearest, quoted
from sro_policy.review import OUTCOMES, Review, ReviewOutcome, weighed

Reward: TypeAlias = "Callable[[Review], float]"
"""Returns what an episode is worth, from the review of what was done in it."""

EXAMPLE_WEIGHTS: Final[Mapping[ReviewOutcome, float]] = MappingProxyType(
    {"violated": -10.0, "departed": -3.0, "departed with reason": -1.0, "met": 1.0}
)
"""An example of weights, and the default: a duty that was not kept weighs more than advice. No policy says so."""


def by_outcome(weights: Mapping[ReviewOutcome, float]) -> Reward:
    """Return the reward that adds up a weight for each finding by its outcome; one without a weight counts nothing.

    Raises :class:`~sro_policy.InputError` for an outcome that is none.
    """
    for outcome in weights:
        if outcome not in OUTCOMES:
            hint = nearest(str(outcome), OUTCOMES) or f"; outcomes are {', '.join(OUTCOMES)}"
            raise InputError(f"unknown outcome {quoted(outcome)}{hint}", place="weights")
    own = dict(weights)
    return lambda review: weighed(review, lambda one: own.get(one.outcome)).total


def worth(reward: Reward, review: Review) -> float:
    """Return what an episode is worth.

    Raises :class:`~sro_policy.InputError` for what is no finite number.
    """
    value = reward(review)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InputError(f"{quoted(value)} is no reward", place="reward")
    return float(value)
