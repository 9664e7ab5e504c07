"""A trainee that asks the best question until none is left, follows the guidance, and then acts.

The act that it is after is drawn at random, so that it is no better off than a trainee that never wanted anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from sro_policy.gym import SroPolicyEnv


class FollowingTrainee:
    """Asks as the observation ranks questions; takes from the incident how what is asked of it can be kept."""

    def __init__(self, env: SroPolicyEnv, seed: int) -> None:
        self._env = env
        self._chance = np.random.default_rng(seed)
        numbers = {str(action): number for number, action in enumerate(env.repertoire.actions)}
        self._asks = [numbers[f"ask {fact.key}"] for fact in env.repertoire.asked]
        self._plans = [number for name, number in numbers.items() if name.startswith("plan")]
        self._making = {(a.fact, a.value): n for n, a in enumerate(env.repertoire.actions) if a.kind in {"plan", "do"}}
        self._begin, self._end = numbers["begin"], numbers["end"]
        self._tried: set[int] = set()

    def act(self, observation: dict[str, Any], info: dict[str, Any]) -> int:
        """Return the number of an action."""
        mask = info["action_mask"]
        if observation["stage"] == 1:
            return self._end
        if not mask[self._begin]:
            self._tried.clear()
            return int(self._chance.choice(self._plans))
        ranks = observation["questions"]
        if ranks.any():
            return self._asks[int(np.flatnonzero(ranks == 1)[0])]
        return next(self._better(mask), self._begin)

    def _better(self, mask: np.ndarray) -> Iterator[int]:
        """Yield what would keep a rule that asks something, each action once."""
        decision = self._env.incident.final
        for one in decision.guidance:
            if one.provisional or one.subject == "officer":
                continue
            for way in decision.finding(one.rule, one.subject).changes("kept", in_our_hands=True):
                actions = [self._making.get((step.fact, step.value)) for step in way.steps]
                if all(number is not None and mask[number] and number not in self._tried for number in actions):
                    self._tried.add(actions[0])
                    yield actions[0]
