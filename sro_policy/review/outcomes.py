"""What a finding comes to in a review."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

from sro_policy.decision import Finding
from sro_policy.errors import InputError, unknown

ReviewOutcome: TypeAlias = Literal[
    "violated",
    "departed",
    "departed with reason",
    "awaiting judgment",
    "undetermined",
    "ahead",
    "met",
    "clear",
    "not applicable",
]
"""What a finding comes to: as its status says, and what is open told apart.

``awaiting judgment`` is what facts alone cannot settle any more: all that it still needs is for a person to judge.
``undetermined`` still needs facts. ``ahead`` is what can still be done or left: of an act that is not known to be done,
or of a duty that is not yet late. A duty alone is ``violated``; from advice somebody ``departed``.
"""

OUTCOMES: Final[dict[ReviewOutcome, str]] = {
    "violated": "A duty of the policy was not kept.",
    "departed": "Advice was not followed, and no reason was given.",
    "departed with reason": "Advice was not followed. Whether the reason given is good enough, a person decides.",
    "awaiting judgment": "The facts are in; what is left is for a person to judge.",
    "undetermined": "Facts are missing. This is no finding against anyone.",
    "ahead": "This can still be kept or broken: nobody said that the act is done, or the day has not passed.",
    "met": "Kept, or permitted.",
    "clear": "Not broken, whether or not it applies.",
    "not applicable": "The rule does not speak here.",
}
"""Every outcome, in the order in which people look at them, and what it says."""

BROKEN: Final[frozenset[ReviewOutcome]] = frozenset({"violated", "departed", "departed with reason"})
"""The outcomes of what was not kept; a finding on what is past has the same words."""

OPEN: Final[frozenset[ReviewOutcome]] = frozenset({"awaiting judgment", "undetermined"})
"""The outcomes of what is not decided yet."""

_DUTIES = {"shall", "shall_not"}


def check_outcomes(outcomes: Iterable[object], place: str) -> None:
    """Refuse an outcome that there is not, with the nearest that there is.

    Raises :class:`~sro_policy.errors.InputError`.
    """
    for outcome in outcomes:
        if outcome not in OUTCOMES:
            raise InputError(unknown("outcome", outcome, OUTCOMES, otherwise="outcomes are"), place=place)


def outcome_of(finding: Finding, *, done: bool) -> ReviewOutcome:
    """Return what a finding comes to. ``done`` says that what it is about lies in the past, or has no stage."""
    if finding.status == "not_applicable":
        return "not applicable"
    if finding.status in {"met", "clear"}:
        return "met" if finding.status == "met" else "clear"
    if finding.status == "breached":
        if not done:
            return "ahead"
        if finding.force in _DUTIES:
            return "violated"
        return "departed" if finding.reason is None else "departed with reason"
    if finding.status == "due" and (not done or not finding.needs):
        return "ahead"
    return "awaiting judgment" if finding.needs and set(finding.needs) == set(finding.judged) else "undetermined"
