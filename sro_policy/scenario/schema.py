"""The JSON Schema of a scenario, generated from the vocabulary: editors complete it, and other programs check by it.

It checks one value at a time. What a schema cannot say is found by reading and running: names of acts that were never
begun, times that go back, facts that contradict one another.
"""

from __future__ import annotations

from typing import Any, get_args

from sro_policy.case_files import EXPECTED
from sro_policy.decision import Word
from sro_policy.exact.plan import Truth
from sro_policy.policy import STATUSES, Policy
from sro_policy.rules import POLICY_431
from sro_policy.scenario.reading import COMMON, DEEDS, VERSION
from sro_policy.schema import Schema, case_schema
from sro_policy.session import MOMENTS, SOURCES

_TIME: Schema = {
    "description": "Seconds since the scenario began, or a clock as 1:02 or 1:00:02.5.",
    "anyOf": [
        {"type": "number"},
        {"type": "string", "pattern": r"^([0-9]{1,3}:)?[0-9]{1,3}:[0-5][0-9](\.[0-9]{1,3})?$"},
    ],
}
_TEXT: Schema = {"type": "string"}
_ID: Schema = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_SAYS = {
    "learn": "Facts become known, in the shape of a case.",
    "correct": "What was said was wrong, and this is so instead.",
    "withdraw": "What was said is taken back: it is unknown again.",
    "begin": "An act begins: its id.",
    "carry_on": "An act goes on: its id.",
    "end": "An act ends: its id.",
    "happened": "A moment of the incident.",
    "reason": "Why somebody departs from a rule.",
}


def scenario_schema(policy: Policy = POLICY_431) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a scenario, as plain JSON values."""
    case: dict[str, Any] = dict(case_schema(policy))
    case.pop("$schema")
    act = dict(case["properties"]["acts"]["items"]["properties"])
    act.pop("id")
    step = {
        **{key: value for key, value in case["properties"].items() if key not in {"event", "settings"}},
        "moments": {"description": "When something happened.", "type": "object", "additionalProperties": _TIME},
    }
    events: Schema = {"type": "array", "items": {"$ref": "#/$defs/event"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A scenario under Policy {policy.edition.number}, {policy.title}",
        "description": "What is known at first, what happens when, where it branches, and what is expected.",
        "type": "object",
        "properties": {
            "scenario": {"description": "The form of the file.", "const": VERSION},
            "id": _ID,
            "title": _TEXT,
            "about": _TEXT,
            "began": {"description": "Its time of day, with the zone.", "type": "string", "format": "date-time"},
            "opening": {"$ref": "#/$defs/case"},
            "events": events,
            "choose": {"$ref": "#/$defs/choice"},
        },
        "required": ["scenario", "id", "title"],
        "additionalProperties": False,
        "$defs": {
            "case": case,
            "said": {"type": "object", "properties": step, "additionalProperties": False},
            "facts": {"type": "object", "properties": act, "additionalProperties": False},
            "event": _event(policy),
            "expected": _expected(policy),
            "choice": _choice(events),
        },
    }


def _event(policy: Policy) -> Schema:
    common: Schema = {
        "at": {**_TIME, "description": "When; as the event before it, if it is left out."},
        "by": {"description": "Who said so; the officer, if it is left out.", "enum": list(SOURCES)},
        "tell": {"description": "What a trainee is told.", **_TEXT},
        "expect": {"description": "What is expected after it.", "type": "array", "items": {"$ref": "#/$defs/expected"}},
    }
    assert set(common) == set(COMMON)
    values: Schema = {
        "learn": {"$ref": "#/$defs/said"},
        "correct": {"$ref": "#/$defs/said"},
        "withdraw": {"type": "array", "items": _TEXT, "minItems": 1},
        "happened": {"enum": list(MOMENTS)},
    }
    extras: Schema = {
        "facts": {"$ref": "#/$defs/facts"},
        "when": _TIME,
        "act": _TEXT,
        "rule": {"enum": [rule.id for rule in policy.bind({}).rules]},
        "subject": _TEXT,
    }
    deeds: list[Schema] = [
        {
            "description": _SAYS[key],
            "type": "object",
            "properties": {**common, key: values.get(key, _TEXT), **{name: extras[name] for name in more}},
            "required": [key, *(["rule", "subject"] if key == "reason" else [])],
            "additionalProperties": False,
        }
        for key, (_, more) in DEEDS.items()
    ]
    telling: Schema = {
        "description": "Nothing happens, but something is told or expected.",
        "type": "object",
        "properties": common,
        "anyOf": [{"required": ["tell"]}, {"required": ["expect"]}],
        "additionalProperties": False,
    }
    return {"oneOf": [*deeds, telling]}


def _expected(policy: Policy) -> Schema:
    rules = policy.bind({}).rules
    facts: Schema = {"type": "array", "items": {"enum": list(policy.vocabulary.facts)}}
    flags: Schema = {"type": "array", "items": {"enum": list(policy.flags)}}
    properties: Schema = {
        "clause": {"enum": list(dict.fromkeys(rule.clause.id for rule in rules))},
        "rule": {"enum": [rule.id for rule in rules]},
        "subject": {"description": "An act's id, or a part of the case.", **_TEXT},
        "status": {"enum": list(STATUSES)},
        "word": {"enum": list(get_args(Word))},
        "applies": {"enum": list(get_args(Truth))},
        "broken": {"enum": list(get_args(Truth))},
        "needs": facts,
        "judged": facts,
        "flags": flags,
        "no_flags": flags,
        "due_by": {"description": "The last day; null says that there is none.", "type": ["string", "null"]},
    }
    assert set(properties) == set(EXPECTED)
    return {
        "description": "What is expected of one finding; what is left out stays open.",
        "type": "object",
        "properties": properties,
        "required": ["subject"],
        "allOf": [
            {"oneOf": [{"required": ["clause"]}, {"required": ["rule"]}]},
            {"anyOf": [{"required": ["status"]}, {"required": ["word"]}]},
        ],
        "additionalProperties": False,
    }


def _choice(events: Schema) -> Schema:
    option: Schema = {
        "type": "object",
        "properties": {"id": _ID, "title": _TEXT, "events": events, "choose": {"$ref": "#/$defs/choice"}},
        "required": ["id", "title"],
        "additionalProperties": False,
    }
    return {
        "description": "What a trainee, or an instructor, chooses between.",
        "type": "object",
        "properties": {"ask": _TEXT, "options": {"type": "array", "items": option, "minItems": 1, "maxItems": 20}},
        "required": ["ask", "options"],
        "additionalProperties": False,
    }
