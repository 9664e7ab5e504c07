"""Threads share an engine, processes do not, and neither harms the other."""

from __future__ import annotations

import os
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType
from typing import Any

import pytest

from sro_policy.engines import sealed
from sro_policy.engines.sealed import SealedRulesets
from sro_policy.errors import InputError

from .coloured import RED, TRUE_OF_RED, invented, needs_durable, oracle
from .failing import Failing
from .programs import linux, program


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
