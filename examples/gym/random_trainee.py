"""A trainee that takes any action that can be taken, at random."""

from __future__ import annotations

from typing import Any

import numpy as np

from sro_policy.gym import SroPolicyEnv


class RandomTrainee:
    """Knows what can be done, and nothing else."""

    def __init__(self, env: SroPolicyEnv, seed: int) -> None:  # noqa: ARG002 - as every trainee is made
        self._chance = np.random.default_rng(seed)

    def act(self, observation: dict[str, Any], info: dict[str, Any]) -> int:  # noqa: ARG002 - it looks at nothing
        """Return the number of an action."""
        return int(self._chance.choice(np.flatnonzero(info["action_mask"])))
