"""What is asked of an incident, and what the answer is: what all completions agree on, by trying them all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

import attrs

from benchmarks.peers.incidents import Incident
from sro_policy import Truth
from sro_policy.conditions import Condition, negation
from sro_policy.policy import BoundPolicy
from sro_policy.reference import agreed

Asked = Literal["applies", "broken"]
BOTH: tuple[Asked, Asked] = ("applies", "broken")

SUBJECTS = ("incident", "act")
"""The subjects whose rules rest on no dates. What dates amount to is a matter of calendars, and is left out."""


@attrs.frozen
class Question:
    """Whether a rule applies, or whether it is broken: the condition that the policy has for it."""

    rule: str
    subject: str
    asked: Asked
    condition: Condition

    @property
    def name(self) -> str:
        """The rule and what is asked of it."""
        return f"{self.rule} {self.asked}"

    @property
    def opposite(self) -> Condition:
        """What holds where the answer is no."""
        return negation(self.condition)

    def answer(self, incident: Incident, constraints: Sequence[Condition]) -> Truth:
        """Return what all completions of the incident agree on: ``yes``, ``no`` or ``unknown``."""
        return cast("Truth", agreed(self.condition, incident.known, constraints))


def questions(policy: BoundPolicy) -> tuple[Question, ...]:
    """Return two questions for each rule, in the order of the text."""
    return tuple(
        Question(rule.id, subject, asked, rule.applies if asked == "applies" else rule.broken)
        for subject in SUBJECTS
        for rule in policy.of(subject)
        for asked in BOTH
    )
