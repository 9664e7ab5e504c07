"""What would change a finding: the least that would have to be otherwise."""

from __future__ import annotations

from typing import Literal, TypeAlias, final

import attrs

from sro_policy.decision.finding import Finding
from sro_policy.vocabulary.wording import spoken

Aim: TypeAlias = Literal["kept", "broken", "applies", "not_applicable"]
"""What the change is to bring about: that the rule is not broken, is broken, applies, or does not apply."""

_SPOKEN = {"clear": "not broken, whether or not it applies"}


@final
@attrs.frozen(kw_only=True)
class Step:
    """One fact that would have to be otherwise.

    ``was`` and ``becomes`` are clauses; ``was`` is ``None`` where nothing is known of it. ``fact``, ``subject``,
    ``member`` and ``value`` say what would stand in the case, as those of a ground do.
    """

    fact: str
    subject: str
    member: str | None
    value: bool | int | str
    was: str | None
    becomes: str
    can_be_acted_on: bool

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {
            "fact": self.fact,
            "subject": self.subject,
            "member": self.member,
            "value": self.value,
            "was": self.was,
            "becomes": self.becomes,
            "can_be_acted_on": self.can_be_acted_on,
        }


@final
@attrs.frozen(kw_only=True)
class Change:
    """Facts of which all would have to be otherwise, none to spare, and the finding that was found with them so."""

    steps: tuple[Step, ...]
    after: Finding

    def __str__(self) -> str:
        """Return it in words."""
        word = _SPOKEN.get(self.after.word) or spoken(self.after.word)
        lines = [f"{self.after.clause} would be: {word}, if"]
        lines += [f"- {step.becomes} ({f'now: {step.was}' if step.was else 'not known now'})" for step in self.steps]
        return "\n".join(lines)

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {"steps": [step.to_json() for step in self.steps], "after": self.after.to_json()}
