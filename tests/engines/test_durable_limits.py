"""Whatever builds a definition, only the shape that was measured to be safe gets past the checks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sro_policy.engines import durable_limits as limits
from sro_policy.errors import EngineLimitError


def rule(*conditions: Any) -> dict[str, Any]:
    return {"all": [{"m": {"$and": [{"kind": "record"}, *conditions]}}], "run": print}


def numbered(count: int, make: Callable[[int], dict[str, Any]]) -> dict[str, Any]:
    return {"all": rule(), **{f"r{i}": make(i) for i in range(count)}}


def test_a_definition_within_the_limits_passes() -> None:
    """The shape that the builder makes is the shape that the check lets through, up to the last of 60 branches."""
    limits.check_ruleset("sealed-0", numbered(59, lambda i: rule({"a": str(i)})), ["a"])
    limits.check_ruleset("sealed-0", {"all": rule()}, [f"a{i}" for i in range(247)])


@pytest.mark.parametrize(
    ("definition", "says"),
    [
        pytest.param(numbered(60, lambda i: rule({"a": str(i)})), "61 branches, and at most 60", id="branches"),
        pytest.param(
            numbered(200, lambda _: rule({"a": "x"})), "200 rules with identical conditions, and at most 199", id="same"
        ),
        pytest.param(
            numbered(500, lambda i: rule({"a": str(i)})), "500 sibling conditions, and at most 499", id="siblings"
        ),
        pytest.param({}, "0 catch-all rules, and 1 is needed", id="empty"),
        pytest.param({"r": rule({"a": "x"})}, "0 catch-all rules, and 1 is needed", id="no catch-all"),
        pytest.param({"a.b": rule()}, "rule `a.b`: the name has other characters", id="rule name"),
        pytest.param({"r": {"all": [{"m": {"$and": []}}], "run": print}}, "at least 1 condition", id="empty and"),
        pytest.param({"r": {"all": [{"m": {"$or": [{"a": "x"}]}}], "run": print}}, "not one `$and`", id="or"),
        pytest.param({"r": {"all": [{"m": {"a": "x"}}], "run": print}}, "not one `$and`", id="no and"),
        pytest.param({"r": {**rule(), "count": 2}}, "not one `$and`", id="a setting"),
        pytest.param(
            {"r": {"all": [{"m": {"$and": [{"kind": "record"}], "a": "x"}}], "run": print}}, "not one", id="beside and"
        ),
        pytest.param(
            {"r": {"all": [{"m": {"$and": [{"kind": "record"}]}, "n": {}}], "run": print}}, "not one", id="beside m"
        ),
        pytest.param({"r": {"all": rule()["all"] * 2, "run": print}}, "not one `$and`", id="a join"),
        pytest.param({"r": "text"}, "not one `$and`", id="no rule at all"),
        pytest.param(
            {"r": {"all": [{"m": {"$and": [{"a": "x"}]}}], "run": print}}, "not the discriminator", id="discriminator"
        ),
        pytest.param({"r": rule({"a": "x", "b": "y"})}, "is not exactly 1 property", id="two keys"),
        pytest.param({"r": rule(["a", "x"])}, "is not exactly 1 property", id="not a condition"),
        pytest.param({"r": rule({"$nex": {"a": 1}})}, "`$nex` is not a property", id="nex"),
        pytest.param({"r": rule({"c": "x"})}, "`c` is not a property", id="unknown property"),
        pytest.param({"r": rule({"a": 1})}, "the value `1` is not a text", id="number"),
        pytest.param({"r": rule({"a": "x" * 65})}, "65 characters", id="long value"),
    ],
)
def test_definitions_outside_the_limits_are_refused(definition: dict[str, Any], says: str) -> None:
    """Whatever builds a definition, only the measured shape gets past, and the error says what exceeds what."""
    with pytest.raises(EngineLimitError) as refusal:
        limits.check_ruleset("sealed-0", definition, ["a", "b"])
    assert str(refusal.value).startswith("ruleset `sealed-0`")
    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "properties", "says"),
    [
        ("chart$state", ["a"], "ruleset `chart$state`: the name has other characters"),
        ("chart$flow", ["a"], "ruleset `chart$flow`: the name has other characters"),
        ("s", [f"a{i}" for i in range(248)], "251 properties in a message, and at most 250 are safe"),
        ("s", ["a", "a"], "a property is named twice"),
        ("s", ["costarring", "liquid"], "the properties `costarring` and `liquid` share one hash"),
    ],
)
def test_names_that_durable_rules_confuses_are_refused(name: str, properties: list[str], says: str) -> None:
    """State charts, too many properties, and names that only a hash tells apart."""
    with pytest.raises(EngineLimitError) as refusal:
        limits.check_ruleset(name, {"all": rule()}, properties)
    assert says in str(refusal.value)


def test_the_hash_is_that_of_the_c_layer() -> None:
    """The constants that its source gives for names come out, so collisions are found as it would have them."""
    assert limits.name_hash("id") == 926444256
    assert limits.name_hash("sid") == 3593476751
    assert limits.name_hash("$and") == 3746487396
