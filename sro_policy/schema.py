"""The JSON Schema of a case, generated from the vocabulary: no fact stands in it by hand.

A schema checks one value at a time. What ties values together, it cannot say: facts that contradict each
other, dates after the day of reference, two acts with one id, a reason for a rule or a subject that is not
there. :func:`~sro_policy.evaluate` refuses those too. It is also stricter in three small things: it wants the
day of a ``date`` to exist, whole numbers without a decimal point, and ids of printable characters.
"""

from __future__ import annotations

from collections.abc import Iterable

from sro_policy.evaluation.document import DEFAULT_LIMITS
from sro_policy.evaluation.structure import LONGEST_KEY, LONGEST_NAME, LONGEST_TEXT
from sro_policy.policy import Policy
from sro_policy.rules import POLICY_431
from sro_policy.vocabulary import Fact, Subject, as_of

# Control characters, spaces other than the plain one, and marks that show nothing.
_UNPRINTABLE = r"[\u0000-\u001f\u007f-\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"

Schema = dict[str, object]


def case_schema(policy: Policy = POLICY_431) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a case, as plain JSON values."""
    parts = [subject for subject in policy.vocabulary.subjects if subject.name]
    one = [subject for subject in parts if subject.name != "act"]
    acts: Schema = {
        "description": "The officer's acts in this matter, each judged apart from the others.",
        "type": ["array", "null"],
        "items": _act(parts),
        "maxItems": DEFAULT_LIMITS.acts,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A case under Policy {policy.edition.number}, {policy.title}",
        "description": "One officer's part in one person's matter. Whatever is left out, or null, is unknown.",
        "type": "object",
        "properties": {
            "as_of": _described(as_of),
            "event": {
                "description": "A free id that ties cases of one event together; it decides nothing.",
                "type": ["string", "null"],
                "maxLength": LONGEST_NAME,
            },
            **{subject.name: _part(subject) for subject in one},
            "acts": acts,
            "reasons": {
                "description": "Why something was done against advice, by rule and subject: `rule@subject`.",
                "type": ["object", "null"],
                "propertyNames": {"maxLength": LONGEST_KEY},
                "additionalProperties": {"type": "string", "maxLength": LONGEST_TEXT, "pattern": r"\S"},
            },
            "settings": _settings(policy),
        },
        "additionalProperties": False,
    }


def _described(fact: Fact) -> Schema:
    return {"description": f"It is known that {fact.known_that}.", **_or_null(fact.schema())}


def _or_null(schema: Schema) -> Schema:
    """Let a value be unknown: in the schema's own terms, so that it stays easy to read."""
    changed = dict(schema)
    if "enum" in schema:
        changed["enum"] = [*_items(schema["enum"]), None]
    elif "anyOf" in schema:
        changed["anyOf"] = [*_items(schema["anyOf"]), {"type": "null"}]
    else:
        changed["type"] = [schema["type"], "null"]
    return changed


def _items(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def _facts(subject: Subject) -> Schema:
    return {fact.name: _described(fact) for fact in subject.facts()}


def _part(subject: Subject) -> Schema:
    return {
        "description": f"What is known of the {subject.name}.",
        "type": ["object", "null"],
        "properties": _facts(subject),
        "additionalProperties": False,
    }


def _act(parts: Iterable[Subject]) -> Schema:
    act = next(subject for subject in parts if subject.name == "act")
    taken = [subject.name for subject in parts if subject is not act]
    name: Schema = {
        "description": "The act's own id within the case; no other act has it.",
        "type": "string",
        "minLength": 1,
        "maxLength": LONGEST_NAME,
        "not": {"anyOf": [{"enum": taken}, {"pattern": _UNPRINTABLE}, {"pattern": "^ | $"}]},
    }
    return {
        "type": "object",
        "properties": {"id": name, **_facts(act)},
        "required": ["id"],
        "additionalProperties": False,
    }


def _settings(policy: Policy) -> Schema:
    readings: Schema = {
        reading.id: {
            "description": f"{reading.question} {_choices(reading.id, policy)}",
            "enum": list(reading.values),
        }
        for reading in policy.settings.values()
    }
    return {
        "description": "Readings of the text that a department selects; one left out is read by its default.",
        "type": ["object", "null"],
        "properties": readings,
        "additionalProperties": False,
    }


def _choices(reading: str, policy: Policy) -> str:
    options = [f"`{a.value}`: {a.says}" for a in policy.settings[reading].alternatives if a.value]
    return f"The first is the default. {'; '.join(options)}."
