"""How an interview begins where nothing is known yet: with what it is about, and a first fact of that."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias, final

import attrs

from sro_policy.decision import Question
from sro_policy.explain.answers import Answers, question_for
from sro_policy.policy import Policy
from sro_policy.vocabulary import BooleanFact, ChoiceFact, DateFact, Fact, IntegerFact

Part: TypeAlias = Literal["officer", "incident", "contract", "program"]


@final
@attrs.frozen
class Topic:
    """What an interview can be about: an act at its stage, or a part of the case."""

    words: str
    part: Part | None = None
    stage: Literal["contemplated", "done"] | None = None


TOPICS = (
    Topic("an act that an officer thinks of, or is about to do", stage="contemplated"),
    Topic("an act that an officer did", stage="done"),
    Topic("an officer's training, and review of the policy", "officer"),
    Topic("the contract between the school and the department", "contract"),
    Topic("the programme at a school", "program"),
)
"""The stage settles no rule, and so would be asked last; but every word of guidance depends on it."""

FIRST_ACT = "a1"
"""The id of the act that an interview begins with."""

# Whether somebody is an SRO is the scope of acts, and says nothing of the officer's own duties yet.
_OPENS_NOTHING = frozenset({"officer.is_sro"})


def opening_questions(policy: Policy, part: Part, today: dt.date | None) -> tuple[Question, ...]:
    """Return questions for the facts of a part of which no rule is judged, since none of its facts is known.

    Nothing is known that could tie them, so whatever is answered to one of them is possible.
    """
    return tuple(
        question_for(fact, part, _answers(fact, today), settles=())
        for fact in policy.vocabulary.of(part)
        if not fact.bearing and fact.key not in _OPENS_NOTHING
    )


def _answers(fact: Fact, today: dt.date | None) -> Answers:
    if isinstance(fact, DateFact):
        return "date", (False,), None, today
    if isinstance(fact, ChoiceFact):
        return "one of a list", fact.values, None, None
    if isinstance(fact, IntegerFact):
        return "number", (), fact.least, fact.most
    assert isinstance(fact, BooleanFact)  # no part has a set
    return "yes or no", (True, False), None, None
