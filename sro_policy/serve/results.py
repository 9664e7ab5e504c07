"""What comes back, as components of the description: derived from the classes whose values it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from sro_policy.case_files import Difference
from sro_policy.decision import (
    Change,
    ChecklistEntry,
    Decision,
    EngineName,
    Explanation,
    Finding,
    Follows,
    Ground,
    Guidance,
    Outlook,
    Prospect,
    Question,
    ReadingTaken,
    Step,
)
from sro_policy.policy import Parameter
from sro_policy.review import ActReview, AsKnown, CouldHave, Entry, Review, Reviewed, Turn
from sro_policy.scenario import Happened, Missed
from sro_policy.serve.deriving import Deriving, Schema, either, list_of, mapping_of, object_of, or_null
from sro_policy.serve.limits import ServeLimits
from sro_policy.serve.shapes import SCHEMAS, Format, shape_in
from sro_policy.session import FactChange, IncidentChange, IncidentStep, Source

_NAMES: Final[Mapping[type, str]] = {
    Finding: "finding",
    Parameter: "figure",
    Guidance: "guidance",
    ChecklistEntry: "checklist_entry",
    Decision: "decision",
    Question: "question",
    Prospect: "prospect",
    Outlook: "outlook",
    Ground: "ground",
    Follows: "consequence",
    ReadingTaken: "reading_taken",
    Explanation: "explanation",
    Step: "other_fact",
    Change: "what_if",
    IncidentStep: "step",
    FactChange: "fact_change",
    IncidentChange: "change",
    Difference: "difference",
    Missed: "missed",
    Happened: "happened",
    Turn: "turn",
    AsKnown: "as_known",
    CouldHave: "could_have",
    Reviewed: "reviewed_finding",
    Entry: "timeline_entry",
    ActReview: "reviewed_act",
    Review: "review",
}
_DERIVING: Final = Deriving(_NAMES, SCHEMAS)
_there = _DERIVING.reference

_TEXT: Final[Schema] = {"type": "string"}
_NUMBER: Final[Schema] = {"type": "number"}
_WHOLE: Final[Schema] = {"type": "integer"}
_ENGINE: Final = _DERIVING.schema(EngineName)
_FLAG: Final[Schema] = {"type": "boolean"}
_TEXTS: Final = list_of(_TEXT)
_DAY: Final[Schema] = {"type": "string", "format": "date"}
_POLICY: Final = object_of(dict.fromkeys(("number", "edition", "digest"), _TEXT))
_SETTINGS: Final = mapping_of(_TEXT)
_DEADLINES: Final = mapping_of(object_of({"answer": _TEXT, "last_day": or_null(_DAY)}))

_OF_A_FINDING: Final[Mapping[str, Schema | None]] = {
    "limbs": None,
    "met_by": or_null(_TEXT),
    "deadlines": or_null(_DEADLINES),
    "bearing": {"type": "object"},
}
_INSTEAD: Final[Mapping[type, Mapping[str, Schema | None]]] = {
    Parameter: {"unit": None},
    Finding: _OF_A_FINDING,
    Decision: {
        "policy": _POLICY,
        "engine": _ENGINE,
        "findings": list_of(_there("finding")),
        "guidance": list_of(_there("guidance")),
        "questions": list_of(_there("question")),
        "settings": _SETTINGS,
        "digest": _TEXT,
        "as_of": None,
        "contemplated": None,
        "provisional_flags": None,
    },
    IncidentStep: {"act": _TEXT, "when": _WHOLE, "said": {"type": "object"}},
    IncidentChange: {"findings": list_of(_there("caused_finding")), "guidance": list_of(_there("caused_guidance"))},
    Missed: {"expected": _TEXT, "problem": or_null(_TEXT), "where": or_null(_TEXT)},
    Happened: {"event": None, "at": _NUMBER, "source": _DERIVING.schema(Source), "tell": or_null(_TEXT)},
    Reviewed: {"finding": None, "is_over": None, "hindsight": _FLAG},
    ActReview: {
        "times": None,
        "before": None,
        "during": None,
        "after": None,
        "began": or_null(_WHOLE),
        "ended": or_null(_WHOLE),
        "known": object_of(dict.fromkeys(("before", "during", "after"), _TEXTS)),
    },
    Review: {
        "title": None,
        "policy": _POLICY,
        "settings": _SETTINGS,
        "as_of": or_null(_DAY),
        "cut": or_null(_TEXT),
        "checklist": list_of(_there("checklist_entry")),
        "decision": _TEXT,
    },
}
_OPTIONAL: Final[Mapping[type, tuple[str, ...]]] = {IncidentStep: ("act", "when", "said", "names")}


def result_schemas() -> dict[str, Schema]:
    """Return the schema of every result, and of what results are made of, by the names of the components."""
    derived = {
        name: _DERIVING.object(cls, _INSTEAD.get(cls, {}), _OPTIONAL.get(cls, ())) for cls, name in _NAMES.items()
    }
    derived["reviewed_finding"] = _joined(derived["finding"], derived["reviewed_finding"])
    return {
        **derived,
        "caused_finding": _caused("finding", "A finding that became another, and because of which facts."),
        "caused_guidance": _caused("guidance", "Guidance that became another, and because of which facts."),
        **_hello_and_health(),
        **_wrapped(),
        **_scenarios(),
        **_lists(),
    }


def _joined(finding: Schema, beside: Schema) -> Schema:
    """Return the schema of an object that has what a finding has, and more."""
    return object_of({**finding["properties"], **beside["properties"]}, says=beside["description"])


def _caused(name: str, says: str) -> Schema:
    kinds: Schema = {"type": "string", "enum": ["added", "withdrawn", "altered"]}
    there = or_null(_there(name))
    because = list_of(_there("fact_change"))
    return object_of(
        {"rule": _TEXT, "subject": _TEXT, "kind": kinds, "before": there, "after": there, "because": because},
        says=says,
    )


def _hello_and_health() -> dict[str, Schema]:
    limits = object_of({field.name: _WHOLE for field in attrs.fields(ServeLimits)})
    return {
        "hello": object_of(
            {
                "protocol": _WHOLE,
                "protocols": list_of(_WHOLE),
                "server": object_of({"name": _TEXT, "version": _TEXT}),
                "policy": _POLICY,
                "engine": _ENGINE,
                "limits": limits,
            }
        ),
        "health": object_of(
            {
                "status": {"type": "string", "enum": ["ok"]},
                "seconds": _NUMBER,
                "connections": _WHOLE,
                "sessions": object_of({"own": _WHOLE, "all": _WHOLE}),
            }
        ),
    }


def _wrapped() -> dict[str, Schema]:
    """Return the schemas of results that hold one thing, or several of a kind, under a name."""
    return {
        "questions": object_of({"questions": list_of(_there("question")), "outlook": _there("outlook")}),
        "why": object_of({"why": list_of(_there("explanation"))}),
        "changes": object_of({"changes": list_of(_there("what_if"))}),
        "opened": object_of(_opened()),
        "steps": object_of({"steps": list_of(_there("step"))}),
        "written_review": object_of(
            {"format": shape_in(Format).json_schema(), "review": either(_there("review"), _TEXT)}
        ),
    }


def _opened() -> dict[str, Schema]:
    return {"session": _TEXT, "opened": _there("change"), "journal": or_null(_TEXT)}


def _scenarios() -> dict[str, Schema]:
    named = object_of({"id": _TEXT, "title": _TEXT, "about": or_null(_TEXT), "paths": list_of(_TEXTS)})
    options = list_of(object_of({"id": _TEXT, "title": _TEXT}))
    stage: dict[str, Schema] = {
        "happened": list_of(_there("happened")),
        "left": _WHOLE,
        "choice": or_null(object_of({"ask": _TEXT, "options": options})),
        "path": _TEXTS,
    }
    return {
        "scenario": named,
        "scenarios": object_of({"scenarios": list_of(_there("scenario"))}),
        "stage": object_of(stage),
        "opened_scenario": object_of({**_opened(), "scenario": _there("scenario"), **stage}),
    }


def _lists() -> dict[str, Schema]:
    """Return the schemas of what the policy consists of, and of the facts that a case can hold."""
    rule = object_of(
        {
            **dict.fromkeys(("rule", "subject", "force"), _TEXT),
            "statement": or_null(_TEXT),
            **dict.fromkeys(("readings", "flags", "excuses"), _TEXTS),
            "parameters": list_of(_there("figure")),
        }
    )
    clause = object_of(
        {
            **dict.fromkeys(("clause", "section", "layer", "addressee", "gist"), _TEXT),
            "no_rule": or_null(_TEXT),
            "rules": list_of(rule),
        }
    )
    values = list_of(object_of({"value": _TEXT, "says": _TEXT}))
    setting = object_of({"setting": _TEXT, "question": _TEXT, "values": values, "default": _TEXT})
    flag = object_of({"flag": _TEXT, "says": _TEXT})
    fact = object_of(
        {
            **dict.fromkeys(("fact", "known_that", "ask", "who", "sensitivity"), _TEXT),
            "subject": or_null(_TEXT),
            "seconds": _WHOLE,
            **dict.fromkeys(("intrusive", "judged", "bearing"), _FLAG),
            "schema": {"type": "object"},
        }
    )
    return {
        "rules": object_of(
            {"policy": _POLICY, "clauses": list_of(clause), "settings": list_of(setting), "flags": list_of(flag)}
        ),
        "facts": object_of({"facts": list_of(fact)}),
    }
