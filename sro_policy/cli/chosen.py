"""Which findings of a decision somebody asks for, by the name of a rule or clause and by subject."""

from __future__ import annotations

from sro_policy.cli.words import of_subject
from sro_policy.decision import Decision, Finding
from sro_policy.errors import InputError, nearest, quoted, unknown
from sro_policy.policy import Policy
from sro_policy.policy.misnamed import misnamed

_CALM = frozenset({"met", "clear", "not_applicable"})


def chosen(decision: Decision, policy: Policy, name: str | None, subject: str | None) -> list[Finding]:
    """Return the findings that were asked for, the most urgent first.

    Raises :class:`~sro_policy.errors.InputError` for a name or subject of which there is no finding.
    """
    found = _ordered(decision)
    if subject is not None:
        subjects = list(dict.fromkeys(finding.subject for finding in found))
        if subject not in subjects:
            raise InputError(f"no finding on {quoted(subject)}{nearest(subject, subjects)}", place="--subject")
        found = [finding for finding in found if finding.subject == subject]
    if name is not None:
        _refuse_unknown(policy, name)
        found = [finding for finding in found if name in {finding.rule, finding.clause}]
        if not found:
            about = next(rule.subject for rule in policy.bind({}).rules if name in {rule.clause.id, rule.id})
            whom = "an act" if about == "act" else of_subject(about)
            here = f"not {of_subject(subject)}" if subject else "of which the case says nothing that is judged"
            raise InputError(f"{quoted(name)} is about {whom}, {here}")
    return found


def pressing(findings: list[Finding], decision: Decision) -> list[Finding]:
    """Return the findings that ask something, were broken, or are open."""
    asks = {(item.rule, item.subject) for item in decision.guidance}
    return [f for f in findings if f.status not in _CALM or (f.rule, f.subject) in asks]


def _ordered(decision: Decision) -> list[Finding]:
    """Return all findings: what asks something by its urgency, what was broken, what is open, then the others."""
    asks = {(item.rule, item.subject): rank for rank, item in enumerate(decision.guidance)}
    rank = {"breached": 0, "undetermined": 1, "met": 2, "clear": 3, "not_applicable": 4}

    def place(finding: Finding) -> tuple[int, int]:
        urgent = asks.get((finding.rule, finding.subject))
        return (0, urgent) if urgent is not None else (1, rank[finding.status])

    return sorted(decision.findings, key=place)


def _refuse_unknown(policy: Policy, name: str) -> None:
    names = [found for rule in policy.bind({}).rules for found in (rule.clause.id, rule.id)]
    if name in names:
        return
    raise InputError(misnamed(name, policy) or unknown("rule or clause", name, names))
