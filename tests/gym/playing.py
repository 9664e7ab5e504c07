"""What tests of the environment share: an episode, and its actions by their names."""

from __future__ import annotations

from typing import Any

import numpy as np

from sro_policy import POLICY_431
from sro_policy.gym import Repertoire, SroPolicyEnv
from sro_policy.gym.exercise import Exercise

REPERTOIRE = Repertoire(POLICY_431.vocabulary)
ACTIONS = {str(action): action for action in REPERTOIRE.actions}
NUMBERS = {name: number for number, name in enumerate(ACTIONS)}


def exercise(opening: Any = None, seed: int = 7, settings: dict[str, str] | None = None) -> Exercise:
    return Exercise(
        REPERTOIRE,
        {"officer": {"is_sro": True}} if opening is None else opening,
        np.random.default_rng(seed),
        policy=POLICY_431,
        settings=settings,
        engine="table",
    )


def take(running: Exercise, *names: str) -> list[bool]:
    return [running.take(ACTIONS[name]) for name in names]


def environment(**more: Any) -> SroPolicyEnv:
    return SroPolicyEnv(engine="table", **more)


def played(env: SroPolicyEnv, seed: int) -> list[Any]:
    """Everything that an episode of chance gives, from the first observation to the last."""
    chance = np.random.default_rng(seed)
    observation, info = env.reset(seed=seed)
    found: list[Any] = [(observation, info)]
    is_over = False
    while not is_over:
        step = env.step(int(chance.choice(np.flatnonzero(info["action_mask"]))))
        found.append(step)
        info, is_over = step[4], step[2] or step[3]
    return found
