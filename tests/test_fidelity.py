"""The fidelity report: every clause of the text is accounted for, and rules and clauses lead to each other."""

from __future__ import annotations

import pytest

from sro_policy import POLICY_431, PolicyError
from sro_policy.fidelity import fidelity

from .policy.invented import policy


def test_every_clause_is_encoded_described_or_says_why_not() -> None:
    """All clauses are there in the order of the text, and none is unread."""
    found = fidelity()
    assert [item.clause for item in found.clauses] == list(POLICY_431.clauses)
    assert found.unread == ()
    assert sum(found.counts.values()) == len(found.clauses)
    assert found.counts == {"encoded": 27, "described": 8, "not encodable": 15}
    assert found.share_covered == pytest.approx(35 / 50)
    for item in found.clauses:
        assert bool(item.rules) != bool(item.reason)
        assert (item.treatment == "not encodable") == bool(item.reason)


def test_rules_lead_to_clauses_and_back() -> None:
    """Each rule that gives findings, and each method, is the rule of one clause, which names it."""
    found = fidelity()
    bound = POLICY_431.bind({})
    assert {rule.id: rule.clause.id for rule in (*bound.rules, *bound.methods)} == dict(found.clause_of)
    written = found.to_json()
    assert written["rules"] == dict(found.clause_of)
    assert written["counts"] == {"encoded": 27, "described": 8, "not encodable": 15, "unread": 0}


def test_only_a_policy_has_a_report() -> None:
    """What is no policy is named; of one without clauses all is covered."""
    with pytest.raises(PolicyError, match="`431` is no policy"):
        fidelity("431")  # type: ignore[arg-type]
    assert fidelity(policy()).share_covered == 1
