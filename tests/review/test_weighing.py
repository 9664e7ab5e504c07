"""The hook for weights."""

from __future__ import annotations

import math
from typing import Any

import pytest

from sro_policy import InputError
from sro_policy.review import Reviewed, review, weighed

from .incidents import ARREST, arrest


def test_weights_are_those_that_somebody_gives() -> None:
    """A finding without a weight is left out, and the sum is of the others."""
    weights = {"departed with reason": 2, "awaiting judgment": 0.5}
    found = weighed(review(arrest()), lambda one: weights.get(one.outcome))
    assert {one.outcome for one, _ in found.items} == set(weights)
    assert found.total == sum(weight for _, weight in found.items)
    assert {"rule": ARREST, "subject": "a1", "outcome": "departed with reason", "weight": 2.0} in found.to_json()[
        "items"
    ]
    assert weighed(review(arrest()), lambda _: None).to_json() == {"total": 0, "items": []}


class Weightless(float):
    """A number that denies its size."""

    def __abs__(self) -> float:
        return 0.0


@pytest.mark.parametrize("weight", [True, "2", math.nan, math.inf, -(10**400), 1.1e15, Weightless("inf")])
def test_what_is_no_weight_is_refused(weight: Any) -> None:
    """With the rule and the subject that it was given for."""

    def weigh(one: Reviewed) -> Any:
        return weight if one.finding.rule == ARREST else None

    with pytest.raises(InputError, match="is no weight") as caught:
        weighed(review(arrest()), weigh)
    assert caught.value.place == f"{ARREST}@a1"
