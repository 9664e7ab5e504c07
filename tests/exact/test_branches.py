"""Branches, the disjunctive form of conditions, without what says nothing new."""

from __future__ import annotations

from sro_policy.exact.branches import without_covered


def test_a_branch_that_another_covers_is_dropped() -> None:
    """A branch that asks for more than another holds nowhere else; the shorter one is kept, once."""
    yes, no = frozenset({True}), frozenset({False})
    wide, narrow, other = {"a": yes}, {"a": yes, "b": no}, {"b": yes}
    assert without_covered([narrow, wide, other, wide]) == [wide, other]
    assert without_covered([{"a": yes}, {"a": yes | no, "b": yes}]) == [{"a": yes}, {"a": yes | no, "b": yes}]
