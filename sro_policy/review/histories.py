"""How findings came about: which steps gave each another word, and from when each asked something of someone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias, final

import attrs

from sro_policy.decision import Finding, Guidance
from sro_policy.policy import Policy
from sro_policy.review.reviewed import Entry, Turn
from sro_policy.session import ActTimes, Caused, IncidentChange
from sro_policy.session.wording import worded

Place: TypeAlias = "tuple[str, str]"
"""A rule and a subject."""


def timeline_of(changes: Iterable[IncidentChange], policy: Policy) -> tuple[Entry, ...]:
    """Return the timeline of what steps changed, in words."""
    return tuple(
        Entry(
            step=change.step,
            known=worded(change.facts, policy),
            turns=tuple(_turn(change, one, policy) for one in change.findings if _word(one.before) != _word(one.after)),
        )
        for change in changes
    )


def turns_of(timeline: Iterable[Entry]) -> Mapping[Place, list[Turn]]:
    """Return the steps that gave each finding another word."""
    found: dict[Place, list[Turn]] = {}
    for entry in timeline:
        for turn in entry.turns:
            found.setdefault((turn.rule, turn.subject), []).append(turn)
    return found


@final
@attrs.frozen
class Asked:
    """From when findings asked something of someone, in milliseconds; of an act, until it ended."""

    changes: tuple[IncidentChange, ...]
    acts: Mapping[str, ActTimes]

    def since(self) -> Mapping[Place, int]:
        """Return it for each finding that still asked at the end of its act, or asks now."""
        found: dict[Place, int] = {}
        for change in self.changes:
            for one in change.guidance:
                place = (one.rule, one.subject)
                if self._is_too_late(one.subject, change.step.at):
                    continue
                if not _asks(one.after):
                    found.pop(place, None)
                elif place not in found:
                    found[place] = change.step.at
        return found

    def _is_too_late(self, subject: str, at: int) -> bool:
        times = self.acts.get(subject)
        return times is not None and times.ended is not None and at >= times.ended


def _asks(guidance: Guidance | None) -> bool:
    return guidance is not None and not guidance.provisional


def _turn(change: IncidentChange, one: Caused[Finding], policy: Policy) -> Turn:
    shown = one.after or one.before
    assert shown is not None
    return Turn(
        rule=one.rule,
        clause=shown.clause,
        subject=one.subject,
        step=change.step.number,
        at=change.step.at,
        before=_word(one.before),
        after=_word(one.after),
        because=worded(one.because, policy, within=one.subject),
    )


def _word(finding: Finding | None) -> str | None:
    return None if finding is None else finding.word
