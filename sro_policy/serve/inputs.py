"""What cases and steps may say, as components of the description: all of it from the schema of a case."""

from __future__ import annotations

from typing import Any, Final

from sro_policy.policy import Policy
from sro_policy.schema import case_schema
from sro_policy.serve.deriving import Schema
from sro_policy.session import MOMENTS

_OF_THE_OPENING: Final = ("event", "settings")
_TIME: Final[Schema] = {"type": ["number", "string", "null"]}


def input_schemas(policy: Policy) -> dict[str, Schema]:
    """Return the schemas of a case, of what a step may say, and of the facts of an act that it may say."""
    case: dict[str, Any] = dict(case_schema(policy))
    del case["$schema"]
    parts: dict[str, Any] = {name: part for name, part in case["properties"].items() if name not in _OF_THE_OPENING}
    act = _without(parts["acts"]["items"], "stage")  # it follows from the beginning and the end of the act
    moments: Schema = {
        "description": "When moments happened: seconds since the incident began, or a date and time with its zone.",
        "type": ["object", "null"],
        "properties": {name: {"description": says, **_TIME} for name, says in MOMENTS.items()},
        "patternProperties": {"^(began|ended)@.": _TIME},
        "additionalProperties": False,
    }
    return {
        "case": case,
        "said": {
            "description": "Facts in the shape of a case, with reasons, the day and moments.",
            "type": "object",
            "properties": {**parts, "acts": {**parts["acts"], "items": act}, "moments": moments},
            "additionalProperties": False,
        },
        "act_facts": {"description": "Facts of one act.", **_without(act, "id")},
    }


def _without(act: dict[str, Any], name: str) -> dict[str, Any]:
    properties = {key: schema for key, schema in act["properties"].items() if key != name}
    required = [key for key in act["required"] if key != name]
    rest = {key: value for key, value in act.items() if key not in {"properties", "required"}}
    return {**rest, "properties": properties, **({"required": required} if required else {})}
