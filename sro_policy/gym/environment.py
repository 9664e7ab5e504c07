"""The environment: an exercise behind the interface of Gymnasium."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeAlias, final

import gymnasium
import numpy as np
from gymnasium import spaces

from sro_policy.decision import EngineName
from sro_policy.errors import InputError, quoted, unknown
from sro_policy.gym.exercise import Exercise
from sro_policy.gym.rendering import rendered
from sro_policy.gym.repertoire import Repertoire
from sro_policy.gym.rewards import EXAMPLE_WEIGHTS, Reward, by_outcome, worth
from sro_policy.policy import Policy
from sro_policy.review import Review, review
from sro_policy.rules import POLICY_431
from sro_policy.session import LiveIncident

if TYPE_CHECKING:
    from numpy.typing import NDArray

Observation: TypeAlias = dict[str, Any]
"""By the keys of the observation space: ``facts``, ``questions``, ``guidance`` and ``stage``."""

STEP_LIMIT: Final = 100
"""After so many steps an episode is cut short, unless another limit is given."""

OPENING: Final[Mapping[str, Any]] = MappingProxyType({"officer": {"is_sro": True}})
"""What is so in every episode, and known: whoever trains here is an SRO."""

_OPTIONS: Final = ("opening",)


@final
class SroPolicyEnv(gymnasium.Env[Observation, np.int64]):
    """A hidden case, a trainee that asks and acts, and a review at the end.

    **Observation**, a dict of four:

    - ``facts``, whole numbers of shape ``(variables,)``: for each variable of ``repertoire.variables`` 0 where it is
      unknown, else 1 and up for its value in the order of its ``domain``: 1 is yes and 2 no, or the first of a choice.
    - ``questions``, whole numbers of shape ``(asked,)``: for each fact of ``repertoire.asked`` 0 where it is not worth
      asking, else its rank among the questions, 1 the best.
    - ``guidance``, 0 or 1 of shape ``(rules,)``: whether each rule of ``rules`` asks something of someone now.
    - ``stage``: 0 while the act is planned, 1 while it is under way, 2 when it has ended.

    **Action**, the number of one of ``repertoire.actions``. One that has no effect costs a step. ``info`` has the
    ``action_mask``, 0 or 1 of shape ``(actions,)`` for ``action_space.sample``, by what the trainee knows, and
    ``had_effect``.

    **Episode**: it terminates as the act ends, and is truncated after ``step_limit`` steps. Then it is over until the
    next reset. As it is over, and only then, the ``reward`` looks at the review of it; each question that is answered
    costs ``question_cost``, and so does each deed that the hidden case can allow or not, whichever it does.

    It is deterministic under a seed, and knows no clock.
    """

    metadata: ClassVar[dict[str, Any]] = {"render_modes": ["ansi"], "render_fps": 1}  # type: ignore[misc]  # the base has it as an instance's

    def __init__(
        self,
        *,
        reward: Reward | None = None,
        question_cost: float = 0.0,
        step_limit: int = STEP_LIMIT,
        opening: Mapping[str, Any] = OPENING,
        policy: Policy = POLICY_431,
        settings: Mapping[str, str] | None = None,
        engine: EngineName | None = None,
        render_mode: str | None = None,
    ) -> None:
        """Make an environment.

        ``reward`` is what an episode is worth by its review; without one, :data:`~sro_policy.gym.EXAMPLE_WEIGHTS` by
        outcome, of the findings that are the trainee's. ``question_cost``, from 0 on, is taken off for each answer,
        and for each deed that the hidden case can allow or not. ``opening`` is a case, such as that of a scenario: what
        it says is so and known in every episode. ``settings`` and ``engine`` are those of :func:`sro_policy.evaluate`.

        Raises :class:`~sro_policy.InputError` for a cost or a limit that is none, a way to render that there is not,
        and a setting that there is not.
        """
        if isinstance(question_cost, bool) or not 0 <= question_cost < np.inf:
            raise InputError(f"{quoted(question_cost)} is no cost from 0 on", place="question_cost")
        if type(step_limit) is not int or step_limit < 1:
            raise InputError(f"{quoted(step_limit)} is no number of steps from 1 on", place="step_limit")
        if render_mode not in {None, "ansi"}:
            raise InputError(f"{quoted(render_mode)} is no way to render; there is `ansi`", place="render_mode")
        self.render_mode = render_mode
        self.repertoire = Repertoire(policy.vocabulary)
        self.rules = tuple(rule.id for rule in policy.bind(dict(settings or {})).rules)
        self._reward = by_outcome(EXAMPLE_WEIGHTS) if reward is None else reward
        self._question_cost = float(question_cost)
        self._step_limit = step_limit
        self._opening = opening
        self._judging: dict[str, Any] = {"policy": policy, "settings": settings, "engine": engine}
        asked = len(self.repertoire.asked)
        self.observation_space = spaces.Dict(
            {
                "facts": spaces.MultiDiscrete([1 + len(variable.domain) for variable in self.repertoire.variables]),
                "questions": spaces.MultiDiscrete([1 + asked] * asked),
                "guidance": spaces.MultiBinary(len(self.rules)),
                "stage": spaces.Discrete(3),
            }
        )
        self.action_space = spaces.Discrete(len(self.repertoire.actions))
        self._exercise: Exercise | None = None
        self._steps = 0
        self._is_over = False

    @property
    def incident(self) -> LiveIncident:
        """What the trainee knows, as an incident with decisions, guidance and questions; once the act ended, all of it.

        Raises :class:`~sro_policy.InputError` before the first reset.
        """
        return self._running.incident

    def review(self) -> Review:
        """Return the review of the episode as it stands.

        Raises :class:`~sro_policy.InputError` before the first reset.
        """
        return review(self.incident)

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Observation, dict[str, Any]]:
        """Draw another case. ``options`` may hold an ``opening`` for this episode alone.

        Raises :class:`~sro_policy.InputError` for another option, and as :class:`~sro_policy.gym.exercise.Exercise`
        does for an opening.
        """
        super().reset(seed=seed)
        given = options or {}
        for name in given:
            if name not in _OPTIONS:
                raise InputError(unknown("option", name, _OPTIONS, otherwise="options are"), place="options")
        opening = given.get("opening", self._opening)
        self._exercise = Exercise(self.repertoire, opening, self.np_random, **self._judging)
        self._steps = 0
        self._is_over = False
        return self._observed(), self._told(had_effect=True)

    def step(self, action: np.int64 | int) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        """Take an action; return observation, reward, whether it terminated or was truncated, and ``info``.

        Raises :class:`~sro_policy.InputError` before the first reset, once the episode is over, for a number of no
        action, and where the reward is no finite number.
        """
        exercise = self._running
        if self._is_over:
            raise InputError("the episode is over: reset it")
        if not self.action_space.contains(action):
            raise InputError(f"{quoted(action)} is no action: there are {len(self.repertoire.actions)}", place="action")
        taken = self.repertoire.actions[int(action)]
        tells = exercise.tells(taken)
        had_effect = exercise.take(taken)
        self._steps += 1
        terminated = exercise.has_ended
        truncated = not terminated and self._steps >= self._step_limit
        gained = -self._question_cost if tells else 0.0
        self._is_over = terminated or truncated
        if self._is_over:
            gained += worth(self._reward, self.review())
        return self._observed(), gained, terminated, truncated, self._told(had_effect=had_effect)

    def render(self) -> str | None:
        """Return the episode as text, with ``render_mode="ansi"``; else ``None``.

        Raises :class:`~sro_policy.InputError` before the first reset.
        """
        return rendered(self._running, self.repertoire) if self.render_mode == "ansi" else None

    @property
    def _running(self) -> Exercise:
        if self._exercise is None:
            raise InputError("there is no episode yet: reset the environment")
        return self._exercise

    def _observed(self) -> Observation:
        exercise = self._running
        decision = exercise.incident.final
        known = exercise.known
        asked = {fact.key: index for index, fact in enumerate(self.repertoire.asked)}
        worth_asking = [asked[one.fact] for one in decision.questions if one.fact in asked]
        questions: NDArray[np.int64] = np.zeros(len(asked), dtype=np.int64)
        questions[worth_asking] = np.arange(1, len(worth_asking) + 1)
        asking = {one.rule for one in decision.guidance if not one.provisional}
        return {
            "facts": np.array(
                [
                    1 + variable.domain.index(known[variable.name]) if variable.name in known else 0
                    for variable in self.repertoire.variables
                ],
                dtype=np.int64,
            ),
            "questions": questions,
            "guidance": np.array([rule in asking for rule in self.rules], dtype=np.int8),
            "stage": np.int64(exercise.stage),
        }

    def _told(self, *, had_effect: bool) -> dict[str, Any]:
        mask = np.array(self._running.can_take_each(), dtype=np.int8)
        return {"action_mask": mask, "had_effect": had_effect}
