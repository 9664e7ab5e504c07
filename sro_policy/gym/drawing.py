"""Draws what a trainee does not know: a value for every fact that can be asked for.

Values are drawn evenly and independently, and thrown away where they cannot be so together. That says nothing of how
often anything happens in a school.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from sro_policy.errors import InputError
from sro_policy.gym.repertoire import Repertoire
from sro_policy.vocabulary import ChoiceFact, Fact, SetFact

if TYPE_CHECKING:
    import numpy as np

Drawn: TypeAlias = Mapping[str, Any]
"""A value for each fact by its key: true or false, a name, or of a set true or false for each member."""

MOST_TRIES: Final = 1000
"""So many draws are made for one case. Of Policy 431 nearly one in four can be so."""


def draw(repertoire: Repertoire, chance: np.random.Generator, can_be: Callable[[Drawn], bool]) -> Drawn:
    """Return a value for each fact that can be asked for, drawn anew until ``can_be`` accepts them together.

    Raises :class:`~sro_policy.InputError` where :data:`MOST_TRIES` draws give none.
    """
    for _ in range(MOST_TRIES):
        found = {fact.key: _value(fact, chance) for fact in repertoire.asked}
        if can_be(found):
            return found
    raise InputError(f"{MOST_TRIES:,} draws gave no case that can be so", place="opening")


def _value(fact: Fact, chance: np.random.Generator) -> object:
    if isinstance(fact, SetFact):
        return {member: bool(chance.integers(2)) for member in fact.values}
    if isinstance(fact, ChoiceFact):
        return fact.values[int(chance.integers(len(fact.values)))]
    return bool(chance.integers(2))
