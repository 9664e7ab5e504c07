"""The JSON Schema of a scenario, generated from the vocabulary: editors complete it, and other programs check by it.

It checks one value at a time. What a schema cannot say is found by reading and running: names of acts that were never
begun, times that go back, days that do not exist, two options of one id, too many ways, facts that contradict one
another.
"""

from __future__ import annotations

from typing import Any, get_args

from sro_policy.case_files import EXPECTED
from sro_policy.decision import Word
from sro_policy.exact.plan import Truth
from sro_policy.policy import STATUSES, Policy
from sro_policy.rules import POLICY_431
from sro_policy.scenario.reading import CLOCK, COMMON, DATE_TIME, DEEDS, ID, MOST_EVENTS, MOST_OPTIONS, VERSION
from sro_policy.scenario.scenario import QUITTING
from sro_policy.schema import Schema, case_schema
from sro_policy.session import MOMENTS, SOURCES
from sro_policy.session.times import LONGEST

_TIME: Schema = {
    "description": "Seconds since the scenario began, or a clock as 1:02 or 1:00:02.5.",
    "anyOf": [
        {"type": "number", "minimum": -LONGEST / 1000, "maximum": LONGEST / 1000},
        {"type": "string", "pattern": f"^{CLOCK}$"},
    ],
}
_TEXT: Schema = {"type": ["string", "null"]}
_SAID: Schema = {"type": "string", "pattern": r"\S"}
_ID: Schema = {"type": "string", "pattern": f"^{ID}$"}
_OPTION_ID: Schema = {**_ID, "not": {"anyOf": [{"pattern": "^[0-9]+$"}, {"enum": list(QUITTING)}]}}
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
    acts: dict[str, Any] = case["properties"]["acts"]
    # That an act is done follows from its end.
    act = {name: fact for name, fact in acts["items"]["properties"].items() if name != "stage"}
    facts = {name: fact for name, fact in act.items() if name != "id"}
    step = {
        **{key: value for key, value in case["properties"].items() if key not in {"event", "settings"}},
        "acts": {**acts, "items": {**acts["items"], "properties": act}},
        "moments": {
            "description": "When something happened.",
            "type": ["object", "null"],
            "propertyNames": {"pattern": f"^({'|'.join(MOMENTS)}|(began|ended)@.+)$"},
            "additionalProperties": _TIME,
        },
    }
    events: Schema = {"type": "array", "items": {"$ref": "#/$defs/event"}, "maxItems": MOST_EVENTS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A scenario under Policy {policy.edition.number}, {policy.title}",
        "description": "What is known at first, what happens when, where it branches, and what is expected.",
        "type": "object",
        "properties": {
            "scenario": {"description": "The form of the file.", "const": VERSION},
            "id": _ID,
            "title": _SAID,
            "about": _TEXT,
            "began": {
                "description": "Its time of day, with the zone.",
                "type": ["string", "null"],
                "format": "date-time",
                "pattern": f"^{DATE_TIME}$",
            },
            "opening": _or_null("case"),
            "events": events,
            "choose": _or_null("choice"),
        },
        "required": ["scenario", "id", "title"],
        "additionalProperties": False,
        "$defs": {
            "case": case,
            "said": {"type": "object", "properties": step, "additionalProperties": False},
            "facts": {"type": ["object", "null"], "properties": facts, "additionalProperties": False},
            "event": _event(policy),
            "expected": _expected(policy),
            "choice": _choice(events),
        },
    }


def _or_null(name: str) -> Schema:
    return {"anyOf": [{"$ref": f"#/$defs/{name}"}, {"type": "null"}]}


def _event(policy: Policy) -> Schema:
    common: Schema = {
        "at": {**_TIME, "description": "When; as the event before it, if it is left out."},
        "by": {"description": "Who said so; the officer, if it is left out.", "enum": [*SOURCES, None]},
        "tell": {"description": "What a trainee is told.", **_TEXT},
        "expect": {"description": "What is expected after it.", "type": "array", "items": {"$ref": "#/$defs/expected"}},
    }
    assert set(common) == set(COMMON)
    values: Schema = {
        "learn": {"$ref": "#/$defs/said"},
        "correct": {"$ref": "#/$defs/said"},
        "withdraw": {"type": "array", "items": {"type": "string"}, "minItems": 1},
        "happened": {"enum": list(MOMENTS)},
    }
    extras: Schema = {
        "facts": {"$ref": "#/$defs/facts"},
        "when": _TIME,
        "act": _TEXT,
        "rule": {"enum": [rule.id for rule in policy.bind({}).rules]},
        "subject": _SAID,
    }
    deeds: list[Schema] = [
        {
            "description": _SAYS[key],
            "type": "object",
            "properties": {**common, key: values.get(key, _SAID), **{name: extras[name] for name in more}},
            "required": [key, *(["rule", "subject"] if key == "reason" else [])],
            "additionalProperties": False,
        }
        for key, (_, more) in DEEDS.items()
    ]
    telling: Schema = {
        "description": "Nothing happens, but something is told or expected.",
        "type": "object",
        "properties": common,
        "anyOf": [
            {"required": ["tell"], "properties": {"tell": _SAID}},
            {"required": ["expect"], "properties": {"expect": {"minItems": 1}}},
        ],
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
        "subject": {"description": "An act's id, or a part of the case.", "type": "string"},
        "status": {"enum": list(STATUSES)},
        "word": {"enum": list(get_args(Word))},
        "applies": {"enum": list(get_args(Truth))},
        "broken": {"enum": list(get_args(Truth))},
        "needs": facts,
        "judged": facts,
        "flags": flags,
        "no_flags": flags,
        "due_by": {
            "description": "The last day; null says that there is none.",
            "type": ["string", "null"],
            "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        },
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
        "properties": {"id": _OPTION_ID, "title": _SAID, "events": events, "choose": _or_null("choice")},
        "required": ["id", "title"],
        "additionalProperties": False,
    }
    return {
        "description": "What a trainee, or an instructor, chooses between.",
        "type": "object",
        "properties": {
            "ask": _SAID,
            "options": {"type": "array", "items": option, "minItems": 1, "maxItems": MOST_OPTIONS},
        },
        "required": ["ask", "options"],
        "additionalProperties": False,
    }
