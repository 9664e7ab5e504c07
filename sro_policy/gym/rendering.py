"""An episode as text: what is known, what is asked of the officer, and what would be worth asking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sro_policy.gym.exercise import Exercise
from sro_policy.gym.repertoire import Repertoire
from sro_policy.session.times import in_words
from sro_policy.vocabulary import SetFact

_MOST_QUESTIONS: Final = 3
_STAGES: Final = ("planned", "under way", "ended")


def rendered(exercise: Exercise, repertoire: Repertoire) -> str:
    """Return an episode as lines of text for a terminal."""
    decision = exercise.incident.final
    lines = [f"{in_words(exercise.incident.now)} · the act is {_STAGES[exercise.stage]}", "known:"]
    lines += [f"- {says}" for says in _known(exercise.incident.case, repertoire)]
    lines += ["guidance:", *([f"- {one}" for one in decision.guidance] or ["- none"])]
    lines += ["worth asking:", *([f"- {one}" for one in decision.questions[:_MOST_QUESTIONS]] or ["- nothing"])]
    return "\n".join(lines) + "\n"


def _known(case: Mapping[str, object], repertoire: Repertoire) -> Iterator[str]:
    for fact in repertoire.facts:
        value = repertoire.said(case, fact).get(fact.name)
        if isinstance(fact, SetFact) and isinstance(value, Mapping):
            yield fact.worded(tuple(value.items()))
        elif value is not None:
            yield fact.worded(value)
