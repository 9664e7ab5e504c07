"""What the tests of flags share: a finding's status with and without the flags, and whether one is raised."""

from __future__ import annotations

from functools import cache
from typing import Any

import attrs

from sro_policy import POLICY_431, Decision, evaluate
from sro_policy.policy import Policy


@cache
def without_flags() -> Policy:
    """Return the policy with every flag taken away."""
    sections = []
    for section in POLICY_431.sections:
        clauses = [
            attrs.evolve(clause, rules=[attrs.evolve(rule, flags=()) for rule in clause.rules])
            for clause in section.clauses
        ]
        sections.append(attrs.evolve(section, clauses=clauses))
    return attrs.evolve(POLICY_431, sections=sections)


def verdicts(decision: Decision) -> list[tuple[Any, ...]]:
    """Return all that a flag must not touch."""
    return [
        (f.rule, f.subject, f.applies, f.broken, f.status, f.word, f.needs, f.due_by, f.met_by)
        for f in decision.findings
    ]


def judged(case: dict[str, Any], clause: str, subject: str, flag: str, **settings: str) -> tuple[str, bool]:
    """Return the status of a finding and whether it is flagged; that no flag moved any status is checked besides."""
    decision = evaluate(case, settings=settings)
    assert verdicts(decision) == verdicts(evaluate(case, settings=settings, policy=without_flags()))
    finding = decision.finding(clause, subject)
    return finding.status, flag in finding.flags
