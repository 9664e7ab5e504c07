"""durable-rules, sealed: equal to an oracle, inside its limits, and whole again after any failure."""

from __future__ import annotations

import importlib
import json
import os
import random
import subprocess
import sys
import textwrap
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sro_policy.engines import durable_limits as limits
from sro_policy.engines import sealed, sealed_plan
from sro_policy.engines.sealed import EngineFailedError, Literal, MatchRule, SealedRulesets, available
from sro_policy.errors import EngineLimitError, EngineUnavailableError, InputError, PolicyError, SroPolicyError

needs_durable = pytest.mark.skipif(available() is not None, reason=f"durable-rules cannot run: {available()}")

COLOURS = {"colour": ("red", "green", "blue"), "size": ("small", "large"), "act.in_view": ("yes", "no", "unknown")}
RED = {"colour": "red", "size": "small", "act.in_view": "yes"}
RULES = (
    MatchRule("is-red", (("colour", "red"),)),
    MatchRule("is-red-and-small", (("size", "small"), ("colour", "red"))),
    MatchRule("is-seen", (("act.in_view", "yes"),)),
    MatchRule("is-blue", (("colour", "blue"),)),
)
TRUE_OF_RED = {"is-red", "is-red-and-small", "is-seen"}

C_FUNCTIONS = ("assert_fact", "start_action_for_state", "complete_and_start_action", "retract_fact")


def oracle(rules: Sequence[MatchRule], message: Mapping[str, str]) -> set[str]:
    """What the rules mean, in one line."""
    return {rule.name for rule in rules if all(message[name] == value for name, value in rule.literals)}


def invented(
    seed: int, *, rules: int, attributes: int, values: int = 3, literals: int = 3
) -> tuple[list[MatchRule], dict[str, list[str]], Callable[[], dict[str, str]]]:
    """Return rules and attributes made from a seed, and a maker of messages for them."""
    chance = random.Random(seed)
    declared = {f"attribute.{i}": [f"value {j}" for j in range(values)] for i in range(attributes)}

    def literal(name: str) -> Literal:
        return name, chance.choice(declared[name])

    made = [
        MatchRule(
            f"rule {i}", tuple(literal(name) for name in chance.sample(list(declared), chance.randint(1, literals)))
        )
        for i in range(rules)
    ]
    return made, declared, lambda: {name: chance.choice(of) for name, of in declared.items()}


def program(body: str) -> str:
    """Run a program of its own, with a time limit, and return what it prints."""
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PREAMBLE + textwrap.dedent(body)],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


PREAMBLE = f"""
import gc, os, sys, threading, time
from sro_policy.engines.sealed import EngineFailedError, MatchRule, SealedRulesets
ATTRIBUTES, RED, TRUE_OF_RED = {COLOURS!r}, {RED!r}, {TRUE_OF_RED!r}
RULES = [MatchRule(n, l) for n, l in {[(rule.name, rule.literals) for rule in RULES]!r}]
def resident():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
"""

linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")


@pytest.fixture
def engine() -> Iterator[SealedRulesets]:
    made = SealedRulesets(RULES, COLOURS)
    yield made
    made.close()


@pytest.fixture
def c_layer() -> ModuleType:
    return importlib.import_module("durable_rules_engine")


class Failing:
    """Stands in for a function of the C layer; fails at the calls whose numbers it is given, from 0."""

    def __init__(self, inner: Callable[..., Any], at: Sequence[int] | None, error: BaseException) -> None:
        self.inner, self.at, self.error, self.calls = inner, at, error, 0

    def __call__(self, *arguments: Any) -> Any:
        number, self.calls = self.calls, self.calls + 1
        if self.at is None or number in self.at:
            raise self.error
        return self.inner(*arguments)


# --- meaning ---------------------------------------------------------------------------------------------------

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


# --- messages --------------------------------------------------------------------------------------------------


@needs_durable
@pytest.mark.parametrize(
    ("message", "says"),
    [
        pytest.param({**RED, "colour": "purple"}, "colour: unknown value `purple`", id="unknown value"),
        pytest.param({**RED, "colour": "gren"}, "did you mean `green`", id="misspelt value"),
        pytest.param({**RED, "colour": True}, "colour: the value `True` is not a text", id="not a text"),
        pytest.param({**RED, "colour": ["red"]}, "is not a text", id="not hashable"),
        pytest.param({**RED, "color": "red"}, "unknown attribute `color`; did you mean `colour`", id="one too many"),
        pytest.param(dict([*RED.items(), (7, "red")]), "unknown attribute `7`", id="a name that is no text"),
        pytest.param({"colour": "red", "size": "small"}, "act.in_view: the attribute is missing", id="missing"),
        pytest.param({}, "colour: the attribute is missing", id="empty"),
        pytest.param(None, "`None` is not a mapping", id="nothing"),
        pytest.param([("colour", "red")], "is not a mapping", id="pairs"),
        pytest.param({**RED, "colour": 'red","size":"large'}, "unknown value", id="an attempt to inject"),
    ],
)
def test_other_messages_never_reach_the_c_layer(
    engine: SealedRulesets, c_layer: ModuleType, monkeypatch: pytest.MonkeyPatch, message: Any, says: str
) -> None:
    """What is not exactly a declared message is refused, with the reason, before durable-rules sees any of it."""
    monkeypatch.setattr(c_layer, "assert_fact", Failing(c_layer.assert_fact, None, AssertionError("was called")))
    with pytest.raises(InputError) as refusal:
        engine.matches(message)
    assert says in str(refusal.value)


@needs_durable
def test_any_mapping_is_a_message_but_none_may_invent(engine: SealedRulesets) -> None:
    """A read-only mapping will do; a `defaultdict` is read as what it holds, and is left as it was."""
    assert engine.matches(MappingProxyType(RED)) == TRUE_OF_RED
    assert engine.matches(defaultdict(str, RED)) == TRUE_OF_RED
    inventive = defaultdict(lambda: "red", {"size": "small", "act.in_view": "yes"})
    with pytest.raises(InputError, match="colour: the attribute is missing"):
        engine.matches(inventive)
    assert "colour" not in inventive


@needs_durable
def test_a_message_that_changes_under_the_reader_is_refused(engine: SealedRulesets) -> None:
    """If nothing is wrong any more when the reason is looked for, the message is still not accepted."""
    with pytest.raises(InputError, match="the message changed while it was read"):
        engine._plan.refuse(RED)


# --- declarations and limits -----------------------------------------------------------------------------------


@needs_durable
@pytest.mark.parametrize(
    ("literal", "says"),
    [
        (("color", "red"), "rule `typo`: undeclared attribute `color`; did you mean `colour`?"),
        (("colour", "gren"), "rule `typo`: undeclared value `gren` of `colour`; did you mean `green`?"),
    ],
)
def test_a_literal_that_cannot_be_meant_is_refused(literal: Literal, says: str) -> None:
    """A misspelt literal would silently never match, so it is refused with the nearest name."""
    with pytest.raises(PolicyError) as refusal:
        SealedRulesets([MatchRule("typo", (literal,))], COLOURS)
    assert str(refusal.value) == says


@needs_durable
@pytest.mark.parametrize(
    ("attributes", "says"),
    [
        ({f"a{i}": ("x",) for i in range(248)}, "attributes: 248 attributes, and at most 247 are safe"),
        ({"id": ("x",)}, "attribute `id`: the name is reserved"),
        ({"sid": ("x",)}, "attribute `sid`: the name is reserved"),
        ({"kind": ("x",)}, "attribute `kind`: the name is reserved"),
        ({"$and": ("x",)}, "attribute `$and`: the name is reserved"),
        ({"": ("x",)}, "attribute ``: the name is empty or has other characters"),
        ({"a" * 65: ("x",)}, "65 characters in the name, and at most 64 are safe"),
        ({"é": ("x",)}, "attribute `é`: the name is empty or has other characters than printable ASCII"),
        ({"a": "yes"}, "attribute `a`: the values are one text"),
        ({"a": ()}, "attribute `a`: 0 values, and at least 1 is needed"),
        ({"a": ("",)}, "attribute `a`: the value `` is empty"),
        ({"a": ("x\n",)}, "is empty or has other characters than printable ASCII"),
        ({"a": ("naïve",)}, "attribute `a`: the value `naïve` is empty or has other characters"),
        ({"a": ("x" * 65,)}, "`, and at most 64 are safe"),
        ({"a": (True, "yes")}, "attribute `a`: the value `True` is not a text"),
        ({"a": ("x", "y", "x")}, "attribute `a`: the value `x` is declared 2 times"),
    ],
)
def test_attributes_outside_the_limits_are_refused(attributes: Any, says: str) -> None:
    """The error names the attribute, the figure and the limit."""
    with pytest.raises(EngineLimitError) as refusal:
        SealedRulesets([], attributes)
    assert says in str(refusal.value)


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


def test_no_code_is_a_word_of_the_engine() -> None:
    """All codes that a full message could use are distinct, short, and pass the check of names."""
    codes = [sealed_plan._code(number) for number in range(limits.MAX_PROPERTIES - len(limits.RESERVED))]
    limits.check_ruleset("sealed-0", {"all": rule()}, codes)
    assert max(map(len, codes)) == 2


@needs_durable
@pytest.mark.parametrize("count", [1, 58, 59, 60, 118, 119, 219, 600])
def test_shards_are_few_and_even(count: int) -> None:
    """No ruleset exceeds its 60 branches, no more are made than needed, and none is left nearly empty."""
    attributes = {"a": [str(i) for i in range(count)]}
    plan = sealed_plan.plan_rulesets([MatchRule(str(i), (("a", str(i)),)) for i in range(count)], attributes)
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


@needs_durable
def test_common_conditions_come_first_and_stay_together() -> None:
    """Rules that share a situation test it first and lie side by side, however they were written down."""
    situations = [(f"s{i}", "yes") for i in range(3)]
    rules = [
        MatchRule(f"{i}-{j}", ((f"d{i}{j}", "yes"), situations[i])) for j in range(10) for i in range(len(situations))
    ]
    attributes = {name: ("yes", "no") for rule in rules for name, _ in rule.literals}
    (shard,) = sealed_plan.plan_rulesets(rules, attributes).shards
    assert [branch.literals[0] for branch in shard] == [situation for situation in situations for _ in range(10)]


# --- failures --------------------------------------------------------------------------------------------------


@needs_durable
@pytest.mark.parametrize("function", C_FUNCTIONS)
@pytest.mark.parametrize("at", [0, 1, 2])
def test_one_failure_of_the_c_layer_goes_unnoticed(
    engine: SealedRulesets, c_layer: ModuleType, monkeypatch: pytest.MonkeyPatch, function: str, at: int
) -> None:
    """Whichever function fails, at whichever call, another engine gives the right answer, and goes on giving it."""
    failing = Failing(getattr(c_layer, function), [at], c_layer.error("injected"))
    monkeypatch.setattr(c_layer, function, failing)
    for _ in range(4):
        assert engine.matches(RED) == TRUE_OF_RED
        assert engine.matches({**RED, "colour": "blue"}) == {"is-blue", "is-seen"}
    assert failing.calls > at


@needs_durable
@pytest.mark.parametrize("function", [*C_FUNCTIONS, "create_ruleset"])
def test_a_lasting_failure_is_reported_and_forgotten(
    engine: SealedRulesets, c_layer: ModuleType, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    """Two failures in a row raise our error with the cause; when the C layer works again, so does the instance."""
    engine.matches(RED)
    with monkeypatch.context() as broken:
        cause = c_layer.error("injected")
        broken.setattr(c_layer, function, Failing(getattr(c_layer, function), None, cause))
        if function == "create_ruleset":  # is called only to replace an engine that failed
            broken.setattr(c_layer, "assert_fact", Failing(c_layer.assert_fact, None, MemoryError()))
        for _ in range(2):
            with pytest.raises(EngineFailedError, match="on two engines in a row: injected") as failure:
                engine.matches(RED)
            assert isinstance(failure.value, SroPolicyError)
            assert failure.value.__cause__ is cause
    assert engine.matches(RED) == TRUE_OF_RED


@needs_durable
@pytest.mark.parametrize("function", [*C_FUNCTIONS, "create_ruleset"])
def test_an_engine_that_cannot_be_built_is_no_engine(
    c_layer: ModuleType, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    """A C layer that fails from the start shows when the instance is made, not at the first message."""
    monkeypatch.setattr(c_layer, function, Failing(getattr(c_layer, function), None, MemoryError("injected")))
    with pytest.raises(EngineFailedError, match="injected"):
        SealedRulesets(RULES, COLOURS)


@needs_durable
@pytest.mark.parametrize(
    ("function", "answer", "says"),
    [
        pytest.param("assert_fact", (1, 1), "did not take the message", id="not handled"),
        pytest.param("assert_fact", (2, 1), "did not take the message", id="seen before"),
        pytest.param("start_action_for_state", None, "did not take the message", id="nothing fired"),
        pytest.param("start_action_for_state", ("{}", '{"r99":{}}'), "r99", id="a rule that is not there"),
        pytest.param("start_action_for_state", ("{}", ""), "''", id="nothing to read"),
        pytest.param("complete_and_start_action", '{"r01":{}}', "more rules than there are", id="no end"),
    ],
)
def test_an_answer_that_makes_no_sense_is_a_failure(
    engine: SealedRulesets,
    c_layer: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    function: str,
    answer: Any,
    says: str,
) -> None:
    """What the C layer returns as a success is checked too; endless firing ends."""
    monkeypatch.setattr(c_layer, function, lambda *_: answer)
    with pytest.raises(EngineFailedError) as failure:
        engine.matches(RED)
    assert says in str(failure.value)
    monkeypatch.undo()
    assert engine.matches(RED) == TRUE_OF_RED


@needs_durable
def test_a_message_that_stays_behind_never_answers_for_another(
    engine: SealedRulesets, c_layer: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a retraction silently does nothing, the next message is refused by the C layer and goes to a new engine."""
    with monkeypatch.context() as broken:
        broken.setattr(c_layer, "retract_fact", lambda *_: (0, 1))
        assert engine.matches(RED) == TRUE_OF_RED
    assert engine.matches({**RED, "colour": "blue"}) == {"is-blue", "is-seen"}


@needs_durable
def test_a_wrong_first_answer_is_a_failure(c_layer: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each engine must give the answer to one message that is known without it."""
    monkeypatch.setattr(c_layer, "complete_and_start_action", lambda *_: None)
    with pytest.raises(EngineFailedError, match="wrong answer to the first message"):
        SealedRulesets(RULES, COLOURS)


@needs_durable
@pytest.mark.parametrize("function", ["complete_and_start_action", "retract_fact"])
def test_engines_that_fail_are_released_at_once(
    engine: SealedRulesets, c_layer: ModuleType, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    """All three engines are gone while the error is still held, so that a kept traceback keeps no memory of theirs."""
    kept = engine._slot.engine
    assert kept is not None
    handles = [ruleset.handle for ruleset in kept._rulesets]
    create, delete = c_layer.create_ruleset, c_layer.delete_ruleset
    deleted: list[int] = []

    def creating(*arguments: str) -> int:
        handles.append(create(*arguments))
        return handles[-1]

    def deleting(handle: int) -> None:
        deleted.append(handle)
        delete(handle)

    monkeypatch.setattr(c_layer, "create_ruleset", creating)
    monkeypatch.setattr(c_layer, "delete_ruleset", deleting)
    monkeypatch.setattr(c_layer, function, Failing(getattr(c_layer, function), None, c_layer.error("injected")))
    with pytest.raises(EngineFailedError) as failure:
        engine.matches(RED)
    assert set(handles) <= set(deleted)
    assert failure.value.__cause__ is not None


@needs_durable
@pytest.mark.parametrize("function", C_FUNCTIONS)
def test_an_interrupt_leaves_nothing_half_done(
    engine: SealedRulesets, c_layer: ModuleType, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    """A Ctrl-C between two calls passes through at once, and the next message meets a clean engine."""
    with monkeypatch.context() as interrupted:
        interrupted.setattr(c_layer, function, Failing(getattr(c_layer, function), [0], KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            engine.matches(RED)
    assert engine.matches({**RED, "colour": "blue"}) == {"is-blue", "is-seen"}


@needs_durable
@pytest.mark.parametrize("function", ["delete_state", "delete_ruleset"])
def test_what_cannot_be_released_is_left(c_layer: ModuleType, monkeypatch: pytest.MonkeyPatch, function: str) -> None:
    """A failure to release memory is no failure to answer, and hides none."""
    engine = SealedRulesets(RULES, COLOURS)
    monkeypatch.setattr(c_layer, function, Failing(getattr(c_layer, function), None, c_layer.error("injected")))
    monkeypatch.setattr(c_layer, "assert_fact", Failing(c_layer.assert_fact, [0], c_layer.error("injected")))
    assert engine.matches(RED) == TRUE_OF_RED
    engine.close()


@needs_durable
def test_states_are_deleted_before_their_rulesets(c_layer: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ruleset that is deleted first would take the only way to its session with it."""
    engine = SealedRulesets(
        [MatchRule(str(i), (("a", str(i)),)) for i in range(100)], {"a": [str(i) for i in range(100)]}
    )
    assert engine._slot.engine is not None
    handles = {ruleset.handle for ruleset in engine._slot.engine._rulesets}
    deleted: list[tuple[str, int]] = []

    def recording(function: str, inner: Callable[..., None]) -> Callable[..., None]:
        def record(handle: int, *session: str) -> None:
            if handle in handles:  # and not one of another test's, which may be collected meanwhile
                deleted.append((function, handle))
            inner(handle, *session)

        return record

    for function in ("delete_state", "delete_ruleset"):
        monkeypatch.setattr(c_layer, function, recording(function, getattr(c_layer, function)))
    engine.close()
    assert len(handles) == 2
    assert {
        deleted.index(("delete_ruleset", handle)) - deleted.index(("delete_state", handle)) for handle in handles
    } == {1}
    assert len(deleted) == 4


@needs_durable
def test_a_session_that_never_ran_an_action_is_not_deleted(
    c_layer: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deleting it would free memory that was never set; it is left instead."""
    refused = Failing(c_layer.delete_state, None, AssertionError("was called"))
    monkeypatch.setattr(c_layer, "delete_state", refused)
    monkeypatch.setattr(
        c_layer, "start_action_for_state", Failing(c_layer.start_action_for_state, None, c_layer.error("injected"))
    )
    with pytest.raises(EngineFailedError):
        SealedRulesets(RULES, COLOURS)
    assert refused.calls == 0


@needs_durable
def test_closed_is_closed() -> None:
    """A closed instance says so, and may be closed again."""
    engine = SealedRulesets(RULES, COLOURS)
    engine.close()
    engine.close()
    with pytest.raises(EngineUnavailableError, match="the engine is closed"):
        engine.matches(RED)


# --- threads, processes, memory --------------------------------------------------------------------------------


@needs_durable
@linux
def test_no_thread_is_started() -> None:
    """Neither Python nor the C layer starts a thread, however long the engine lives."""
    assert (
        program(
            """
        before = len(os.listdir("/proc/self/task"))
        engine = SealedRulesets(RULES, ATTRIBUTES)
        until = time.monotonic() + 1
        while time.monotonic() < until:  # the stock host starts its timers after a tenth of a second
            assert engine.matches(RED) == TRUE_OF_RED
            assert threading.enumerate() == [threading.main_thread()]
            assert len(os.listdir("/proc/self/task")) == before
        print(before)
        """
        )
        == "1"
    )


@needs_durable
def test_threads_share_an_instance(c_layer: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight threads at once get the oracle's answers, every one of them, and from one engine."""
    rules, attributes, message = invented(8, rules=150, attributes=15)
    engine = SealedRulesets(rules, attributes)
    messages = [message() for _ in range(200)]
    expected = [oracle(rules, one) for one in messages]
    start = threading.Barrier(8)
    another = Failing(c_layer.create_ruleset, None, AssertionError("was called"))
    monkeypatch.setattr(c_layer, "create_ruleset", another)
    retract = c_layer.retract_fact

    def yielding(handle: int, message: str) -> Any:
        time.sleep(0)  # lets another thread run while the message is still there
        return retract(handle, message)

    monkeypatch.setattr(c_layer, "retract_fact", yielding)

    def worker(seed: int) -> int:
        chance = random.Random(seed)
        start.wait()
        wrong = 0
        for turn in range(400):
            number = chance.randrange(len(messages))
            if turn % 100 == 50:
                with pytest.raises(InputError):
                    engine.matches({})
            wrong += engine.matches(messages[number]) != expected[number]
        return wrong

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(worker, range(8))) == 0
    assert another.calls == 0
    engine.close()


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


@needs_durable
def test_another_process_gets_an_engine_of_its_own(engine: SealedRulesets, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process number that has changed means that the engine, and the lock, were another process's."""
    inherited = engine._slot
    inherited.lock.acquire()  # as if the fork had come while another thread was at work
    monkeypatch.setattr(sealed, "getpid", lambda: -1)
    assert engine.matches(RED) == TRUE_OF_RED
    assert engine._slot is not inherited
    assert engine._slot.engine is not inherited.engine


@needs_durable
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_fork_in_the_middle_of_a_message_harms_neither_side() -> None:
    """The child of a process whose other thread is inside the engine answers rightly, and so does that thread."""
    assert (
        program(
            """
        import durable_rules_engine as c_layer
        engine = SealedRulesets(RULES, ATTRIBUTES)
        proceed, inside, go_on = c_layer.complete_and_start_action, threading.Event(), threading.Event()
        def pausing(*arguments):
            if not inside.is_set():
                inside.set()
                go_on.wait()
            return proceed(*arguments)
        c_layer.complete_and_start_action = pausing
        answers = []
        thread = threading.Thread(target=lambda: answers.append(engine.matches(RED)))
        thread.start()
        inside.wait()
        child = os.fork()
        if not child:
            try:
                rights = [engine.matches(RED) == TRUE_OF_RED for _ in range(100)]
                engine.close()
                os._exit(0 if all(rights) else 1)
            except BaseException:
                os._exit(2)
        status = os.waitpid(child, 0)[1]
        go_on.set()
        thread.join()
        print(status, answers == [TRUE_OF_RED], engine.matches(RED) == TRUE_OF_RED)
        """
        )
        == "0 True True"
    )


@needs_durable
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_fork_at_rest_harms_neither_side() -> None:
    """Children, and children of children, answer and close without a trace in the parent."""
    assert (
        program(
            """
        engine = SealedRulesets(RULES, ATTRIBUTES)
        def check(depth):
            assert engine.matches(RED) == TRUE_OF_RED
            if depth:
                child = os.fork()
                if not child:
                    try:
                        check(depth - 1)
                        engine.close()
                        gc.collect()
                        os._exit(0)
                    except BaseException:
                        os._exit(1)
                assert os.waitpid(child, 0)[1] == 0
            assert engine.matches(RED) == TRUE_OF_RED
        check(3)
        print("done")
        """
        )
        == "done"
    )


@needs_durable
@linux
def test_memory_stays_flat() -> None:
    """Messages, failures, closed instances and forgotten ones leave no memory behind."""
    grown = json.loads(
        program(
            """
            import durable_rules_engine as c_layer
            def grown(work, times):
                work(times // 4)
                gc.collect()
                before = resident()
                work(times)
                gc.collect()
                return resident() - before
            engine = SealedRulesets(RULES, ATTRIBUTES)
            def messages(times):
                for _ in range(times):
                    engine.matches(RED)
            def closed(times):
                for _ in range(times):
                    SealedRulesets(RULES, ATTRIBUTES).close()
            def forgotten(times):
                for _ in range(times):
                    SealedRulesets(RULES, ATTRIBUTES)
            inner, broken = c_layer.retract_fact, False
            def retract(*arguments):
                if broken:
                    raise c_layer.error("injected")
                return inner(*arguments)
            c_layer.retract_fact = retract
            def failures(times):
                global broken
                for _ in range(times):
                    broken = True
                    try:
                        engine.matches(RED)
                    except EngineFailedError:
                        broken = False
                assert engine.matches(RED) == TRUE_OF_RED
            print([grown(messages, 20_000), grown(closed, 200), grown(forgotten, 200), grown(failures, 200)])
            """
        )
    )
    assert max(grown) < 1024, f"kilobytes: {grown}"


# --- import ----------------------------------------------------------------------------------------------------


@needs_durable
def test_durable_rules_is_imported_only_when_it_is_used() -> None:
    """The module alone costs no import of durable-rules, and needs none."""
    assert program("print(sorted(name for name in sys.modules if name.startswith('durable')))") == "[]"


@needs_durable
def test_available_where_it_is() -> None:
    """No reason is given where there is none."""
    assert available() is None


class Finder:
    """Finds durable-rules, and fails to import it, as a build for another Python would."""

    def __init__(self, prefix: str, error: Exception) -> None:
        self.prefix, self.error = prefix, error

    def find_spec(self, name: str, *_: object) -> None:
        if name.startswith(self.prefix):
            raise self.error


@pytest.mark.parametrize(
    ("prefix", "error", "says"),
    [
        ("durable", ModuleNotFoundError("No module named 'durable'", name="durable"), "durable-rules is not installed"),
        (
            "durable_rules_engine",
            ModuleNotFoundError("No module named 'durable_rules_engine'", name="durable_rules_engine"),
            "durable-rules is installed but cannot be imported: No module named 'durable_rules_engine'",
        ),
        (
            "durable_rules_engine",
            ImportError("undefined symbol: PyEval_CallObject"),
            "durable-rules is installed but cannot be imported: undefined symbol: PyEval_CallObject",
        ),
        (
            "durable",
            SystemError("initialization failed"),
            "durable-rules is installed but cannot be imported: initialization failed",
        ),
    ],
)
def test_unavailable_with_the_reason(monkeypatch: pytest.MonkeyPatch, prefix: str, error: Exception, says: str) -> None:
    """Where durable-rules is missing or broken, that is said, and nothing else happens."""
    for name in [name for name in sys.modules if name.startswith("durable")]:
        monkeypatch.delitem(sys.modules, name)
    if prefix != "durable":  # as if the part in Python were there
        monkeypatch.setitem(sys.modules, "durable", ModuleType("durable"))
        monkeypatch.setattr(sys.modules["durable"], "__path__", [], raising=False)
        monkeypatch.setitem(sys.modules, "durable.engine", ModuleType("durable.engine"))
        monkeypatch.setattr(sys.modules["durable.engine"], "Host", object, raising=False)
    monkeypatch.setattr(sys, "meta_path", [Finder(prefix, error), *sys.meta_path])
    assert available() == says
    with pytest.raises(EngineUnavailableError, match=says[:20]):
        SealedRulesets(RULES, COLOURS)


def test_a_stranger_by_the_same_name_is_not_durable_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package called `durable` that is another one is told apart by what it lacks."""
    monkeypatch.setitem(sys.modules, "durable.engine", ModuleType("durable.engine"))
    reason = available()
    assert reason is not None
    assert "has no attribute 'Host'" in reason
