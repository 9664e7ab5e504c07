"""What a decision and its findings need of whoever explains them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sro_policy.decision.change import Aim, Change
    from sro_policy.decision.decision import Decision
    from sro_policy.decision.explanation import Explanation
    from sro_policy.decision.finding import Finding
    from sro_policy.decision.outlook import Outlook
    from sro_policy.decision.question import Question


class Explainer(Protocol):
    """Explains one decision; given to it by the caller that makes it."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is still worth asking, best first."""

    @property
    def outlook(self) -> Outlook:
        """What can still become of each finding."""

    def unfound(self, name: str) -> str:
        """Return why nothing is found under a name; empty where the text has no such name."""

    def why(self, finding: Finding) -> Explanation:
        """Return why a finding is what it is."""

    def every_why(self, finding: Finding, most: int) -> tuple[Explanation, ...]:
        """Return an explanation for each least set of facts that decides a finding; no more than ``most``."""

    def changes(
        self, finding: Finding, aim: Aim | None, most: int, *, in_our_hands: bool, fixed: Collection[str]
    ) -> tuple[Change, ...]:
        """Return the least changes that reach an aim and leave what is fixed; no more than ``most``."""

    def by_one_fact(self, finding: Finding) -> tuple[Change, ...]:
        """Return each change of one fact alone that gives a finding another status."""

    def record(self, decision: Decision, previous: str | None, key: bytes | None) -> dict[str, object]:
        """Return the record of the decision."""
