"""Messages that no client should send: malformed, oversized, out of order and hostile, as many as are wanted."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple, TypeAlias

from sro_policy.serve.methods import METHODS

Owed: TypeAlias = Literal["error", "nothing", "anything"]
"""What is owed to a message: an error, no reply since it is a notification, or some reply, since it may be right."""

MOST_BYTES = 20_000
"""The limit of a message that the server is started with here."""


class Hostile(NamedTuple):
    """A message, of which kind it is, and what is owed to it."""

    kind: str
    content: bytes
    owed: Owed


Make: TypeAlias = "Callable[[random.Random], Hostile]"

_RIGHT = {
    "evaluate": {"case": {"officer": {"is_sro": True}, "acts": [{"id": "a1", "kind": "search"}]}},
    "open_incident": {"case": {"officer": {"is_sro": True}}},
    "review_case": {"case": {}, "format": "csv"},
    "schema": {"of": "record"},
}
_ODD: tuple[Any, ...] = (None, True, -1, 1e300, "", "x" * 500, "../../etc/passwd", "\u0000", [], {}, [[]], {"a": {}})


def hostile_messages(seed: int, number: int, *, own: str, other: str) -> Iterator[Hostile]:
    """Yield messages; ``own`` is a session of whoever sends them, ``other`` one that they must not touch."""
    pick = random.Random(seed)
    makers: list[Make] = [
        _junk,
        _cut,
        _lenient,
        _deep,
        _oversized,
        _no_request,
        _batch,
        _unknown,
        _odd_parameters,
        lambda pick: _stolen(pick, other),
        lambda pick: _out_of_order(pick, own),
        _outside,
        _bomb,
        _notification,
        _mutated,
    ]
    for index in range(number):
        yield makers[index % len(makers)](pick)


def _request(method: str, params: object, **more: object) -> bytes:
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params, **more}).encode()


def _junk(pick: random.Random) -> Hostile:
    content = pick.randbytes(pick.randrange(200)).replace(b"\n", b" ").replace(b"\r", b" ")
    return Hostile("random bytes", content or b" ", "error")


def _cut(pick: random.Random) -> Hostile:
    method = pick.choice(list(_RIGHT))
    content = _request(method, _RIGHT[method])
    return Hostile("cut short", content[: pick.randrange(1, len(content) - 1)], "error")


def _lenient(pick: random.Random) -> Hostile:
    said = pick.choice(
        [
            '{"jsonrpc":"2.0","id":1,"method":"health","method":"shutdown"}',
            '{"jsonrpc":"2.0","id":NaN,"method":"health"}',
            '{"jsonrpc":"2.0","id":Infinity,"method":"health"}',
            '{"jsonrpc":"2.0","id":1,"method":"health","params":{"a":' + "9" * 5_000 + "}}",
            '{"jsonrpc":"2.0","id":1,"method":"health","params":{"a":1e9999}}',
            '{"jsonrpc":"2.0","id":"\\ud800","method":"health"}',
            "{'jsonrpc':'2.0','id':1,'method':'health'}",
            '{"jsonrpc":"2.0","id":1,"method":"health",}',
            '{"jsonrpc":"2.0","id":1,"method":"health"} // so',
        ]
    )
    return Hostile("what lenient readers let pass", said.encode(), "error")


def _deep(pick: random.Random) -> Hostile:
    levels = pick.choice([30, 1_000, 9_000])
    opening, closing = pick.choice([(b"[", b"]"), (b'{"a":', b"}")])
    inner = opening * min(levels, 3_000) + b"1" + closing * min(levels, 3_000)
    return Hostile("nested deep", b'{"jsonrpc":"2.0","id":1,"method":"evaluate","params":[' + inner + b"]}", "error")


def _oversized(pick: random.Random) -> Hostile:
    size = MOST_BYTES + pick.choice([1, 2, 3, 100, MOST_BYTES // 5])
    return Hostile("oversized", _request("evaluate", {"case": {"event": "x" * size}}), "error")


def _no_request(pick: random.Random) -> Hostile:
    wrong: list[object] = [
        pick.choice(_ODD[:5]),
        {"jsonrpc": "1.0", "id": 1, "method": "health"},
        {"id": 1, "method": "health"},
        {"jsonrpc": "2.0", "id": {}, "method": "health"},
        {"jsonrpc": "2.0", "id": 1, "method": pick.choice([None, 1, [], {}])},
        {"jsonrpc": "2.0", "id": 1, "method": "health", "params": pick.choice(["x", 1, None, True])},
        {"jsonrpc": "2.0", "id": 1, "result": {}},
        {"jsonrpc": "2.0", "id": 1, "method": "health", "__proto__": {}},
    ]
    return Hostile("no request", json.dumps(pick.choice(wrong)).encode(), "error")


def _batch(pick: random.Random) -> Hostile:
    junk = [pick.choice(_ODD) for _ in range(pick.randrange(1, 40))]
    content = pick.choice([[], junk, [{"jsonrpc": "2.0", "id": 1, "method": "health"}] * 51, [[]]])
    return Hostile("batch", json.dumps(content).encode(), "error")


def _unknown(pick: random.Random) -> Hostile:
    name = pick.choice(["__init__", "rpc.secret", "os.system", "", "x" * 3_000, "Evaluate", "hello ", "eval\u0000"])
    return Hostile("unknown method", _request(name, {}), "error")


def _odd_parameters(pick: random.Random) -> Hostile:
    method = pick.choice([name for name in METHODS if name not in {"shutdown", "health", "rules", "facts"}])
    return Hostile(
        "odd parameters",
        _request(method, {pick.choice(["case", "session", "x", "self"]): pick.choice(_ODD), "y": 1}),
        "error",
    )


def _stolen(pick: random.Random, session: str) -> Hostile:
    method = pick.choice(["final", "case", "steps", "close", "branch", "review", "scenario.play"])
    name = pick.choice([session, session.upper(), session[:-1], "0" * 16])
    return Hostile("another's session", _request(method, {"session": name}), "error")


def _out_of_order(pick: random.Random, own: str) -> Hostile:
    what = pick.choice(
        [
            ("end", {"session": own, "act": "never", "at": 1}),
            ("carry_on", {"session": own, "act": "never", "at": 1}),
            ("learn", {"session": own, "said": {"incident": {"weapon": True}}, "at": -1}),
            ("begin", {"session": own, "act": "a1", "at": 1, "when": 1e300}),
            ("withdraw", {"session": own, "names": ["incident.weapon"], "at": 1}),
            ("correct", {"session": own, "said": {}, "at": 1}),
            ("give_reason", {"session": own, "rule": "431.6/arrest-in-school", "subject": "x", "reason": "", "at": 1}),
            ("as_known_at", {"session": own, "time": "2026-11-24T10:00:00Z"}),
            ("close", {"session": "none"}),
            ("scenario.next", {"session": own}),
            ("scenario.choose", {"session": own, "option": "arrest"}),
            ("hello", {"protocols": [2]}),
            ("shutdown", [1]),
        ]
    )
    return Hostile("out of order", _request(*what), "error")


def _outside(pick: random.Random) -> Hostile:
    name = pick.choice(["../x", "/var/x", "a/b", "..", "", "a\u0000b", "CON", "x" * 65, "C:\\x", ".hidden", "a.jsonl"])
    method = pick.choice(["open_incident", "scenario.open"])
    text = {"text": '{"scenario": 1, "id": "a", "title": "A"}'} if method == "scenario.open" else {}
    return Hostile("a file elsewhere", _request(method, {"journal": name, **text}), "error")


def _bomb(pick: random.Random) -> Hostile:
    text = pick.choice(
        [
            "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
            "!!python/object/apply:os.system ['true']",
            "[" * 3_000,
            "scenario: 1\nid: a\ntitle: A\nevents: " + "[" * 100,
            "? {a: b}\n: c",
            "scenario: 1\nscenario: 1\n",
            "%YAML 9.9\n---\nx",
            "%YAML 1.9\n---\nx",
            'a: "\\U99999999"',
            "a: *" + "x" * 3_000,
            "- &secret x\n- &secret y",
            "\t- x: [",
        ]
    )
    return Hostile("a scenario that is none", _request("scenario.open", {"text": text}), "error")


def _notification(pick: random.Random) -> Hostile:
    method = pick.choice(["health", "nothing", "evaluate", "close"])
    said = {"jsonrpc": "2.0", "method": method, "params": {"session": pick.choice(["x", 1])}}
    return Hostile("notification", json.dumps(said).encode(), "nothing")


def _mutated(pick: random.Random) -> Hostile:
    method = pick.choice(["evaluate", "review_case", "schema"])
    content = bytearray(_request(method, _RIGHT[method]))
    for _ in range(pick.randrange(1, 4)):
        content[pick.randrange(len(content))] = pick.choice(b'{}[]",:0aZ \\')
    # A change within a text may leave it right, and a name of a member that is changed may make a notification of it.
    return Hostile("mutated", bytes(content), "anything")


def is_error(reply: Any) -> bool:
    """Whether a reply has an error in it: in itself, or in each that a batch has."""
    if isinstance(reply, list):
        return bool(reply) and any("error" in one for one in reply)
    return "error" in reply
