"""What is otherwise in one decision than in another: findings and guidance that are new, gone, or not the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, Literal, TypeVar, final

import attrs

from sro_policy.decision import Decision, Finding, Guidance

Item = TypeVar("Item", Finding, Guidance)


@final
@attrs.frozen
class Otherwise(Generic[Item]):
    """A finding, or a piece of guidance, before and after; ``None`` where there is none."""

    rule: str
    subject: str
    before: Item | None
    after: Item | None

    @property
    def kind(self) -> Literal["added", "withdrawn", "altered"]:
        """What became of it."""
        if self.before is None:
            return "added"
        return "withdrawn" if self.after is None else "altered"


def between(before: Iterable[Item], after: Iterable[Item]) -> tuple[Otherwise[Item], ...]:
    """Return what is otherwise after, in the order that it has there; what is gone stands last."""
    was: Mapping[tuple[str, str], Item] = _by_place(before)
    now: Mapping[tuple[str, str], Item] = _by_place(after)
    places = [*now, *(place for place in was if place not in now)]
    every = (Otherwise(rule, subject, was.get((rule, subject)), now.get((rule, subject))) for rule, subject in places)
    return tuple(one for one in every if one.before != one.after)


def _by_place(items: Iterable[Item]) -> Mapping[tuple[str, str], Item]:
    return {(item.rule, item.subject): item for item in items}


def findings_between(before: Decision | None, after: Decision) -> tuple[Otherwise[Finding], ...]:
    """Return which findings are otherwise; without a decision before, all are new."""
    return between(before.findings if before else (), after.findings)


def guidance_between(before: Decision | None, after: Decision) -> tuple[Otherwise[Guidance], ...]:
    """Return which pieces of guidance are otherwise; without a decision before, all are new."""
    return between(before.guidance if before else (), after.guidance)
