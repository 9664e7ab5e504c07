"""The status that follows from a verdict, and the word that a person reads."""

from __future__ import annotations

from sro_policy.decision import Word
from sro_policy.exact.plan import Truth, Verdict
from sro_policy.policy import BoundRule, Force, Status

_STATUS: dict[tuple[Truth, Truth], Status] = {
    ("no", "no"): "not_applicable",
    ("unknown", "no"): "clear",
    ("unknown", "unknown"): "undetermined",
    ("yes", "unknown"): "due",
    ("yes", "no"): "met",
    ("yes", "yes"): "breached",
}

_DUE: dict[Force, Word] = {
    Force.SHALL: "required",
    Force.SHALL_NOT: "prohibited",
    Force.SHOULD: "advised",
    Force.SHOULD_NOT: "advised against",
}


def status_of(verdict: Verdict) -> Status:
    """Return the status of a rule, given what is known of it."""
    return _STATUS[verdict.applies, verdict.broken]


def word_of(rule: BoundRule, status: Status, stage: str | None, reason: str | None) -> Word:
    """Return the word for a status.

    ``stage`` is ``contemplated`` or ``done`` for an act, and ``None`` for a subject that has no stage. A
    reason changes the word of a departure after the act, and nothing else.
    """
    if status == "due":
        return "to be reviewed" if stage == "done" else _DUE[rule.force]
    if status == "breached":
        if rule.force.is_duty:
            return "would violate" if stage == "contemplated" else "violated"
        if stage == "contemplated":
            return "would depart"
        return "departed with reason" if reason is not None else "departed"
    if status == "met":
        if rule.force is Force.NEED_NOT:
            return "excused"
        if rule.force is Force.MAY or rule.left_to_choice:
            return "permitted"
    return status
