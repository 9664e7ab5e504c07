"""durable-rules, sealed: which of a fixed set of conjunctions hold of one complete record.

The only module that imports durable-rules. Inside, everything that was measured to be unsafe is out of reach
(``durable_limits`` says what, and checks it): no background threads, no state kept between two messages, no
negation, no `or`, and no text of the caller's. Attributes and values go to the C layer as codes of one or two
letters, because it tells names apart by a 32-bit hash alone, reads a dot as a path, and repeats the whole
message for each rule that fires; short codes answer all three.

One message passes through each ruleset like this: assert it as a fact under a fixed session and a fixed id;
take the rules that fired one by one, of which only the name is read; retract the fact.
"""

from __future__ import annotations

import importlib
import math
import threading
import weakref
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from operator import getitem
from os import getpid
from string import ascii_letters
from typing import Any, NoReturn, Protocol, TypeAlias, cast

import attrs

from sro_policy.engines.durable_limits import (
    CATCH_ALL,
    DISCRIMINATOR,
    MAX_BRANCHES,
    check_attributes,
    check_ruleset,
)
from sro_policy.errors import (
    EngineUnavailableError,
    InputError,
    PolicyError,
    SroPolicyError,
    nearest,
    quoted,
)

__all__ = ["EngineFailedError", "Literal", "MatchRule", "SealedRulesets", "available"]

Literal: TypeAlias = tuple[str, str]
"""An attribute's name and the value that it must have."""

_MESSAGE = '{"id":"f","sid":"s","' + '":"'.join(DISCRIMINATOR) + '"'
_RETRACT = '{"id":"f","sid":"s"}'
_SESSION = "s"
_CODE = slice(2, 6)
"""Where the name of the rule, with the quote that ends it, stands in what the C layer returns."""


class EngineFailedError(SroPolicyError):
    """An engine that failed twice in a row on one message, or when it was built. ``__cause__`` says how."""


@attrs.frozen
class MatchRule:
    """A name, and the literals that must all be true of a message for it to hold.

    A rule without literals always holds. Several rules may share their literals, or their name; a name that is
    given to several rules holds when one of them does.
    """

    name: str
    literals: tuple[Literal, ...]


def available() -> str | None:
    """Return why durable-rules cannot be used here, or ``None`` if it can. Never raises."""
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
        check_attributes(attributes)
        self._plan = _plan(rules, attributes)
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
            self._refuse(plain)
        if len(plain) != len(self._names):
            self._refuse(plain)
        return self._run(f"{_MESSAGE}{fragments}}}")

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

    def _refuse(self, message: Mapping[str, object]) -> NoReturn:
        """Say what is wrong with a message that the quick way did not accept."""
        for name in message:
            if name not in self._plan.fragments:
                hint = nearest(name, self._names) if isinstance(name, str) else ""
                raise InputError(f"unknown attribute {quoted(name)}{hint}")
        for name, table in self._plan.fragments.items():
            if name not in message:
                raise InputError("the attribute is missing", place=name)
            value = message[name]
            if not isinstance(value, str):
                raise InputError(f"the value {quoted(value)} is not a text", place=name)
            if value not in table:
                raise InputError(f"unknown value {quoted(value)}{nearest(value, table)}", place=name)
        raise InputError("the message changed while it was read")


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


@attrs.frozen
class _Branch:
    """A distinct set of literals, in the order in which they are tested, and the names that it stands for."""

    literals: tuple[Literal, ...]
    names: tuple[str, ...]

    def holds(self, message: Mapping[str, str]) -> bool:
        return all(message[attribute] == value for attribute, value in self.literals)


@attrs.frozen
class _Plan:
    """All that is needed to build an engine, again and again: nothing of it lives in the C layer."""

    always: frozenset[str]
    shards: tuple[tuple[_Branch, ...], ...]
    codes: dict[str, tuple[str, dict[str, str]]]
    """Each attribute's code, and the code of each of its values."""
    fragments: dict[str, dict[str, str]]
    """For each attribute and value, what they add to the JSON text of a message."""
    first_message: str
    """The JSON text in which every attribute has its first value …"""
    first_names: frozenset[str]
    """… and the names that hold of it, found without durable-rules."""

    def definition(self, shard: Iterable[_Branch]) -> dict[str, Any]:
        """Return the definition of a ruleset; a new one each time, for durable-rules changes what it is given."""
        catch_all: dict[str, Any] = {_rule_code(0): _rule(CATCH_ALL)}
        return catch_all | {
            _rule_code(number): _rule((*CATCH_ALL, *map(self._encoded, branch.literals)))
            for number, branch in enumerate(shard, start=1)
        }

    def _encoded(self, literal: Literal) -> dict[str, str]:
        attribute, values = self.codes[literal[0]]
        return {attribute: values[literal[1]]}


class _Engine:
    """Rulesets that live in the C layer, one for each shard. Used by one thread at a time."""

    def __init__(self, library: _Library, plan: _Plan) -> None:
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
            retract_fact(handle, _RETRACT)
        return set(found)

    def release(self) -> None:
        """Give the memory back. May be called again; ``evaluate`` may not."""
        self._finalizer()

    def _build(self, host: Any, plan: _Plan) -> None:  # noqa: ANN401 - durable-rules has no types
        for number, shard in enumerate(plan.shards):
            name = f"sealed-{number}"
            # One at a time, so that the handles of those before are known if one fails.
            host.set_rulesets({name: plan.definition(shard)})
            names = {f'{_rule_code(code)}"': branch.names for code, branch in enumerate(shard, start=1)}
            names[f'{_rule_code(0)}"'] = ()
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
                calls.delete_state(ruleset.handle, _SESSION)
            calls.delete_ruleset(ruleset.handle)


def _plan(rules: Sequence[MatchRule], attributes: Mapping[str, Sequence[str]]) -> _Plan:
    """Fold what needs no engine, order and shard the rest, and check every limit on the outcome."""
    codes = {
        name: (_code(number), {value: _code(index) for index, value in enumerate(values)})
        for number, (name, values) in enumerate(attributes.items())
    }
    fragments = {
        name: {value: f',"{code}":"{value_code}"' for value, value_code in values.items()}
        for name, (code, values) in codes.items()
    }
    grouped: dict[frozenset[Literal], dict[str, None]] = {}
    for rule in rules:
        literals = frozenset(rule.literals)
        _check_declared(rule.name, literals, attributes)
        if len({attribute for attribute, _ in literals}) == len(literals):  # else two values at once: never
            grouped.setdefault(literals, {})[rule.name] = None
    always = frozenset(grouped.pop(frozenset(), ()))
    branches = _ordered(grouped)
    first = {name: values[0] for name, values in attributes.items()}
    plan = _Plan(
        always=always,
        shards=_sharded(branches),
        codes=codes,
        fragments=fragments,
        first_message="".join([_MESSAGE, *(fragments[name][value] for name, value in first.items()), "}"]),
        first_names=always.union(*(branch.names for branch in branches if branch.holds(first))),
    )
    for number, shard in enumerate(plan.shards):
        check_ruleset(f"sealed-{number}", plan.definition(shard), (code for code, _ in codes.values()))
    return plan


def _check_declared(rule: str, literals: Iterable[Literal], attributes: Mapping[str, Sequence[str]]) -> None:
    for attribute, value in literals:
        if attribute not in attributes:
            hint = nearest(attribute, attributes)
            raise PolicyError(f"rule {quoted(rule)}: undeclared attribute {quoted(attribute)}{hint}")
        if value not in attributes[attribute]:
            hint = nearest(value, attributes[attribute])
            raise PolicyError(f"rule {quoted(rule)}: undeclared value {quoted(value)} of {quoted(attribute)}{hint}")


def _ordered(grouped: Mapping[frozenset[Literal], Iterable[str]]) -> list[_Branch]:
    """Return the branches with their most frequent literals first, and those with a common beginning together.

    durable-rules tests a common beginning once, and leaves all that follow it alone when it fails. On rules that
    share situations, as those of a policy do, this takes 40 % off the time of a message.
    """
    frequency = Counter(literal for literals in grouped for literal in literals)

    def rank(literal: Literal) -> tuple[int, Literal]:
        return -frequency[literal], literal

    branches = [_Branch(tuple(sorted(literals, key=rank)), tuple(names)) for literals, names in grouped.items()]
    return sorted(branches, key=lambda branch: [rank(literal) for literal in branch.literals])


def _sharded(branches: Sequence[_Branch]) -> tuple[tuple[_Branch, ...], ...]:
    """Cut the branches into as few parts as the limit allows, all much the same size.

    One place in each part is left for its catch-all.
    """
    parts = math.ceil(len(branches) / (MAX_BRANCHES - 1))
    size = math.ceil(len(branches) / parts) if parts else 1
    return tuple(tuple(branches[start : start + size]) for start in range(0, len(branches), size))


def _rule(conditions: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    return {"all": [{"m": {"$and": list(conditions)}}], "run": _never_run}


def _never_run(_: object) -> None:
    """Stand in for an action: durable-rules wants one for each rule, and the names alone are used."""


def _rule_code(number: int) -> str:
    """Return a rule's name in the C layer: always three characters, so that ``_CODE`` finds it."""
    return f"r{number:02d}"


def _code(number: int) -> str:
    """Return a short name: a letter, from the 53rd on followed by digits. None is a word of durable-rules."""
    turn, letter = divmod(number, len(ascii_letters))
    return ascii_letters[letter] + (str(turn) if turn else "")


def _plain(message: Mapping[str, str]) -> dict[str, str]:
    if not isinstance(message, Mapping):
        raise InputError(f"{quoted(message)} is not a mapping of attributes to values")
    return dict(message)
