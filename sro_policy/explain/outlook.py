"""Certain, still possible, ruled out: every outcome of every rule in one of the three."""

from __future__ import annotations

from collections.abc import Mapping

from sro_policy.decision import Outcome, Outlook, Prospect
from sro_policy.explain.subjects import SubjectView


def outlook(views: list[SubjectView], order: Mapping[str, int]) -> Outlook:
    """Return the outcomes of all rules, in the order of the policy and then of the subjects."""
    found: list[tuple[int, Prospect, bool, int]] = []
    for view in views:
        possible = view.lens.table.possible(view.known)
        for rule in view.lens.rules:
            applies, broken = rule.truths(possible)
            left: dict[Outcome, bool] = {
                "not_applicable": applies != "yes",
                "met": rule.can_be_met(possible),
                "breached": broken != "no",
            }
            count = sum(left.values())
            for outcome, can_be in left.items():
                prospect = Prospect(
                    rule=rule.rule.id, clause=rule.rule.clause.id, subject=view.subject, outcome=outcome
                )
                found.append((order[rule.rule.id], prospect, can_be, count))
    found.sort(key=lambda item: item[0])
    return Outlook(
        certain=tuple(prospect for _, prospect, can_be, count in found if can_be and count == 1),
        possible=tuple(prospect for _, prospect, can_be, count in found if can_be and count > 1),
        ruled_out=tuple(prospect for _, prospect, can_be, _ in found if not can_be),
    )
