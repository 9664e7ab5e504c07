"""What comes back, as the description has it: a client that makes types of it can rely on them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import attrs
import jsonschema
import pytest

from sro_policy.serve import Service, openrpc_document
from sro_policy.serve.deriving import Deriving, either, or_null

from .calling import ARREST, HALLWAY, OFFICER, Client

DOCUMENT: dict[str, Any] = json.loads(json.dumps(openrpc_document()))
RESULTS = {method["name"]: method["result"]["schema"] for method in DOCUMENT["methods"]}
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
SCENARIOS = sorted(HALLWAY.parent.glob("*.yaml"))


def exact(schema: Any) -> Any:
    """The same schema, of which every object has nothing but what is named."""
    if isinstance(schema, list):
        return [exact(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if isinstance(schema.get("properties"), dict) else {}
    return {**closed, **{key: exact(value) for key, value in schema.items()}}


EXACT = {**exact(SCHEMAS), "case": SCHEMAS["case"]}


def fits(name: str, result: object) -> None:
    """Hold a result against the schema of its method, and against what is not in it."""
    schema = {**RESULTS[name], "components": {"schemas": EXACT}}
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(schema, format_checker=checker).validate(result)


def calling(client: Client, name: str, **named: object) -> dict[str, Any]:
    """Call a method, hold the result against its schema, and return it."""
    result = client.call(name, **named)
    fits(name, result)
    return result


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_results_have_what_is_named_and_nothing_else(path: Path) -> None:
    """Of every step of every scenario that is shipped, its first way along, and of the decision that it comes to."""
    client = Client(Service(scenarios=[path]))
    (listed,) = calling(client, "scenario.list")["scenarios"]
    session = calling(client, "scenario.open", id=listed["id"])["session"]
    for option in listed["paths"][0]:
        calling(client, "scenario.play", session=session)
        calling(client, "scenario.choose", session=session, option=option)
    assert calling(client, "scenario.next", session=session)["path"] == listed["paths"][0]
    calling(client, "scenario.play", session=session)
    calling(client, "steps", session=session)
    calling(client, "questions", session=session)
    decision = calling(client, "final", session=session)
    for finding in decision["findings"][:4]:
        asked = {"session": session, "rule": finding["rule"], "subject": finding["subject"]}
        calling(client, "why", **asked)
        calling(client, "changes", **asked)


@pytest.mark.parametrize("form", ["json", "markdown"])
def test_reviews_have_what_is_named(form: str) -> None:
    """Of a timeline with acts, turns, and what could have been done; and a text where one was asked for."""
    client = Client(Service(scenarios=[HALLWAY]))
    session = client.call("scenario.open", id="hallway-arrest")["session"]
    client.call("scenario.play", session=session)
    client.call("scenario.choose", session=session, option="arrest")
    client.call("scenario.play", session=session)
    review = calling(client, "review", session=session, format=form)["review"]
    assert isinstance(review, dict if form == "json" else str)
    calling(client, "review_case", case={**OFFICER, **ARREST}, format=form)


def test_deadlines_and_figures_have_what_is_named() -> None:
    """A day on which two authorities differ has both, and each figure its source."""
    officer = {"is_sro": True, "substitute": False, "assumed_duties_on": "2023-09-05", "required_course_on": False}
    officer |= {"basic_course_on": "2023-07-14", "employer_unable_to_provide_course": False}
    case = {"as_of": "2027-06-15", "officer": officer, "settings": {"A2": "one"}}
    findings = calling(Client(), "evaluate", case=case)["findings"]
    assert any(one["parameters"] for one in findings)
    assert any(one["deadlines"] for one in findings)


def test_what_is_not_named_is_found() -> None:
    """A finding that says more, or less, than its schema is refused by these tests."""
    client = Client()
    decision = client.call("evaluate", case=OFFICER)
    more = {**decision, "findings": [{**decision["findings"][0], "score": 1}]}
    less = {**decision, "findings": [{key: value for key, value in decision["findings"][0].items() if key != "clause"}]}
    for other in (more, less):
        with pytest.raises(jsonschema.ValidationError):
            fits("evaluate", other)


def test_a_later_version_may_say_more() -> None:
    """The schemas that are published let a client go on working that checks what it gets."""
    client = Client()
    decision = {**client.call("evaluate", case=OFFICER), "later": 1}
    jsonschema.validate(decision, {**RESULTS["evaluate"], "components": DOCUMENT["components"]})


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("said", {"settings": {"A2": "one"}}),
        ("said", {"acts": [{"id": "a1", "stage": "done"}]}),
        ("said", {"moments": {"lunch": 3}}),
        ("act_facts", {"id": "a1"}),
        ("act_facts", {"in_scool": True}),
    ],
)
def test_what_a_step_may_say_is_described(name: str, wrong: dict[str, Any]) -> None:
    """By the facts themselves, so that a program can fill them in; what is refused there is refused here."""
    client = Client()
    session = client.opened()
    schema = {**SCHEMAS[name], "components": DOCUMENT["components"]}
    right: dict[str, Any] = {"in_school": True, "purposes": {"crime": True}}
    moments = {"staff_notified": 1.5}
    if name == "said":
        client.call("begin", session=session, act="a1", at=1)
        right = {"acts": [{"id": "a1", **right}], "moments": moments, "as_of": None}

    def said(value: dict[str, Any]) -> int | None:
        asked = {"session": session, "at": 5}
        asked |= {"act": "a1", "facts": value} if name == "act_facts" else {"said": value}
        reply = client.send({"jsonrpc": "2.0", "id": 1, "method": METHOD[name], "params": asked})
        return reply.get("error", {}).get("code")

    jsonschema.validate(right, schema)
    assert said(right) is None
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema)
    assert said(wrong) == -32602


METHOD = {"said": "learn", "act_facts": "begin"}


def references(value: Any) -> Iterator[str]:
    """Every reference to a component in a value."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "$ref":
                yield item
            else:
                yield from references(item)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


def test_every_component_is_there_and_is_used() -> None:
    """No reference leads nowhere, and no component stands for nothing."""
    used = {name.removeprefix("#/components/schemas/") for name in references(DOCUMENT) if "/schemas/" in name}
    assert used == set(SCHEMAS)
    for schema in SCHEMAS.values():
        jsonschema.Draft202012Validator.check_schema(schema)


@attrs.frozen
class Sample:
    """A sample.

    With more in its docstring.
    """

    day: dt.date | int | None
    word: Literal["one", "two"] | None
    many: tuple[bool, ...]
    _own: object = None


def test_schemas_are_derived_from_annotations() -> None:
    """Types in one list where that says all, alternatives where it does not; and nothing of what is private."""
    assert Deriving({}, "#/").object(Sample, {}) == {
        "description": "A sample.",
        "type": "object",
        "properties": {
            "day": {"type": ["string", "integer", "null"], "format": "date"},
            "word": {"oneOf": [{"type": "string", "enum": ["one", "two"]}, {"type": "null"}]},
            "many": {"type": "array", "items": {"type": "boolean"}},
        },
        "required": ["day", "word", "many"],
    }
    assert or_null({"$ref": "#/x"}) == {"oneOf": [{"$ref": "#/x"}, {"type": "null"}]}
    assert either({"type": "string"}, {"type": "string"}) == {"type": ["string"]}


def test_an_annotation_of_which_nothing_is_known_is_an_error() -> None:
    """It is not taken for anything at all."""
    with pytest.raises(TypeError, match="no schema is known of"):
        Deriving({}, "#/").schema(object)
