"""What durable-rules is given: short codes, few rulesets, and common conditions first."""

from __future__ import annotations

import pytest

from sro_policy.engines import durable_limits as limits
from sro_policy.engines import sealed_plan
from sro_policy.engines.sealed import MatchRule, SealedRulesets
from sro_policy.engines.sealed_plan import plan_rulesets
from sro_policy.errors import EngineLimitError

from .coloured import needs_durable


def test_no_code_is_a_word_of_the_engine() -> None:
    """All codes that a full message could use are distinct, short, and pass the check of names."""
    full = limits.MAX_PROPERTIES - len(limits.RESERVED)
    plan = plan_rulesets([MatchRule("any", (("a0", "x"),))], {f"a{i}": ("x",) for i in range(full)})
    codes = [code for code, _ in plan.codes.values()]
    limits.check_ruleset("sealed-0", plan.definition(plan.shards[0]), codes)
    assert len(codes) == full
    assert max(map(len, codes)) == 2


@pytest.mark.parametrize("count", [1, 58, 59, 60, 118, 119, 219, 600])
def test_shards_are_few_and_even(count: int) -> None:
    """No ruleset exceeds its 60 branches, no more are made than needed, and none is left nearly empty."""
    attributes = {"a": [str(i) for i in range(count)]}
    plan = plan_rulesets([MatchRule(str(i), (("a", str(i)),)) for i in range(count)], attributes)
    sizes = [len(shard) for shard in plan.shards]
    assert sum(sizes) == count
    assert len(sizes) == -(-count // 59)
    assert max(sizes) <= 59
    assert max(sizes) - min(sizes) <= len(sizes)


@needs_durable
def test_what_is_built_is_what_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A builder that made a ruleset too large would be stopped by the check, before the C layer."""
    monkeypatch.setattr(sealed_plan, "MAX_BRANCHES", 62)
    rules = [MatchRule(str(i), (("a", str(i)),)) for i in range(61)]
    with pytest.raises(EngineLimitError, match="ruleset `sealed-0`: 62 branches, and at most 60 are safe"):
        SealedRulesets(rules, {"a": [str(i) for i in range(61)]})


def test_common_conditions_come_first_and_stay_together() -> None:
    """Rules that share a situation test it first and lie side by side, however they were written down."""
    situations = [(f"s{i}", "yes") for i in range(3)]
    rules = [
        MatchRule(f"{i}-{j}", ((f"d{i}{j}", "yes"), situations[i])) for j in range(10) for i in range(len(situations))
    ]
    attributes = {name: ("yes", "no") for rule in rules for name, _ in rule.literals}
    (shard,) = plan_rulesets(rules, attributes).shards
    assert [branch.literals[0] for branch in shard] == [situation for situation in situations for _ in range(10)]
