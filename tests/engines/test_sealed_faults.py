"""Whatever fails in the C layer, the sealed engine is whole again, or says that it is not."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from sro_policy.engines.sealed import EngineFailedError, SealedRulesets
from sro_policy.errors import SroPolicyError

from .coloured import COLOURS, RED, RULES, TRUE_OF_RED, needs_durable
from .failing import C_FUNCTIONS, Failing


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
