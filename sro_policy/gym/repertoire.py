"""What there is to see, to ask and to do, made from the vocabulary: in an order that stays."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final, final

import attrs

from sro_policy.conditions import Value, Variable
from sro_policy.gym.actions import Action
from sro_policy.vocabulary import BooleanFact, ChoiceFact, Fact, SetFact, Vocabulary, act, incident
from sro_policy.vocabulary.kinds import SPOKEN_OF

THE_ACT: Final = "a1"
"""The id of the one act of an episode."""

_SEEN: Final = ("officer", "incident", "act")
"""Whose facts are seen. What a contract or a programme says is no matter of an incident."""

OWN_DEEDS: Final = (
    *(fact.key for fact in SPOKEN_OF),
    act.participates_in_discipline.key,
    act.deescalation_used.key,
    incident.school_referral_considered.key,
    incident.formal_criminal_referral.key,
)
"""What only the officer does: nobody else can say whether it is so, and what is not done is not so."""


@final
@attrs.frozen(slots=False, eq=False)
class Repertoire:
    """The facts that are seen, and the actions on them.

    Dates and numbers are neither seen nor asked: they decide when training was due, and nothing of an act.
    """

    vocabulary: Vocabulary

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that are seen, of the officer, the incident and the act, in the order of declaration."""
        kinds = (BooleanFact, ChoiceFact, SetFact)
        seen = (fact for subject in _SEEN for fact in self.vocabulary.of(subject))
        return tuple(fact for fact in seen if isinstance(fact, kinds) and fact.key != act.stage.key)

    @cached_property
    def variables(self) -> tuple[Variable, ...]:
        """The variables of those facts: of a set, one for each member."""
        return tuple(variable for fact in self.facts for variable in fact.variables)

    @cached_property
    def asked(self) -> tuple[Fact, ...]:
        """The facts that can be asked for, and that a case has hidden.

        They are all but the kind of the act, what only the officer does, and what a person judges of what was done:
        nobody draws such a judgment, so it is awaited, unless the opening has it.
        """
        return tuple(
            fact
            for fact in self.facts
            if fact.key not in {*OWN_DEEDS, act.kind.key} and not (fact.judged and fact.can_be_acted_on)
        )

    @cached_property
    def done(self) -> tuple[Fact, ...]:
        """The facts that the officer can make so or not so: their own deeds, and how the act is done.

        The latter are those of the act that can be acted on and are no judgment of what was done. An officer knows
        whether what they do is an official act, so that is a deed.
        """
        return tuple(fact for fact in self.facts if fact.key in OWN_DEEDS or _is_manner(fact))

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """Every action; its number is its place."""
        return (
            Action("wait"),
            Action("begin"),
            Action("end"),
            *(Action("ask", fact.key) for fact in self.asked),
            *(Action("plan", act.kind.key, kind) for kind in act.kind.values),
            *(Action("do", fact.key, value) for fact in self.done for value in (True, False)),
        )

    def values(self, case: Mapping[str, Any]) -> dict[str, Value]:
        """Return what a case says of each variable that is seen, and of which it says something."""
        found: dict[str, Value] = {}
        for fact in self.facts:
            value = self.said(case, fact).get(fact.name)
            if isinstance(value, Mapping):
                found |= {f"{fact.key}.{member}": belongs for member, belongs in value.items()}
            elif value is not None:
                found[fact.key] = value
        return found

    @staticmethod
    def said(case: Mapping[str, Any], fact: Fact) -> Mapping[str, Any]:
        """Return what a case says of the subject of a fact; its one act is the act."""
        found: Mapping[str, Any] = case["acts"][0] if fact.subject == "act" else case.get(fact.subject, {})
        return found


def _is_manner(fact: Fact) -> bool:
    return isinstance(fact, BooleanFact) and fact.subject == "act" and fact.can_be_acted_on and not fact.judged
