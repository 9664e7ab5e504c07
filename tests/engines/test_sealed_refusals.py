"""What the sealed engine refuses, with the reason, before durable-rules sees any of it."""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType, ModuleType
from typing import Any

import pytest

from sro_policy.engines.sealed import Literal, MatchRule, SealedRulesets
from sro_policy.errors import EngineLimitError, InputError, PolicyError

from .coloured import COLOURS, RED, TRUE_OF_RED, needs_durable
from .failing import Failing


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
