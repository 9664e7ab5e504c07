"""What the sealed engine answers is what the rules mean, at every size and over any names."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sro_policy.engines import durable_limits as limits
from sro_policy.engines.sealed import MatchRule, SealedRulesets

from .coloured import COLOURS, RED, RULES, TRUE_OF_RED, invented, needs_durable, oracle

texts = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=12)
names = texts.filter(lambda name: name not in limits.RESERVED and not name.startswith("$"))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[MatchRule], dict[str, list[str]], list[dict[str, str]]]:
    """Attributes with awkward names and values, rules over them, and messages that some rules are true of."""
    attributes = draw(
        st.dictionaries(names, st.lists(texts, min_size=1, max_size=5, unique=True), min_size=1, max_size=12)
    )
    literals = st.sampled_from([(name, value) for name, values in attributes.items() for value in values])
    rules = draw(st.lists(st.builds(MatchRule, names, st.lists(literals, max_size=5).map(tuple)), max_size=150))
    message = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in attributes.items()})
    messages = draw(st.lists(message, min_size=1, max_size=5))
    for rule in rules[:3]:
        messages.append({**messages[0], **dict(rule.literals)})
    return rules, attributes, messages


@needs_durable
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(worlds())
def test_the_engine_says_what_the_rules_mean(
    world: tuple[list[MatchRule], dict[str, list[str]], list[dict[str, str]]],
) -> None:
    """Any rules, over any names and values that the limits allow, match exactly when all their literals are true."""
    rules, attributes, messages = world
    engine = SealedRulesets(rules, attributes)
    try:
        for message in [*messages, *messages]:
            assert engine.matches(message) == oracle(rules, message)
    finally:
        engine.close()


@needs_durable
@pytest.mark.parametrize(
    ("rules", "attributes", "values", "literals"),
    [
        pytest.param(60, 30, 3, 1, id="as many rules as one ruleset holds, and one more"),
        pytest.param(219, 30, 3, 4, id="the policy's own size"),
        pytest.param(600, 12, 2, 3, id="many rules, a third of which match"),
        pytest.param(150, 247, 2, 3, id="as many attributes as a message holds"),
        pytest.param(300, 3, 120, 2, id="more values than letters"),
        pytest.param(80, 40, 2, 40, id="rules as long as a message"),
    ],
)
def test_the_engine_says_what_the_rules_mean_at_every_size(
    rules: int, attributes: int, values: int, literals: int
) -> None:
    """Size changes nothing: at the limits the answers are those of the oracle."""
    made, declared, message = invented(rules, rules=rules, attributes=attributes, values=values, literals=literals)
    engine = SealedRulesets(made, declared)
    for _ in range(100):
        one = message()
        assert engine.matches(one) == oracle(made, one)
    for rule in made[:100]:
        one = {**message(), **dict(rule.literals)}
        assert engine.matches(one) == oracle(made, one)
    engine.close()


@needs_durable
def test_all_rules_of_a_full_ruleset_can_match_at_once() -> None:
    """The branches that wait in the C layer never overflow, even when every rule of every ruleset matches."""
    attributes = {f"a{i}": ("yes", "no") for i in range(200)}
    rules = [MatchRule(f"r{i}", ((f"a{i}", "yes"),)) for i in range(200)]
    engine = SealedRulesets(rules, attributes)
    assert engine.matches(dict.fromkeys(attributes, "yes")) == {rule.name for rule in rules}
    assert engine.matches(dict.fromkeys(attributes, "no")) == set()
    engine.close()


@needs_durable
def test_names_with_one_hash_stay_apart() -> None:
    """`costarring` and `liquid` are one property to durable-rules, and two attributes here."""
    assert limits.name_hash("costarring") == limits.name_hash("liquid")
    rules = [MatchRule("first", (("costarring", "yes"),)), MatchRule("second", (("liquid", "yes"),))]
    engine = SealedRulesets(rules, {"costarring": ("no", "yes"), "liquid": ("no", "yes")})
    assert engine.matches({"costarring": "yes", "liquid": "no"}) == {"first"}
    assert engine.matches({"costarring": "no", "liquid": "yes"}) == {"second"}
    engine.close()


@needs_durable
def test_rules_that_need_no_engine_are_folded() -> None:
    """A rule without literals always holds, one that contradicts itself never; neither reaches durable-rules."""
    rules = [
        MatchRule("always", ()),
        MatchRule("never", (("colour", "red"), ("colour", "blue"))),
        MatchRule("twice-the-same", (("colour", "red"), ("colour", "red"))),
    ]
    engine = SealedRulesets(rules, COLOURS)
    assert engine.matches(RED) == {"always", "twice-the-same"}
    assert engine.matches({**RED, "colour": "blue"}) == {"always"}
    engine.close()
    folded = SealedRulesets(rules[:2], COLOURS)
    assert folded.matches(RED) == {"always"}
    folded.close()


@needs_durable
def test_rules_share_literals_and_names() -> None:
    """Rules with the same literals answer together; a name with several rules holds when one of them does."""
    rules = [
        MatchRule("one", (("colour", "red"), ("size", "small"))),
        MatchRule("two", (("size", "small"), ("colour", "red"))),
        MatchRule("either", (("colour", "red"),)),
        MatchRule("either", (("size", "large"),)),
    ]
    engine = SealedRulesets(rules, COLOURS)
    assert engine.matches(RED) == {"one", "two", "either"}
    assert engine.matches({**RED, "size": "large"}) == {"either"}
    assert engine.matches({**RED, "colour": "blue"}) == set()
    engine.close()


@needs_durable
def test_nothing_is_something_to_match() -> None:
    """No rules, or no attributes, is an ordinary case."""
    empty = SealedRulesets([], {})
    assert empty.matches({}) == set()
    empty.close()
    constant = SealedRulesets([MatchRule("always", ())], {})
    assert constant.matches({}) == {"always"}
    constant.close()


@needs_durable
def test_the_answer_is_the_callers_own(engine: SealedRulesets) -> None:
    """Changing an answer changes no later one."""
    engine.matches(RED).clear()
    assert engine.matches(RED) == TRUE_OF_RED


@needs_durable
def test_instances_are_independent() -> None:
    """Two sets of rules live side by side, and one does not mind the other's end."""
    first = SealedRulesets(RULES, COLOURS)
    second = SealedRulesets([MatchRule("other", (("colour", "red"),))], COLOURS)
    assert first.matches(RED) == TRUE_OF_RED
    assert second.matches(RED) == {"other"}
    first.close()
    assert second.matches(RED) == {"other"}
    second.close()
