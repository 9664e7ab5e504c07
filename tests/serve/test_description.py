"""The description in OpenRPC: made of the methods, of the shape that the specification gives, and true."""

from __future__ import annotations

import inspect
import json
from typing import Any

import jsonschema
import pytest

from sro_policy.serve import openrpc_document
from sro_policy.serve.faults import KINDS
from sro_policy.serve.methods import METHODS

from .calling import ARREST, HALLWAY, OFFICER, Client

DOCUMENT: dict[str, Any] = json.loads(json.dumps(openrpc_document()))
BY_NAME = {method["name"]: method for method in DOCUMENT["methods"]}
CASE = {**OFFICER, **ARREST}


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema that stands alone: with the components that it may refer to beside it."""
    return {**schema, "components": DOCUMENT["components"]}


def test_it_has_the_parts_that_openrpc_asks_for() -> None:
    """Of the document, of each method, and of each parameter, result and error; and nothing else."""
    assert DOCUMENT["openrpc"] == "1.3.2"
    assert set(DOCUMENT) == {"openrpc", "info", "methods", "components"}
    assert {"title", "version"} <= set(DOCUMENT["info"])
    for method in DOCUMENT["methods"]:
        assert set(method) == {"name", "summary", "description", "params", "result", "errors"}
        for part in (*method["params"], method["result"]):
            assert set(part) == {"name", "schema", "description", "required"}
            jsonschema.Draft7Validator.check_schema(part["schema"])
        needed = [part["required"] for part in method["params"]]
        assert needed == sorted(needed, reverse=True), "what is required comes first"
        for error in method["errors"]:
            assert error["$ref"].removeprefix("#/components/errors/") in DOCUMENT["components"]["errors"]
    jsonschema.Draft202012Validator.check_schema(DOCUMENT["components"]["schemas"]["case"])


def test_it_has_every_method_and_parameter() -> None:
    """As the functions have them, in their order, and the description itself as the last."""
    assert list(BY_NAME) == [*METHODS, "rpc.discover"]
    for name, method in METHODS.items():
        parameters = list(inspect.signature(method).parameters)[1:]
        assert [part["name"] for part in BY_NAME[name]["params"]] == parameters


def test_a_client_is_given_the_same() -> None:
    """By `rpc.discover`."""
    assert Client().call("rpc.discover") == DOCUMENT


def test_the_codes_of_errors_are_those_that_are_sent() -> None:
    """Each once."""
    errors = DOCUMENT["components"]["errors"].values()
    assert [(one["code"], one["message"]) for one in errors] == [(kind.code, kind.message) for kind in KINDS]
    assert len({kind.code for kind in KINDS}) == len(KINDS)


def calls(client: Client) -> dict[str, dict[str, Any]]:
    """Parameters with which each method can be called."""
    session = client.call("open_incident", case=CASE)["session"]
    over = client.opened()
    played = client.call("scenario.open", text=HALLWAY.read_text(encoding="utf-8"))["session"]
    asked = {"rule": "431.6.p2.s1", "subject": "a1", "case": CASE}
    of = {"session": session}
    return {
        "hello": {"protocols": [1]},
        "health": {},
        "evaluate": {"case": CASE, "settings": None},
        "questions": of,
        "why": {**asked, "every": True},
        "changes": {**asked, "aim": "kept"},
        "open_incident": {"case": None},
        "learn": {**of, "said": {"incident": {"weapon": True}}, "at": 1},
        "correct": {**of, "said": {"incident": {"weapon": False}}, "at": 1},
        "withdraw": {**of, "names": ["incident.weapon"], "at": 1, "source": "sensor"},
        "begin": {**of, "act": "a1", "at": 2, "when": 1.5},
        "carry_on": {**of, "act": "a1", "facts": {"in_view_of_students": True}, "at": 3},
        "end": {**of, "act": "a1", "at": 4, "facts": None},
        "happened": {**of, "moment": "staff_notified", "at": 5},
        "give_reason": {**of, "rule": "431.6/arrest-in-school", "subject": "a1", "reason": "so", "at": 6},
        "branch": of,
        "close": {"session": over},
        "final": of,
        "as_known_at": {**of, "time": 2},
        "case": {**of, "time": None},
        "steps": of,
        "review": {**of, "format": "csv"},
        "review_case": {"case": CASE},
        "scenario.list": {},
        "scenario.open": {"text": HALLWAY.read_text(encoding="utf-8"), "id": None},
        "scenario.next": {"session": played},
        "scenario.play": {"session": played},
        "scenario.choose": {"session": played, "option": "arrest"},
        "rules": {},
        "facts": {},
        "schema": {"of": "case"},
        "rpc.discover": {},
        "shutdown": {},
    }


def test_every_method_in_it_can_be_called_and_gives_what_it_says() -> None:
    """With parameters that its schemas accept; the result fits the schema of the result."""
    client = Client()
    client.service.lets_clients_stop_it = True
    made = calls(client)
    assert set(made) == set(BY_NAME)
    for name, said in made.items():
        method = BY_NAME[name]
        parameters = {part["name"]: part for part in method["params"]}
        for key, value in said.items():
            jsonschema.validate(value, resolved(parameters[key]["schema"]), jsonschema.Draft202012Validator)
        assert {key for key, part in parameters.items() if part["required"]} <= set(said)
        result = client.call(name, **said)
        jsonschema.validate(result, resolved(method["result"]["schema"]), jsonschema.Draft202012Validator)


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_what_the_schema_of_a_parameter_refuses_is_refused(name: str) -> None:
    """A value of no type that it may have is an error in parameters, for each of them."""
    client = Client()
    for part in BY_NAME[name]["params"]:
        wrong: object = {} if "array" in part["schema"].get("type", ()) else []
        needed = {p["name"]: right(p["schema"]) for p in BY_NAME[name]["params"] if p["required"]}
        assert client.code(name, **{**needed, part["name"]: wrong}) == -32602


def right(schema: dict[str, Any]) -> object:
    """Some value of a type that a schema has."""
    kind = schema.get("type", "object")
    first = kind[0] if isinstance(kind, list) else kind
    if "enum" in schema:
        return schema["enum"][0]
    return {"string": "x", "number": 1, "boolean": True, "object": {}, "array": [1]}[first]
