"""Let both trainees run the same episodes, and tell how they did: ``python -m examples.gym --seed 7``."""

from __future__ import annotations

import argparse
from collections import Counter

import gymnasium

from examples.gym.following_trainee import FollowingTrainee
from examples.gym.random_trainee import RandomTrainee
from sro_policy.gym import ENVIRONMENT

TRAINEES = {"random": RandomTrainee, "following": FollowingTrainee}
SHOWN = ("violated", "departed", "awaiting judgment", "met")


def main(arguments: list[str] | None = None) -> None:
    """Run the episodes of each trainee, and print three tables in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m examples.gym", description=__doc__)
    parser.add_argument("--episodes", type=int, default=100, help="how many episodes each trainee runs")
    parser.add_argument("--seed", type=int, default=0, help="the seed of the first episode; the next has the next")
    given = parser.parse_args(arguments)
    print("| trainee | mean reward | questions | steps | cut short |\n|---|---|---|---|---|")
    by_clause = {}
    for name, kind in TRAINEES.items():
        found = run(kind, given.episodes, given.seed)
        each = {key: found[key] / given.episodes for key in ("reward", "questions", "steps")}
        print(
            f"| {name} | {each['reward']:.2f} | {each['questions']:.1f} | {each['steps']:.1f} | {found['truncated']} |"
        )
        by_clause[name] = {key: count for key, count in found.items() if isinstance(key, tuple)}
    for name, counts in by_clause.items():
        print(f"\n| {name}: clause | {' | '.join(SHOWN)} |\n|---|{'---|' * len(SHOWN)}")
        for clause in dict.fromkeys(clause for clause, _ in counts):
            row = [counts.get((clause, outcome), 0) for outcome in SHOWN]
            if any(row):
                print(f"| {clause} | {' | '.join(map(str, row))} |")


def run(kind: type, episodes: int, seed: int) -> Counter:
    """Return the sums over all episodes, and how often each clause had each outcome."""
    env = gymnasium.make(ENVIRONMENT).unwrapped
    found: Counter = Counter()
    for number in range(seed, seed + episodes):
        trainee = kind(env, number)
        observation, info = env.reset(seed=number)
        is_over = False
        while not is_over:
            action = trainee.act(observation, info)
            observation, reward, terminated, truncated, info = env.step(action)
            found["reward"] += reward
            found["steps"] += 1
            found["questions"] += env.repertoire.actions[action].kind == "ask"
            is_over = terminated or truncated
        found["truncated"] += truncated
        found.update((one.finding.clause, one.outcome) for one in env.review().findings)
    return found


if __name__ == "__main__":
    main()
