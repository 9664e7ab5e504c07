"""What the C layer holds is given back: at once, in the right order, and whatever failed before."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import ModuleType

import pytest

from sro_policy.engines.sealed import EngineFailedError, MatchRule, SealedRulesets
from sro_policy.errors import EngineUnavailableError

from .coloured import COLOURS, RED, RULES, TRUE_OF_RED, needs_durable
from .failing import Failing
from .programs import linux, program


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
