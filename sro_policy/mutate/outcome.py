"""What became of each mutant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias, final

import attrs

from sro_policy.mutate.mutants import Mutant

Fate: TypeAlias = Literal["killed", "survived", "equivalent"]
"""A test noticed it, none did, or none could: it is the same policy."""


@final
@attrs.frozen(eq=False)
class Outcome:
    """One mutant and what became of it.

    ``killed_by`` is the test that noticed it. Of a survivor, ``case`` is the least by which a test could, under
    ``settings``, if one was found, and ``shows`` the status that the policy gives it, by rule; ``failed`` says why it
    was not tried to the end, where it was not.
    """

    mutant: Mutant
    fate: Fate = attrs.field(kw_only=True)
    killed_by: str | None = attrs.field(default=None, kw_only=True)
    case: Mapping[str, object] | None = attrs.field(default=None, kw_only=True)
    settings: Mapping[str, str] = attrs.field(factory=dict, kw_only=True)
    shows: Mapping[str, str] = attrs.field(factory=dict, kw_only=True)
    failed: str | None = attrs.field(default=None, kw_only=True)

    def to_json(self) -> dict[str, object]:
        """Return it as JSON."""
        return {
            "mutant": self.mutant.id,
            "rules": list(self.mutant.rules),
            "clause": self.mutant.clause or None,
            "says": self.mutant.says,
            "fate": self.fate,
            "killed_by": self.killed_by,
            "case": self.case,
            "settings": dict(self.settings),
            "shows": dict(self.shows),
            "failed": self.failed,
        }


@final
@attrs.frozen(eq=False)
class MutationReport:
    """All mutants of a policy, what a run of tests did to them, and how many seconds it took."""

    outcomes: tuple[Outcome, ...]
    seconds: float

    def of(self, fate: Fate) -> tuple[Outcome, ...]:
        """Return the mutants of one fate."""
        return tuple(outcome for outcome in self.outcomes if outcome.fate == fate)

    @property
    def score(self) -> float:
        """The share that was killed of those that can be, from 0 to 1; 1 where there are none."""
        killed, survived = len(self.of("killed")), len(self.of("survived"))
        return killed / (killed + survived) if killed + survived else 1.0

    def to_json(self) -> dict[str, object]:
        """Return it as JSON."""
        return {
            "score": round(self.score, 4),
            "killed": len(self.of("killed")),
            "survived": len(self.of("survived")),
            "equivalent": len(self.of("equivalent")),
            "seconds": round(self.seconds, 1),
            "mutants": [outcome.to_json() for outcome in self.outcomes],
        }
