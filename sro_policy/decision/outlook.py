"""What can still become of each finding once everything is known."""

from __future__ import annotations

from typing import Literal, TypeAlias, final

import attrs

Outcome: TypeAlias = Literal["not_applicable", "met", "breached"]
"""What a rule comes to on a complete record: it does not apply, or applies and is kept, or is broken."""


@final
@attrs.frozen(kw_only=True)
class Prospect:
    """One outcome of one rule about one subject."""

    rule: str
    clause: str
    subject: str
    outcome: Outcome

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {"rule": self.rule, "clause": self.clause, "subject": self.subject, "outcome": self.outcome}


@final
@attrs.frozen(kw_only=True)
class Outlook:
    """Every outcome of every rule, in exactly one of three.

    ``certain`` comes to be whatever is still learned; ``possible`` in some completions and not in others;
    ``ruled_out`` in none. A dated duty that is open, neither done nor late, counts as possible either way.
    """

    certain: tuple[Prospect, ...]
    possible: tuple[Prospect, ...]
    ruled_out: tuple[Prospect, ...]

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {
            "certain": [item.to_json() for item in self.certain],
            "possible": [item.to_json() for item in self.possible],
            "ruled_out": [item.to_json() for item in self.ruled_out],
        }
