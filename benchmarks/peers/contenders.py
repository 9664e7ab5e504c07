"""Who answers: this library, and both others without and with the constraints written out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from benchmarks.peers.cedar import OnePolicyACondition, OnePolicyAnAlternative
from benchmarks.peers.incidents import Incident
from benchmarks.peers.ours import Library
from benchmarks.peers.questions import Question
from benchmarks.peers.rego import RulesOfBothSides
from sro_policy import Truth
from sro_policy.exact.groups import Group


class Contender(Protocol):
    """Answers questions about incidents."""

    @property
    def name(self) -> str:
        """What it is, and how the policy was written for it."""

    @property
    def told(self) -> bool:
        """Whether the constraints are among what it was given."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The policies or rules that were written for it."""

    def answers(self, incident: Incident) -> Mapping[str, Truth]:
        """Return answers by the names of their questions."""


def contenders(asked: tuple[Question, ...], ties: tuple[Group, ...]) -> tuple[Contender, ...]:
    """Return all of them; this library is the first."""
    return (
        Library(),
        OnePolicyACondition.build(asked),
        OnePolicyAnAlternative.build("Cedar, both sides", asked),
        OnePolicyAnAlternative.build("Cedar, constraints written out", asked, ties),
        RulesOfBothSides.build("Rego, both sides", asked),
        RulesOfBothSides.build("Rego, constraints written out", asked, ties),
    )
