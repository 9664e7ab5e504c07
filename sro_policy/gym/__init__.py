"""A Gymnasium environment: a trainee that is a program asks, plans an act, and does it; a review says what it comes to.

Importing it registers ``SroPolicy-v0``. It needs the extra ``gym``.
"""

try:
    import gymnasium
except ImportError as missing:
    raise ImportError("the environment needs the extra `gym`: pip install 'sro-policy[gym]'") from missing

from sro_policy.gym.actions import Action, ActionKind
from sro_policy.gym.environment import SroPolicyEnv
from sro_policy.gym.repertoire import Repertoire
from sro_policy.gym.rewards import EXAMPLE_WEIGHTS, Counts, Reward, by_outcome, is_the_trainees

ENVIRONMENT = "SroPolicy-v0"
"""The id by which :func:`gymnasium.make` finds the environment."""

if ENVIRONMENT not in gymnasium.registry:
    gymnasium.register(ENVIRONMENT, entry_point="sro_policy.gym.environment:SroPolicyEnv")

__all__ = [
    "ENVIRONMENT",
    "EXAMPLE_WEIGHTS",
    "Action",
    "ActionKind",
    "Counts",
    "Repertoire",
    "Reward",
    "SroPolicyEnv",
    "by_outcome",
    "is_the_trainees",
]
