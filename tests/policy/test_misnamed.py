"""A name of the text that is no rule is told as what it is."""

from __future__ import annotations

import pytest

from sro_policy import POLICY_431
from sro_policy.policy.misnamed import misnamed


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("431.8", "`431.8` is a section; its rules: 431.8/initial-training, 431.8/ongoing-training, "),
        ("431.6.p2", "`431.6.p2` is several clauses; its rules: 431.6/arrest-in-school, 431.6/arrest-away-from-"),
        ("431.4", "`431.4` is a section, and none of its clauses has a rule that gives findings"),
        ("431.1", "clause `431.1` has no rule: "),
        ("431.3(a)", "`431.3(a)` is a method, which obliges no one, and gives no finding"),
        ("431.3/safety-plan", "`431.3/safety-plan` is a method, "),
    ],
)
def test_what_has_no_finding_of_its_own_is_told_with_the_rules_that_stand_there(name: str, says: str) -> None:
    """A section and several clauses name their rules; a clause without a rule says why it has none."""
    assert misnamed(name, POLICY_431).startswith(says)


@pytest.mark.parametrize("name", ["431.7", "431.6.p3", "431.6/arrest-in-school", "431.71", "431.6.p", "", 431])
def test_a_rule_is_not_misnamed_nor_is_what_the_text_does_not_have(name: object) -> None:
    """Nothing is said of a rule, of a clause that has one, and of a name that is none of the text."""
    assert misnamed(name, POLICY_431) == ""


def test_where_clauses_are_named_a_section_names_its_clauses() -> None:
    """What stands there is told as it can be named."""
    said = misnamed("431.8", POLICY_431, by_clause=True)
    assert said == "`431.8` is a section; its clauses with rules: 431.8.s1.initial, 431.8.s1.ongoing, 431.8.s2"
