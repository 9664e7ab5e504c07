"""What is expected of one finding, and how a finding differs from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import final

import attrs

from sro_policy.decision import Finding, Word
from sro_policy.errors import printable
from sro_policy.exact.plan import Truth
from sro_policy.policy import Status
from sro_policy.vocabulary import PARTS
from sro_policy.vocabulary.wording import listed, spoken


@final
@attrs.frozen
class Difference:
    """One thing in which a finding is not as expected, in words."""

    field: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.field}: expected {self.expected}; it is {self.found}"


@final
@attrs.frozen(kw_only=True)
class Expectation:
    """What is expected of the finding of a rule or clause on a subject; ``None`` leaves something open.

    The facts of ``needs`` and ``judged`` and the ``flags`` have to be among those of the finding, ``no_flags`` not.
    ``due_by`` is a day as text; ``no_due_by`` says that there is to be none.
    """

    name: str
    subject: str
    status: Status | None = None
    word: Word | None = None
    applies: Truth | None = None
    broken: Truth | None = None
    needs: tuple[str, ...] = ()
    judged: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    no_flags: tuple[str, ...] = ()
    due_by: str | None = None
    no_due_by: bool = False

    @property
    def id(self) -> str:
        """The name and the subject, as ``431.6.p3@a1``."""
        return f"{self.name}@{self.subject}"

    @property
    def about(self) -> str:
        """What it is about, in words."""
        return f"{self.name} on {PARTS.get(self.subject) or f'act {printable(self.subject)}'}"

    def differences(self, finding: Finding) -> tuple[Difference, ...]:
        """Return in what a finding is not as expected; nothing where it is."""
        return tuple(self._differences(finding))

    def _differences(self, finding: Finding) -> Iterator[Difference]:
        for field in ("status", "word", "applies", "broken"):
            expected, found = getattr(self, field), getattr(finding, field)
            if expected is not None and found != expected:
                yield Difference(field, spoken(expected), spoken(found))
        for field in ("needs", "judged", "flags"):
            asked, found = getattr(self, field), getattr(finding, field)
            missing = [name for name in asked if name not in found]
            if missing:
                yield Difference(field, f"{listed(missing, 'and')} among them", listed(found, "and") or "empty")
        raised = [name for name in self.no_flags if name in finding.flags]
        if raised:
            yield Difference("flags", f"no {listed(raised, 'or')}", listed(finding.flags, "and"))
        day = finding.due_by.isoformat() if finding.due_by else None
        if (self.due_by is not None or self.no_due_by) and day != self.due_by:
            yield Difference("due_by", self.due_by or "no day", day or "no day")
