"""The environment: what Gymnasium asks of one, and what it gives."""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Callable
from typing import Any

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

import sro_policy.gym
from sro_policy import InputError
from sro_policy.gym import ENVIRONMENT, EXAMPLE_WEIGHTS, SroPolicyEnv, by_outcome, is_the_trainees
from sro_policy.review import weighed

from .playing import NUMBERS, environment, played


@pytest.mark.parametrize("mode", [None, "ansi"])
def test_it_is_an_environment_by_the_checker_without_a_warning(mode: str | None) -> None:
    """What Gymnasium checks of an environment holds, found by its id and rendered or not."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made = gymnasium.make(ENVIRONMENT, render_mode=mode)
        check_env(made.unwrapped)
        vector = gymnasium.make_vec(ENVIRONMENT, num_envs=2, vectorization_mode="sync")
        observation, _ = vector.reset(seed=3)
    assert observation["facts"].shape[0] == 2
    vector.close()


@pytest.mark.parametrize("seed", range(4))
def test_an_episode_is_the_same_under_the_same_seed(seed: int) -> None:
    """Each observation, reward and mask, in two environments alike."""
    first, second = (played(environment(), seed) for _ in range(2))
    np.testing.assert_equal(first, second)
    other = played(environment(), seed + 100)
    with pytest.raises(AssertionError):
        np.testing.assert_equal(first, other)


def test_observations_lie_in_their_space_and_masks_tell_what_has_an_effect() -> None:
    """At every step of an episode; what the mask leaves out has none."""
    env = environment(step_limit=60)
    for step in played(env, 5):
        assert step[0] in env.observation_space
        assert step[-1]["action_mask"].shape == (env.action_space.n,)
    env.reset(seed=1)
    info = env.step(NUMBERS["end"])[4]
    assert not info["had_effect"]
    assert not info["action_mask"][NUMBERS["end"]]


def test_facts_are_seen_as_they_become_known() -> None:
    """0 is unknown, 1 yes and 2 no, or the place of a choice among its values from 1 on."""
    env = environment(opening={"incident": {"weapon": True, "injury": False, "person_role": "student_elsewhere"}})
    observation, _ = env.reset(seed=1)
    seen = dict(zip((v.name for v in env.repertoire.variables), observation["facts"].tolist(), strict=True))
    assert {name: code for name, code in seen.items() if code} == {
        "incident.weapon": 1,
        "incident.injury": 2,
        "incident.person_role": 2,
    }


def test_questions_are_ranked_and_guidance_is_marked() -> None:
    """The best question has 1; a rule that asks something has 1, and stops as it is kept."""
    env = environment()
    observation, _ = env.reset(seed=1)
    ranks = observation["questions"]
    best = env.repertoire.asked[int(np.flatnonzero(ranks == 1)[0])]
    assert best.key == next(one.fact for one in env.incident.final.questions if one.fact != "act.kind")
    opening = {
        "officer": {"is_sro": True},
        "incident": {"crime_alleged": True, "person_role": "student_here"},
        "acts": [{"id": "a1", "kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}],
    }
    observation, _ = env.reset(seed=1, options={"opening": opening})
    rule = env.rules.index("431.6/arrest-in-school")
    assert observation["guidance"][rule] == 1
    assert env.step(NUMBERS["do act.in_school: no"])[0]["guidance"][rule] == 0


def test_an_episode_ends_with_the_act_and_is_worth_what_its_review_weighs() -> None:
    """Until then nothing is gained; by default the example of weights counts."""
    env = environment()
    env.reset(seed=2)
    gained = [env.step(NUMBERS[name])[1] for name in ("plan act.kind: search", "begin")]
    assert gained == [0.0, 0.0]
    observation, reward, terminated, truncated, _ = env.step(NUMBERS["end"])
    assert (observation["stage"], terminated, truncated) == (2, True, False)
    found = env.review()
    own = [one for one in found.findings if is_the_trainees(found, one)]
    assert reward == weighed(found, lambda one: EXAMPLE_WEIGHTS.get(one.outcome) if one in own else None).total


def test_an_episode_is_cut_short_at_the_limit_and_reviewed_as_it_stands() -> None:
    """An act that ends at the limit has ended; one that does not is truncated."""
    env = environment(step_limit=3, reward=lambda found: len(found.acts))
    env.reset(seed=2)
    steps = [env.step(NUMBERS["wait"]) for _ in range(3)]
    assert [(step[1], step[2], step[3]) for step in steps] == [(0, False, False), (0, False, False), (1, False, True)]
    env.reset(seed=2)
    steps = [env.step(NUMBERS[name]) for name in ("plan act.kind: search", "begin", "end")]
    assert steps[-1][2:4] == (True, False)


@pytest.mark.parametrize("names", [("plan act.kind: search", "begin", "end"), ("wait", "wait", "wait")])
def test_an_episode_that_is_over_is_paid_once(names: tuple[str, ...]) -> None:
    """No further step is taken, whether it terminated or was truncated, until the next reset."""
    env = environment(step_limit=3, reward=lambda _: 1.0)
    for _ in range(2):
        env.reset(seed=2)
        assert sum(env.step(NUMBERS[name])[1] for name in names) == 1.0
        before = env.incident.case
        with pytest.raises(InputError, match=r"^the episode is over: reset it$"):
            env.step(NUMBERS["wait"])
        assert env.incident.case == before


def test_a_question_costs_what_you_say_once_it_is_answered() -> None:
    """An action without effect costs nothing but the step."""
    env = environment(question_cost=0.25)
    env.reset(seed=2)
    name = NUMBERS["ask incident.weapon"]
    assert [env.step(name)[1], env.step(name)[1], env.step(NUMBERS["wait"])[1]] == [-0.25, 0.0, 0.0]


def test_a_deed_that_the_hidden_case_can_forbid_costs_as_a_question_does() -> None:
    """Who takes part in discipline sees whether there is any, either way; what the mask leaves out tells nothing."""
    env = environment(question_cost=0.25)
    name = NUMBERS["do act.participates_in_discipline: yes"]
    costs = {}
    for seed in range(8):
        _, info = env.reset(seed=seed)
        assert info["action_mask"][name]
        _, gained, _, _, info = env.step(name)
        costs[info["had_effect"]] = gained
    assert costs == {True: -0.25, False: -0.25}
    assert env.step(NUMBERS["end"])[1] == 0.0


def test_a_deed_that_nothing_hidden_decides_costs_nothing() -> None:
    """Discipline can always be left to others; and where it is known to go on, to take part in it tells no more."""
    env = environment(question_cost=0.25)
    env.reset(seed=2)
    assert env.step(NUMBERS["do act.participates_in_discipline: no"])[1] == 0.0
    env.reset(options={"opening": {"acts": [{"id": "a1", "discipline_under_way": True}]}})
    assert env.step(NUMBERS["do act.participates_in_discipline: yes"])[1] == 0.0
    assert [env.step(NUMBERS[name])[1] for name in ("plan act.kind: search", "do act.in_school: yes")] == [0.0, 0.0]


def test_a_reward_of_yours_sees_the_review_and_is_a_number() -> None:
    """Whatever it gives, it has to be finite."""
    ended = ("plan act.kind: presence", "begin", "end")

    def last(reward: Callable[[Any], Any]) -> float:
        env = environment(reward=reward)
        env.reset(seed=2)
        return [env.step(NUMBERS[name])[1] for name in ended][-1]

    one, two = (last(by_outcome({"met": weight}, lambda *_: True)) for weight in (1.0, 2.0))
    assert two == 2 * one > 0
    assert last(lambda found: len(found.findings)) > 0
    for wrong in (float("nan"), float("inf"), True, "much", None):
        with pytest.raises(InputError, match=r"reward: .* is no reward"):
            last(lambda _, wrong=wrong: wrong)


def test_weights_are_by_outcomes_that_there_are() -> None:
    """A slip would count nothing, and nobody would see it."""
    with pytest.raises(InputError, match=r"weights: unknown outcome `departd`; did you mean `departed`\?"):
        by_outcome({"departd": 1.0})  # type: ignore[dict-item]
    with pytest.raises(InputError, match="unknown outcome `x`; outcomes are violated, departed"):
        by_outcome({"x": 1.0})  # type: ignore[dict-item]


def test_an_episode_reads_as_text() -> None:
    """What is known, what is asked of the officer, and what would be worth asking; without the mode there is none."""
    env = environment(
        render_mode="ansi", opening={"incident": {"weapon": True}, "acts": [{"id": "a1", "purposes": {"crime": True}}]}
    )
    env.reset(seed=1)
    assert env.render() == (
        "0:00 · the act is planned\nknown:\n- a weapon is involved\n- the act is for a crime\n"
        "guidance:\n- none\nworth asking:\n" + "".join(f"- {one.ask}\n" for one in env.incident.final.questions[:3])
    )
    silent = environment()
    silent.reset()
    assert silent.render() is None


def test_guidance_reads_as_text_and_there_may_be_nothing_to_ask() -> None:
    """Guidance as anywhere else; whoever is there for no school, and does nothing, has nothing left to ask."""
    arrest = {"kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}
    env = environment(render_mode="ansi", opening={"officer": {"is_sro": True}, "acts": [{"id": "a1", **arrest}]})
    env.reset(seed=1)
    assert env.incident.final.guidance
    assert all(f"- {one}\n" in str(env.render()) for one in env.incident.final.guidance)
    nothing = {"crime_alleged": False, "holds_student_or_parent_data": False}
    env.reset(options={"opening": {"officer": {"is_sro": False}, "incident": nothing}})
    env.step(NUMBERS["plan act.kind: presence"])
    assert str(env.render()).endswith("worth asking:\n- nothing\n")


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"question_cost": -1}, "question_cost: `-1` is no cost from 0 on"),
        ({"question_cost": True}, "question_cost: `True` is no cost from 0 on"),
        ({"question_cost": float("inf")}, "question_cost: `inf` is no cost from 0 on"),
        ({"step_limit": 0}, "step_limit: `0` is no number of steps from 1 on"),
        ({"step_limit": 2.0}, "step_limit: `2.0` is no number of steps from 1 on"),
        ({"render_mode": "human"}, "render_mode: `human` is no way to render; there is `ansi`"),
    ],
)
def test_an_environment_that_cannot_be_made_says_why(wrong: dict[str, Any], problem: str) -> None:
    """With the argument that is wrong."""
    with pytest.raises(InputError) as caught:
        environment(**wrong)
    assert str(caught.value) == problem


def test_before_the_first_reset_there_is_no_episode() -> None:
    """Each way to look at one says so."""
    env = SroPolicyEnv(render_mode="ansi")
    for look in (lambda: env.step(0), env.render, env.review, lambda: env.incident):
        with pytest.raises(InputError, match="there is no episode yet: reset the environment"):
            look()


def test_a_number_of_no_action_and_an_option_that_there_is_not_are_refused() -> None:
    """With how many there are, and with the nearest name."""
    env = environment()
    env.reset()
    with pytest.raises(InputError, match=rf"action: `999` is no action: there are {len(NUMBERS)}"):
        env.step(999)
    with pytest.raises(InputError, match=r"options: unknown option `openng`; did you mean `opening`\?"):
        env.reset(options={"openng": {}})
    with pytest.raises(InputError, match="options: unknown option `x`; options are opening"):
        env.reset(options={"x": {}})


def test_it_is_registered_once() -> None:
    """Importing it again leaves the registry alone."""
    code = (
        "import sys, warnings; warnings.simplefilter('error'); import gymnasium, sro_policy.gym\n"
        "first = gymnasium.registry['SroPolicy-v0']\n"
        "del sys.modules['sro_policy.gym']; import sro_policy.gym\n"
        "assert gymnasium.registry['SroPolicy-v0'] is first"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert sro_policy.gym.ENVIRONMENT == "SroPolicy-v0"


def test_without_gymnasium_the_extra_is_named() -> None:
    """Whoever imports it without the extra is told which, and the rest of the library does without."""
    code = (
        "import sys; sys.modules['gymnasium'] = None\n"
        "import sro_policy\n"
        "try:\n"
        "    import sro_policy.gym\n"
        "except ImportError as error:\n"
        "    assert str(error) == \"the environment needs the extra `gym`: pip install 'sro-policy[gym]'\", error\n"
        "else:\n"
        "    raise AssertionError\n"
        "assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
