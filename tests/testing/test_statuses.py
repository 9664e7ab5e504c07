"""The strategies reach what there is to reach."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from sro_policy import POLICY_431, evaluate
from sro_policy.prove.claims.statuses import REACHED, shape_of
from sro_policy.testing import partial_cases


def test_every_status_of_every_rule_is_reached_within_500_examples() -> None:
    """Each rule has each status that its shape allows, among 500 cases that are the same on every run."""
    left = {(rule.id, status) for rule in POLICY_431.bind({}).rules for status in REACHED[shape_of(rule)]}
    assert len(left) == 130

    @settings(max_examples=500, derandomize=True, database=None, deadline=None)
    @given(partial_cases())
    def look(case: dict[str, Any]) -> None:
        left.difference_update((finding.rule, finding.status) for finding in evaluate(case, engine="table").findings)

    look()
    assert not left
