"""Which findings rest on figures that nobody has checked, and on which."""

from __future__ import annotations

from sro_policy.decision import Finding
from sro_policy.policy import BoundRule


def rests_on_unverified(finding: Finding) -> bool:
    """Say whether a finding rests on what is unverified: by its flag, or because it excuses by that alone."""
    excused = finding.force == "need_not" and finding.status == "met"
    return excused or "unverified_parameter" in finding.flags


def unverified_figures(rule: BoundRule, finding: Finding) -> list[str]:
    """Return the unverified figures on which a finding of a rule rests, or may rest once more is known, in words."""
    awaited = {
        figure
        for item in rule.computed
        if any(fact.key in finding.needs for fact in item.inputs)
        for figure in item.figures
    }
    return [
        f"{item.value} {item.unit} ({item.source})"
        for item in rule.parameters
        if not item.verified and (rests_on_unverified(finding) or item.name in awaited)
    ]
