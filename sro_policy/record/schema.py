"""The JSON Schema of a record, generated from the vocabulary and from the closed sets of names.

Every text in it is of a closed list or has a pattern, but for what says that it is otherwise: opaque ids, reasons,
versions, and what the policy itself says. There is no place for the name of a person.
"""

from __future__ import annotations

from typing import TypeAlias, get_args

from sro_policy.decision import EngineName, ForceName, Word
from sro_policy.evaluation.document import DEFAULT_LIMITS
from sro_policy.evaluation.structure import LONGEST_NAME, LONGEST_TEXT
from sro_policy.exact.plan import Truth
from sro_policy.policy import Layer, Policy, Status
from sro_policy.record.shape import VERSION
from sro_policy.rules import POLICY_431
from sro_policy.vocabulary import Fact

Schema: TypeAlias = dict[str, object]

_DIGEST: Schema = {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}
_SALT: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_DAY: Schema = {"type": ["string", "null"], "format": "date"}
_OPAQUE: Schema = {"description": "An opaque id, and no name.", "type": "string", "maxLength": LONGEST_NAME}
_REASON: Schema = {
    "description": "A reason, in words of one's own.",
    "type": ["string", "null"],
    "maxLength": LONGEST_TEXT,
}
_OF_POLICY: Schema = {"description": "What the policy itself says.", "type": ["string", "null"]}
_TRUTH: Schema = {"enum": list(get_args(Truth))}


def record_schema(policy: Policy = POLICY_431) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a record, as plain JSON values."""
    rules: Schema = {"enum": sorted(rule.id for rule in policy.bind({}).rules)}
    clauses: Schema = {"enum": list(policy.clauses)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A record of a decision under Policy {policy.edition.number}, {policy.title}",
        "description": "What was known, what was found, and what both can be checked by.",
        **_object(
            {
                "record": {"const": VERSION},
                "library": _versioned({"const": "sro-policy"}),
                "engine": _versioned({"enum": list(get_args(EngineName))}),
                "policy": _object({"number": _OF_POLICY, "edition": _OF_POLICY, "digest": _DIGEST}),
                "settings": {
                    "type": "object",
                    "properties": {reading.id: {"enum": list(reading.values)} for reading in policy.settings.values()},
                    "additionalProperties": False,
                },
                "as_of": _DAY,
                "event": {"anyOf": [_OPAQUE, {"type": "null"}]},
                "acts": _list(_OPAQUE) | {"maxItems": DEFAULT_LIMITS.acts, "uniqueItems": True},
                "facts": _list({"anyOf": [_fact(fact) for fact in policy.vocabulary.facts.values() if fact.subject]}),
                "reasons": _list(_committed(_REASON, {"rule": rules, "subject": _OPAQUE})),
                "findings": _list(_finding(policy, rules, clauses)),
                "checklist": _list(_object({"clause": clauses, "subject": {"const": "program"}, "known": _TRUTH})),
                "result": _DIGEST,
                "previous": {"anyOf": [_DIGEST, {"type": "null"}]},
                "digest": _DIGEST,
            }
        ),
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _committed(value: Schema, beside: Schema) -> Schema:
    """Return the schema of an entry behind a commitment: value and salt stand in it together, or neither does."""
    return {
        "type": "object",
        "properties": {**beside, "value": value, "salt": _SALT, "commitment": _DIGEST},
        "required": [*beside, "commitment"],
        "dependentRequired": {"value": ["salt"], "salt": ["value"]},
        "additionalProperties": False,
    }


def _versioned(name: Schema) -> Schema:
    return _object({"name": name, "version": {"description": "A version.", "type": "string"}})


def _fact(fact: Fact) -> Schema:
    beside: Schema = {
        "subject": _OPAQUE if fact.subject == "act" else {"const": fact.subject},
        "fact": {"const": fact.key},
    }
    if fact.sensitivity == "none":
        return _object({**beside, "value": fact.schema()})
    return _committed({"anyOf": [fact.schema(), {"type": "null"}]}, beside)


def _finding(policy: Policy, rules: Schema, clauses: Schema) -> Schema:
    facts: Schema = {"enum": list(policy.vocabulary.facts)}
    bearing: Schema = {fact.key: fact.schema() for fact in policy.vocabulary.facts.values() if fact.bearing}
    grounds: Schema = {
        "needs": _list(facts),
        "judged": _list(facts),
        "flags": _list({"enum": list(policy.flags)}),
        "reason": _REASON,
        "met_by": _OF_POLICY,
        "bearing": {"type": "object", "properties": bearing, "additionalProperties": False},
    }
    parameter: Schema = {
        "name": {"enum": [item.name for item in policy.edition.parameters]},
        "value": {"anyOf": [{"type": "integer"}, {"type": "string", "format": "date"}]},
        "source": _OF_POLICY,
        "verified": {"type": "boolean"},
    }
    return _object(
        {
            "rule": rules,
            "clause": clauses,
            "subject": _OPAQUE,
            "layer": {"enum": list(get_args(Layer))},
            "force": {"enum": list(get_args(ForceName))},
            "addressee": _OF_POLICY,
            "applies": _TRUTH,
            "broken": _TRUTH,
            "status": {"enum": list(get_args(Status))},
            "word": {"enum": list(get_args(Word))},
            "statement": _OF_POLICY,
            "due_by": _DAY,
            "readings": _list({"enum": [reading.id for reading in policy.readings]}),
            "parameters": _list(_object(parameter)),
            "deadlines": {
                "type": ["object", "null"],
                "additionalProperties": _object({"answer": _OF_POLICY, "last_day": _DAY}),
            },
            "grounds": _committed(_object(grounds), {}),
        }
    )
