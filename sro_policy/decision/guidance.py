"""What is asked of someone now, and how urgent it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

import attrs

from sro_policy.decision.finding import Finding, Word


@final
@attrs.frozen(kw_only=True)
class Guidance:
    """A finding that asks something of someone now. ``provisional`` ones are shown, and do not yet ask."""

    rule: str
    clause: str
    subject: str
    word: Word
    statement: str
    provisional: bool
    flags: tuple[str, ...]

    def __str__(self) -> str:
        """Return clause, word and statement in one line, and whether it is provisional."""
        word = f"{self.word}, provisional" if self.provisional else self.word
        return f"{self.clause} · {word} · {self.statement}"

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {
            "rule": self.rule,
            "clause": self.clause,
            "subject": self.subject,
            "word": self.word,
            "statement": self.statement,
            "provisional": self.provisional,
            "flags": list(self.flags),
        }


def asks(finding: Finding, contemplated: Mapping[str, bool]) -> bool:
    """Say whether a finding asks something of someone now; ``contemplated`` says of each act whether it is ahead."""
    return finding.status == "due" or (finding.status == "breached" and contemplated.get(finding.subject, False))


def urgency(finding: Finding, provisional: bool) -> int:  # noqa: FBT001 - a sort key
    """Return the place of a finding in the guidance: prohibitions and breaches, duties, advice, then the rest."""
    if provisional:
        return 3
    if finding.force in {"shall", "shall_not"}:
        return 0 if finding.force == "shall_not" or finding.status == "breached" else 1
    return 2
