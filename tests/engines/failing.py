"""What the tests of failure share: functions of the C layer that fail when they are told to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

C_FUNCTIONS = ("assert_fact", "start_action_for_state", "complete_and_start_action", "retract_fact")


class Failing:
    """Stands in for a function of the C layer; fails at the calls whose numbers it is given, from 0."""

    def __init__(self, inner: Callable[..., Any], at: Sequence[int] | None, error: BaseException) -> None:
        self.inner, self.at, self.error, self.calls = inner, at, error, 0

    def __call__(self, *arguments: Any) -> Any:
        number, self.calls = self.calls, self.calls + 1
        if self.at is None or number in self.at:
            raise self.error
        return self.inner(*arguments)
