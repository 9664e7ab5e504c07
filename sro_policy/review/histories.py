"""How findings came about: which steps gave each another word, and from when each asked something of someone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias, final

import attrs

from sro_policy.decision import Finding
from sro_policy.policy import Policy
from sro_policy.review.reviewed import Entry, Turn
from sro_policy.session import ActTimes, Caused, IncidentChange, Source
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
    """From when a finding asked something of someone, and who made that known; and when it was broken, if it was."""

    since: int
    source: Source
    until: int | None = None


def asked_of(changes: Iterable[IncidentChange], acts: Mapping[str, ActTimes]) -> Mapping[Place, Asked]:
    """Return it of each finding that asked up to the end of its act, up to when it was broken, or asks still."""
    found: dict[Place, Asked] = {}
    for change in changes:
        step = change.step
        broken = {(one.rule, one.subject) for one in change.findings if one.after and one.after.status == "breached"}
        for one in change.guidance:
            place = (one.rule, one.subject)
            if _is_over(acts.get(one.subject), step.at):
                continue
            if one.after is not None and not one.after.provisional:
                found.setdefault(place, Asked(step.at, step.source))
            elif place in broken and place in found:
                found[place] = attrs.evolve(found[place], until=step.at)
            else:
                found.pop(place, None)
    return found


def _is_over(times: ActTimes | None, at: int) -> bool:
    return times is not None and times.ended is not None and at >= times.ended


def _turn(change: IncidentChange, one: Caused[Finding], policy: Policy) -> Turn:
    shown = one.after or one.before
    assert shown is not None
    return Turn(
        rule=one.rule,
        clause=shown.clause,
        subject=one.subject,
        step=change.step.number,
        at=change.step.at,
        source=change.step.source,
        before=_word(one.before),
        after=_word(one.after),
        because=worded(one.because, policy, within=one.subject),
    )


def _word(finding: Finding | None) -> str | None:
    return None if finding is None else finding.word
