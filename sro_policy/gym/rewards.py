"""What an episode is worth: nothing that the policy says, so whoever trains with it gives it, and answers for it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from sro_policy.errors import InputError, quoted
from sro_policy.review import Review, Reviewed, ReviewOutcome, check_outcomes, weighed

Reward: TypeAlias = "Callable[[Review], float]"
"""Returns what an episode is worth, from the review of what was done in it."""

Counts: TypeAlias = "Callable[[Review, Reviewed], bool]"
"""Says of a finding in a review whether it counts."""

EXAMPLE_WEIGHTS: Final[Mapping[ReviewOutcome, float]] = MappingProxyType(
    {"violated": -10.0, "departed": -3.0, "departed with reason": -1.0, "met": 1.0}
)
"""An example of weights, and the default: a duty that was not kept weighs more than advice. No policy says so."""


_NO_MATTER: Final = frozenset({"officer", "contract", "program"})
_FREE: Final = frozenset({"permitted", "excused"})


def is_the_trainees(review: Review, one: Reviewed) -> bool:
    """Say whether a finding is about what the trainee did, by what could be known as it was done.

    It asks something of the SRO or officer, about an act or the incident; what was only permitted or excused is left
    out, and so is what came to light after the last act had ended.
    """
    finding = one.finding
    is_asked = one.asks_the_officer and finding.subject not in _NO_MATTER and finding.word not in _FREE
    return is_asked and not one.hindsight and not _came_to_light(review, one)


def by_outcome(weights: Mapping[ReviewOutcome, float], counts: Counts = is_the_trainees) -> Reward:
    """Return the reward that adds up a weight for each finding by its outcome; one without a weight counts nothing.

    ``counts`` says which findings count at all; without it, those that :func:`is_the_trainees` accepts.

    Raises :class:`~sro_policy.InputError` for an outcome that is none.
    """
    check_outcomes(weights, "weights")
    own = dict(weights)
    return lambda review: weighed(review, lambda one: own.get(one.outcome) if counts(review, one) else None).total


def _came_to_light(review: Review, one: Reviewed) -> bool:
    """Say whether a finding on the incident, whose own hindsight has no act to go by, had another word before."""
    ends = [act.times.ended for act in review.acts]
    known = [end for end in ends if end is not None]
    if not known or len(known) < len(ends):
        return False
    later = [turn for turn in one.turns if turn.at > max(known)]
    return bool(later) and _without_reason(later[0].before) != _without_reason(later[-1].after)


def _without_reason(word: str | None) -> str | None:
    return "departed" if word == "departed with reason" else word


def worth(reward: Reward, review: Review) -> float:
    """Return what an episode is worth.

    Raises :class:`~sro_policy.InputError` for what is no finite number.
    """
    value = reward(review)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InputError(f"{quoted(value)} is no reward", place="reward")
    return float(value)
