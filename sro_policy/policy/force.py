"""What a clause's verb obliges to, and the words and statuses that follow from it."""

from __future__ import annotations

from enum import StrEnum


class Force(StrEnum):
    """The text's own verb; two more for what obliges no one."""

    SHALL = "shall"
    SHALL_NOT = "shall_not"
    SHOULD = "should"
    SHOULD_NOT = "should_not"
    MAY = "may"
    METHOD = "method"
    """One of the ways in which 431.3 says that the programme works: a checklist, no finding."""
    NEED_NOT = "need_not"
    """What the statute excuses someone from."""

    @property
    def forbids(self) -> bool:
        """Whether the conduct is what breaks the rule, instead of what keeps it."""
        return self in {Force.SHALL_NOT, Force.SHOULD_NOT}

    @property
    def is_duty(self) -> bool:
        """Whether a breach may be called a violation."""
        return self in {Force.SHALL, Force.SHALL_NOT}

    @property
    def is_advice(self) -> bool:
        """Whether a breach is a departure, to be explained, and never a violation."""
        return self in {Force.SHOULD, Force.SHOULD_NOT}

    @property
    def gives_findings(self) -> bool:
        """Whether a rule of this force yields findings at all."""
        return self is not Force.METHOD
