"""The two trainees of the examples."""

from __future__ import annotations

import pytest

from examples.gym.__main__ import main, run
from examples.gym.following_trainee import FollowingTrainee
from examples.gym.random_trainee import RandomTrainee


@pytest.mark.parametrize("seed", ["7"])
def test_both_are_told_in_tables_and_a_seed_repeats_them(capsys: pytest.CaptureFixture[str], seed: str) -> None:
    """Rewards, questions and steps, then the outcomes of each clause."""
    main(["--episodes", "3", "--seed", seed])
    first = capsys.readouterr().out
    assert first.startswith("| trainee | mean reward | questions | steps | cut short |\n")
    assert "| random: clause | violated | departed | awaiting judgment | met |" in first
    assert "| following: clause |" in first
    main(["--episodes", "3", "--seed", seed])
    assert capsys.readouterr().out == first


def test_whoever_asks_and_follows_violates_nothing() -> None:
    """Guidance that is asked for and followed keeps what is in the officer's hands; chance does not."""
    following, by_chance = run(FollowingTrainee, 12, 1), run(RandomTrainee, 12, 1)
    broken = {"violated", "departed"}
    assert not any(count for key, count in following.items() if isinstance(key, tuple) and key[1] in broken)
    assert any(count for key, count in by_chance.items() if isinstance(key, tuple) and key[1] in broken)
    assert following["questions"] < by_chance["questions"]
