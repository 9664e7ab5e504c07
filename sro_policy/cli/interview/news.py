"""What an answer brought: guidance and breaches that are new or otherwise, and those that are no more."""

from __future__ import annotations

from typing import Literal, TypeAlias, final

import attrs

from sro_policy.decision import Decision, Finding

Key: TypeAlias = tuple[str, str]
Was: TypeAlias = Literal["asked", "broken", "worth noting"]

_BROKEN = frozenset({"violated", "departed", "departed with reason"})


@final
@attrs.frozen
class News:
    """What is to be told before anything else is asked.

    ``told`` are findings that ask something of someone, or that were broken, and were not told so before, each with
    whether it is provisional; ``over`` are those that were told, and are neither any more, each with what it was.
    """

    told: tuple[tuple[Finding, bool], ...]
    over: tuple[tuple[Finding, Was], ...]

    def __bool__(self) -> bool:
        return bool(self.told or self.over)


@final
class Announcer:
    """Keeps what was told of a case, so that each thing is told when it is new, and once."""

    def __init__(self) -> None:
        self._told: dict[Key, tuple[str, bool]] = {}

    def news(self, decision: Decision) -> News:
        """Return what a decision has that was not told yet, the most urgent first; it counts as told then."""
        found = {(finding.rule, finding.subject): finding for finding in decision.findings}
        now = {(item.rule, item.subject): item.provisional for item in decision.guidance}
        now |= {key: False for key, finding in found.items() if finding.status == "breached" and key not in now}
        told = {key: (found[key].word, provisional) for key, provisional in now.items()}
        new = tuple((found[key], now[key]) for key, words in told.items() if self._told.get(key) != words)
        over = tuple((found[key], _was(*was)) for key, was in self._told.items() if key not in told and key in found)
        self._told = dict(told)
        return News(new, over)


def _was(word: str, provisional: bool) -> Was:  # noqa: FBT001 - as it is kept
    if provisional:
        return "worth noting"
    return "broken" if word in _BROKEN else "asked"
