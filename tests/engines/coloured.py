"""What the tests of the sealed engine share: a small world of coloured things, and what rules mean."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence

import pytest

from sro_policy.engines.sealed import Literal, MatchRule, available

needs_durable = pytest.mark.skipif(available() is not None, reason=f"durable-rules cannot run: {available()}")

COLOURS = {"colour": ("red", "green", "blue"), "size": ("small", "large"), "act.in_view": ("yes", "no", "unknown")}
RED = {"colour": "red", "size": "small", "act.in_view": "yes"}
RULES = (
    MatchRule("is-red", (("colour", "red"),)),
    MatchRule("is-red-and-small", (("size", "small"), ("colour", "red"))),
    MatchRule("is-seen", (("act.in_view", "yes"),)),
    MatchRule("is-blue", (("colour", "blue"),)),
)
TRUE_OF_RED = {"is-red", "is-red-and-small", "is-seen"}


def oracle(rules: Sequence[MatchRule], message: Mapping[str, str]) -> set[str]:
    """What the rules mean, in one line."""
    return {rule.name for rule in rules if all(message[name] == value for name, value in rule.literals)}


def invented(
    seed: int, *, rules: int, attributes: int, values: int = 3, literals: int = 3
) -> tuple[list[MatchRule], dict[str, list[str]], Callable[[], dict[str, str]]]:
    """Return rules and attributes made from a seed, and a maker of messages for them."""
    chance = random.Random(seed)
    declared = {f"attribute.{i}": [f"value {j}" for j in range(values)] for i in range(attributes)}

    def literal(name: str) -> Literal:
        return name, chance.choice(declared[name])

    made = [
        MatchRule(
            f"rule {i}", tuple(literal(name) for name in chance.sample(list(declared), chance.randint(1, literals)))
        )
        for i in range(rules)
    ]
    return made, declared, lambda: {name: chance.choice(of) for name, of in declared.items()}
