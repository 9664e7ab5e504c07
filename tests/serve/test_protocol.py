"""JSON-RPC 2.0 as its specification has it: requests, notifications, batches, ids and errors."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .calling import Client, RefusedError


@pytest.mark.parametrize("name", [1, 0, -7, 12345678901234567890, 1.5, "1", "", "é", None])
def test_an_answer_has_the_id_of_its_request(name: object) -> None:
    """Numbers, with a fraction too, texts and null: whatever it is, it comes back as it was."""
    reply = Client().send({"jsonrpc": "2.0", "id": name, "method": "health"})
    assert reply["id"] == name
    assert type(reply["id"]) is type(name)
    assert reply["result"]["status"] == "ok"


@pytest.mark.parametrize("name", [True, [], {}, [1]])
def test_an_id_of_another_kind_is_refused(name: object) -> None:
    """The error has null for an id, since the request has none that can be told."""
    reply = Client().send({"jsonrpc": "2.0", "id": name, "method": "health"})
    assert (reply["id"], reply["error"]["code"], reply["error"]["data"]["place"]) == (None, -32600, "id")


def test_a_notification_is_not_answered_and_does_what_it_says() -> None:
    """Without an id nothing comes back, be it taken or refused; what it says counts."""
    client = Client()
    session = client.opened()
    step = {"session": session, "said": {"incident": {"weapon": True}}, "at": 1}
    assert client.send({"jsonrpc": "2.0", "method": "learn", "params": step}) is None
    assert client.send({"jsonrpc": "2.0", "method": "no_such_thing"}) is None
    assert client.send({"jsonrpc": "2.0", "method": "learn", "params": {"session": "none"}}) is None
    assert client.call("case", session=session)["incident"]["weapon"] is True


@pytest.mark.parametrize(
    ("text", "code", "problem"),
    [
        ("", -32700, "the document is empty"),
        (" \n", -32700, "the document is empty"),
        ('{"jsonrpc":', -32700, "not JSON"),
        (b"\xff\xfe{", -32700, "not UTF-8 text"),
        ('{"jsonrpc":"2.0","id":1,"method":"health","id":2}', -32700, "the key `id` stands twice"),
        ('{"jsonrpc":"2.0","id":NaN,"method":"health"}', -32700, "is no number that JSON knows"),
        ('{"jsonrpc":"2.0","id":1e999,"method":"health"}', -32700, "out of all bounds"),
        ('{"jsonrpc":"2.0","id":"\\ud800","method":"health"}', -32700, "half a character"),
        ("[" * 100_000, -32700, "nested deeper than the limit"),
        ("1", -32600, "is no request"),
        ("null", -32600, "is no request"),
        ("[]", -32600, "a batch has one request or more"),
        ("{}", -32600, "the version is `2.0`, as text"),
        ('{"jsonrpc":2.0,"method":"health"}', -32600, "the version is `2.0`, as text"),
        ('{"jsonrpc":"2.0","method":1,"params":"bar"}', -32600, "the name of the method is text"),
        ('{"jsonrpc":"2.0","method":"health","params":null}', -32600, "parameters are an object, or a list"),
        ('{"jsonrpc":"2.0","method":"health","parms":{}}', -32600, "unknown member `parms`; did you mean `params`?"),
    ],
)
def test_what_is_no_request_is_refused_with_its_place(text: bytes | str, code: int, problem: str) -> None:
    """With the codes of the specification, and words of our own; the connection goes on."""
    client = Client()
    reply = client.raw(text)
    assert (reply["jsonrpc"], reply["id"], reply["error"]["code"]) == ("2.0", None, code)
    assert problem in reply["error"]["data"]["problem"]
    assert client.call("health")["status"] == "ok"


def test_a_wrong_request_with_an_id_is_refused_with_that_id() -> None:
    """Its id can be told, so its sender can, too, which of its requests it was."""
    reply = Client().send({"jsonrpc": "1.0", "id": "mine", "method": "health"})
    assert (reply["id"], reply["error"]["code"]) == ("mine", -32600)


def test_a_batch_is_answered_request_by_request() -> None:
    """What is wrong in it is refused by itself, and notifications have no answer."""
    health = {"jsonrpc": "2.0", "method": "health"}
    batch: list[object] = [{**health, "id": 1}, 1, health, {**health, "id": "x", "method": "nothing"}, {"foo": "boo"}]
    replies = Client().send(batch)
    found = [(reply["id"], reply.get("error", {}).get("code")) for reply in replies]
    assert found == [(1, None), (None, -32600), ("x", -32601), (None, -32600)]


def test_a_batch_of_notifications_is_not_answered() -> None:
    """Not with an empty list either."""
    assert Client().send([{"jsonrpc": "2.0", "method": "health"}] * 2) is None


def test_requests_of_a_batch_are_taken_in_their_order() -> None:
    """A handshake may be the first of a batch."""
    hello = {"jsonrpc": "2.0", "id": 1, "method": "hello", "params": [[1]]}
    health = {"jsonrpc": "2.0", "id": 2, "method": "health"}
    replies = Client(greets=False).send([health, hello, health])
    assert ["error" in reply for reply in replies] == [True, False, False]


def test_parameters_are_given_by_name_or_by_position() -> None:
    """In the order of the description."""
    client = Client()
    case = {"officer": {"is_sro": True}}
    assert client.call("evaluate", case) == client.call("evaluate", case=case)


@pytest.mark.parametrize(
    ("named", "place", "problem"),
    [
        ({}, "", "missing a required argument: `case`"),
        ({"case": 1}, "case", "`1` is not an object"),
        ({"case": None}, "case", "`None` is not an object"),
        ({"case": {}, "setings": {}}, "", "unknown parameter `setings`; did you mean `settings`?"),
        ({"case": {}, "connection": {}}, "", "unknown parameter `connection`"),
        ({"case": {"officer": {"is_sro": 2}}}, "officer.is_sro", "`2`"),
        ({"case": {}, "settings": {"A2": "on"}}, "", "`on`"),
    ],
)
def test_wrong_parameters_are_refused_with_their_place(named: dict[str, object], place: str, problem: str) -> None:
    """Before a method sees them, or by the library, in its own words."""
    with pytest.raises(RefusedError) as caught:
        Client().call("evaluate", **named)
    assert caught.value.code == -32602
    assert place in caught.value.place
    assert problem in caught.value.problem


def test_what_is_wrong_is_quoted_shortened() -> None:
    """However long the name of a parameter is, or what stands in it."""
    client, long = Client(), "x" * 20_000
    for named in ({long: {}}, {"case": {long: 1}}, {"case": {"event": 1, "acts": [{"id": long}]}}, {"case": long}):
        with pytest.raises(RefusedError) as caught:
            client.call("evaluate", **named)
        assert caught.value.code == -32602
        assert len(str(caught.value)) < 500


def test_too_many_parameters_by_position_are_refused() -> None:
    """A list longer than the parameters of the method."""
    assert Client().code("health", 1) == -32602


def test_a_name_that_is_none_of_some_is_refused_with_the_nearest() -> None:
    """Where there is none near, with all of them."""
    client = Client()
    with pytest.raises(RefusedError, match="did you mean `markdown`"):
        client.call("review_case", case={}, format="markdwn")
    with pytest.raises(RefusedError, match="it is one of json, markdown, csv, html"):
        client.call("review_case", case={}, format="x")


def test_an_optional_parameter_may_be_null() -> None:
    """Which says the same as to leave it out."""
    client = Client()
    assert client.call("evaluate", case={}, as_of=None, settings=None) == client.call("evaluate", case={})
    assert client.call("schema", of=None)["title"].startswith("A case")


def test_unknown_methods_are_refused_with_the_nearest() -> None:
    """As misspelt names are everywhere."""
    with pytest.raises(RefusedError, match="did you mean `evaluate`") as caught:
        Client().call("evalute")
    assert caught.value.code == -32601


def test_a_fault_of_the_server_says_nothing_of_the_case(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The client is told that it was the server; the log says where, and neither quotes what was said."""

    def broken(*_: object, **__: object) -> Any:
        raise ValueError("juvenile facts")

    monkeypatch.setattr("sro_policy.serve.methods.deciding.decided", broken)
    reply = Client().send({"jsonrpc": "2.0", "id": 1, "method": "evaluate", "params": {"case": {"event": "secret"}}})
    assert reply["error"]["code"] == -32603
    assert set(reply["error"]) == {"code", "message", "data"}
    written = capsys.readouterr().err
    assert "internal error in `evaluate`: ValueError at test_protocol.py:" in written
    for said in (written, json.dumps(reply)):
        assert "juvenile" not in said
        assert "secret" not in said
        assert "Traceback" not in said


def test_a_fault_of_the_envelope_is_answered_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever happens there, the connection goes on."""
    client = Client()

    def broken(*_: object) -> Any:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr("sro_policy.serve.envelope.dispatch", broken)
        assert client.send({"jsonrpc": "2.0", "id": 1, "method": "health"})["error"]["code"] == -32603
    assert client.call("health")["status"] == "ok"


def test_an_error_of_the_library_that_is_not_of_the_input_has_a_code_of_its_own() -> None:
    """Such as a step on an incident that is closed."""
    client = Client()
    session = client.opened()
    client.connection.sessions.get(session).incident.close()
    assert client.code("learn", session=session, said={"incident": {"weapon": True}}, at=1) == -32000


def test_an_id_is_no_way_to_a_large_answer() -> None:
    """It comes back with every error, and in ASCII six times as long: one beyond a limit is no id."""
    client = Client()
    assert client.send({"jsonrpc": "2.0", "id": "é" * 1_000, "method": "none"})["id"] == "é" * 1_000
    reply = client.send({"jsonrpc": "2.0", "id": "é" * 1_001, "method": "none"})
    assert (reply["id"], reply["error"]["code"], reply["error"]["data"]["place"]) == (None, -32600, "id")
