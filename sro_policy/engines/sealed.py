"""durable-rules, sealed: which of a fixed set of conjunctions hold of one complete record.

The only module that imports durable-rules. Inside, everything that was measured to be unsafe is out of reach
(``durable_limits`` says what, and checks it): no background threads, no state kept between two messages, no
negation, no `or`, and no text of the caller's. What durable-rules is given instead is worked out beforehand,
by ``sealed_plan``; here are the engine that is built from a plan, and what becomes of it when anything fails.

One message passes through each ruleset like this: assert it as a fact under a fixed session and a fixed id;
take the rules that fired one by one, of which only the name is read; retract the fact.
"""

from __future__ import annotations

import importlib
import threading
import weakref
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from operator import getitem
from os import getpid
from typing import Any, Protocol, cast

import attrs

from sro_policy.engines.sealed_plan import (
    MESSAGE_START,
    RETRACTION,
    SESSION,
    Literal,
    MatchRule,
    SealedPlan,
    plan_rulesets,
    rule_code,
    ruleset_name,
)
from sro_policy.errors import EngineFailedError, EngineUnavailableError, InputError, quoted

__all__ = ["EngineFailedError", "Literal", "MatchRule", "SealedRulesets", "available"]

_CODE = slice(2, 6)
"""Where the name of the rule, with the quote that ends it, stands in what the C layer returns."""


@cache
def available() -> str | None:
    """Return why durable-rules cannot be used here, or ``None`` if it can. Never raises.

    It is tried once and the answer kept, since every evaluation asks.
    """
    try:
        _load()
    except EngineUnavailableError as error:
        return str(error)
    return None


class SealedRulesets:
    """A fixed set of rules over a closed vocabulary, matched by durable-rules.

    ``attributes`` gives each attribute's possible values; a message has exactly these attributes, each with one
    of its values. Instances may be shared by threads, which take turns, and survive a fork: the child builds an
    engine of its own when it first needs one. Memory is released by ``close`` or with the last reference.

    Not re-entrant: a signal handler must not call an instance that it may have interrupted.

    Raises:
        EngineUnavailableError: durable-rules cannot be imported.
        EngineLimitError: the rules or attributes would leave the envelope in which durable-rules is safe.
        PolicyError: a literal names an attribute or a value that is not declared.
        EngineFailedError: durable-rules fails to build the rulesets.

    """

    def __init__(self, rules: Sequence[MatchRule], attributes: Mapping[str, Sequence[str]]) -> None:
        self._library = _load()
        self._plan = plan_rulesets(rules, attributes)
        self._names = tuple(self._plan.fragments)
        self._tables = tuple(self._plan.fragments.values())
        self._closed = False
        self._slot = _Slot()
        # Builds the engine now rather than at the first message, so that its failure shows here.
        self._run(self._plan.first_message)

    def matches(self, message: Mapping[str, str]) -> set[str]:
        """Return the names of all rules that hold of ``message``.

        An error of durable-rules costs its engine: another is built, and the message is tried once more.

        Raises:
            InputError: the message has not exactly the declared attributes, each with one of its values.
            EngineFailedError: durable-rules failed on two engines in a row.
            EngineUnavailableError: the instance is closed.

        """
        # A copy of anything but a plain dict: a `defaultdict` would invent what is missing.
        plain = message if type(message) is dict else _plain(message)
        try:
            fragments = "".join(map(getitem, self._tables, map(plain.__getitem__, self._names)))
        except (KeyError, TypeError):
            self._plan.refuse(plain)
        if len(plain) != len(self._names):
            self._plan.refuse(plain)
        return self._run(f"{MESSAGE_START}{fragments}}}")

    def close(self) -> None:
        """Release the memory of the C layer. May be called again; ``matches`` may not."""
        slot = self._own_slot()
        with slot.lock:
            self._closed = True
            engine, slot.engine = slot.engine, None
            if engine is not None:
                engine.release()

    def _run(self, text: str) -> set[str]:
        """Evaluate the JSON text of a message under the lock, on a second engine if the first one fails."""
        slot = self._own_slot()
        with slot.lock:
            if self._closed:
                raise EngineUnavailableError("the engine is closed")
            try:
                return self._run_once(slot, text)
            except Exception:  # noqa: BLE001 - whatever went wrong, that engine is gone, and a fresh one is tried
                try:
                    return self._run_once(slot, text)
                except Exception as error:
                    raise EngineFailedError(f"durable-rules failed on two engines in a row: {error}") from error

    def _run_once(self, slot: _Slot, text: str) -> set[str]:
        """Evaluate on the slot's engine, or on a new one.

        The engine is out of the slot meanwhile, and back only when all went well: after any exception at all,
        an interrupt between two calls included, nobody finds an engine with half a message in it.
        """
        engine, slot.engine = slot.engine, None
        if engine is None:
            engine = _Engine(self._library, self._plan)
        try:
            found = engine.evaluate(text)
        except Exception:
            engine.release()
            raise
        slot.engine = engine
        return found

    def _own_slot(self) -> _Slot:
        """Return the slot of this process; after a fork, a new one.

        What a child inherits may be in the middle of a message, under a lock that no thread of the child will
        ever release. If two threads of a child come here at once, each works correctly in a slot of its own, and
        the slot that is not kept goes with its engine.
        """
        slot = self._slot
        if slot.pid != getpid():
            slot = self._slot = _Slot()
        return slot


class _Calls(Protocol):
    """The functions of the C layer that are used; it carries no types itself."""

    def assert_fact(self, handle: int, message: str, /) -> tuple[int, int]: ...
    def start_action_for_state(self, handle: int, state: int, /) -> tuple[str, str] | None: ...
    def complete_and_start_action(self, handle: int, state: int, /) -> str | None: ...
    def retract_fact(self, handle: int, message: str, /) -> tuple[int, int]: ...
    def delete_state(self, handle: int, session: str, /) -> None: ...
    def delete_ruleset(self, handle: int, /) -> None: ...


@attrs.frozen
class _Library:
    """durable-rules as it is used here: a host that starts no threads, and the functions of the C layer."""

    host: Any  # a subclass of `durable.engine.Host`, which has no types
    calls: _Calls


def _load() -> _Library:
    """Import durable-rules, or say in an ``EngineUnavailableError`` why that cannot be done."""
    try:
        host = importlib.import_module("durable.engine").Host
        calls = importlib.import_module("durable_rules_engine")
    except Exception as error:  # e.g. an undefined symbol on Python 3.13; a broken build may raise anything
        if isinstance(error, ModuleNotFoundError) and error.name in ("durable", "durable.engine"):
            raise EngineUnavailableError("durable-rules is not installed") from error
        raise EngineUnavailableError(f"durable-rules is installed but cannot be imported: {error}") from error
    # The stock host starts two endless chains of timers here, which make answers wrong and crash.
    silent = type("SilentHost", (host,), {"_run": lambda _: None})
    return _Library(silent, cast("_Calls", calls))


@attrs.define(eq=False)
class _Slot:
    """One process's engine, if there is one at rest, and the lock of whoever uses it."""

    pid: int = attrs.field(factory=getpid)
    lock: threading.Lock = attrs.field(factory=threading.Lock)
    engine: _Engine | None = None


class _Engine:
    """Rulesets that live in the C layer, one for each shard. Used by one thread at a time."""

    def __init__(self, library: _Library, plan: SealedPlan) -> None:
        self._calls = library.calls
        self._always = plan.always
        self._rulesets: list[_Ruleset] = []
        # Not `__del__`: must run once, whoever calls it, and not at all while the interpreter shuts down.
        self._finalizer = weakref.finalize(self, _release, library.calls, self._rulesets)
        self._finalizer.atexit = False
        try:
            self._build(library.host(), plan)
            found = self.evaluate(plan.first_message)
            if found != plan.first_names:
                raise EngineFailedError("durable-rules gives a wrong answer to the first message")  # noqa: TRY301 - one way out for every fault
        except BaseException:
            self.release()
            raise

    def evaluate(self, text: str) -> set[str]:
        """Return the names of the rules that hold of a message; leaves no trace of it, unless it raises."""
        calls = self._calls
        assert_fact, retract_fact = calls.assert_fact, calls.retract_fact
        start, proceed = calls.start_action_for_state, calls.complete_and_start_action
        found = [*self._always]
        for ruleset in self._rulesets:
            handle, names = ruleset.handle, ruleset.names
            result, state = assert_fact(handle, text)
            # A result other than 0 (nothing matched, a message from before is still there) is no error to the
            # C layer. Neither can be while the catch-all matches and each message is retracted.
            started = None if result else start(handle, state)
            if started is None:
                raise EngineFailedError("durable-rules did not take the message")
            echo: str | None = started[1]
            # Each rule fires once at most, so that there is an end to this whatever the C layer does.
            for _ in names:
                if echo is None:
                    break
                found += names[echo[_CODE]]
                echo = proceed(handle, state)
            if echo is not None:
                raise EngineFailedError("durable-rules fired more rules than there are")
            ruleset.used = True
            retract_fact(handle, RETRACTION)
        return set(found)

    def release(self) -> None:
        """Give the memory back. May be called again; ``evaluate`` may not."""
        self._finalizer()

    def _build(self, host: Any, plan: SealedPlan) -> None:  # noqa: ANN401 - durable-rules has no types
        for number, shard in enumerate(plan.shards):
            name = ruleset_name(number)
            # One at a time, so that the handles of those before are known if one fails.
            host.set_rulesets({name: plan.definition(shard)})
            names = {f'{rule_code(code)}"': branch.names for code, branch in enumerate(shard, start=1)}
            names[f'{rule_code(0)}"'] = ()
            self._rulesets.append(_Ruleset(host.get_ruleset(name)._handle, names))  # noqa: SLF001 - it gives its handle by no other name


@attrs.define(eq=False)
class _Ruleset:
    """A ruleset in the C layer, and what the codes of its rules stand for."""

    handle: int
    names: dict[str, tuple[str, ...]]
    used: bool = False
    """Whether its session has run all actions of a message. Deleting one that has run none frees what was never set."""


def _release(calls: _Calls, rulesets: list[_Ruleset]) -> None:
    """Delete each ruleset's session, then the ruleset.

    One that cannot be deleted is left where it is: there is nothing better to do with it.
    """
    while rulesets:
        ruleset = rulesets.pop()
        with suppress(Exception):
            if ruleset.used:
                calls.delete_state(ruleset.handle, SESSION)
            calls.delete_ruleset(ruleset.handle)


def _plain(message: Mapping[str, str]) -> dict[str, str]:
    if not isinstance(message, Mapping):
        raise InputError(f"{quoted(message)} is not a mapping of attributes to values")
    return dict(message)
