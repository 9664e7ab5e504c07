"""What parameters and results may be: shown to clients as JSON Schema, and checked before a method sees a value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, TypeAlias, final, get_args, get_origin

import attrs

from sro_policy.errors import InputError, quoted, unknown
from sro_policy.session import MOMENTS, SOURCES
from sro_policy.session import Source as SourceName

_Type: TypeAlias = Literal["string", "number", "boolean", "object", "array"]

_TYPES: Final[Mapping[_Type, tuple[type, ...]]] = {
    "string": (str,),
    "number": (int, float),
    "boolean": (bool,),
    "object": (dict,),
    "array": (list,),
}
_CALLED: Final[Mapping[_Type, str]] = {
    "string": "text",
    "number": "a number",
    "boolean": "true or false",
    "object": "an object",
    "array": "a list",
}
SCHEMAS: Final = "#/components/schemas/"


@final
@attrs.frozen
class Shape:
    """What a value is for, which types of JSON it may have, and what else its schema says.

    ``names`` are the texts that it may be, where there are only some, and ``items`` the type of what a list holds.
    ``schema`` is the name of a component of the
    description that says all of it: the library checks that itself.
    """

    says: str
    types: tuple[_Type, ...]
    names: tuple[str, ...] = ()
    schema: str = ""
    items: Literal["string", "integer"] | None = None

    def json_schema(self, *, optional: bool = False) -> dict[str, object]:
        """Return it as JSON Schema. What is optional may be null, too."""
        if self.schema:
            there: dict[str, object] = {"$ref": f"{SCHEMAS}{self.schema}"}
            return {"oneOf": [there, {"type": "null"}]} if optional else there
        types: list[str] = [*self.types, *(["null"] if optional else [])]
        found: dict[str, object] = {"type": types[0] if len(types) == 1 else types}
        if self.names:
            found["enum"] = [*self.names, *([None] if optional else [])]
        if self.items:
            found["items"] = {"type": self.items}
        return found

    def check(self, value: object, place: str) -> None:
        """Refuse a value of another type or name.

        Raises :class:`~sro_policy.InputError` with the place.
        """
        allowed = tuple(kind for name in self.types for kind in _TYPES[name])
        if type(value) not in allowed:
            called = " or ".join(_CALLED[name] for name in self.types)
            raise InputError(f"{quoted(value)} is not {called}", place=place)
        if self.names and value not in self.names:
            raise InputError(unknown("name", value, self.names, otherwise="it is one of"), place=place)


def shape_in(hint: object) -> Shape:
    """Return the shape in an annotation, also where ``None`` will do as well."""
    if get_origin(hint) is Annotated:
        return next(item for item in get_args(hint)[1:] if isinstance(item, Shape))
    return shape_in(next(item for item in get_args(hint) if item is not type(None)))


def _text(says: str, *names: str) -> Shape:
    return Shape(says, ("string",), names)


def _object(says: str, schema: str = "") -> Shape:
    return Shape(says, ("object",), (), schema)


# Parameters

Protocols = Annotated[
    list[Any], Shape("The versions of the protocol that the client speaks: `[1]`.", ("array",), items="integer")
]
CaseJson = Annotated[dict[str, Any], _object("A case.", "case")]
Settings = Annotated[dict[str, Any], _object("How passages are read: values by the ids of readings.")]
AsOf = Annotated[str, _text("The day as of which dates are judged, as `2026-11-24`.")]
SessionId = Annotated[str, _text("The id of a session of this connection.")]
JournalName = Annotated[
    str, _text("A plain name: the steps are kept in the server's folder, in a journal that begins with it.")
]
Began = Annotated[str, _text("The date and time at which the incident began, with its zone.")]
When = Annotated[
    int | float | str,
    Shape("A time: seconds since the incident began, or a date and time with its zone.", ("number", "string")),
]
Source = Annotated[SourceName, _text("Who said so.", *SOURCES)]
Said = Annotated[
    dict[str, Any], _object("Facts in the shape of a case; reasons, the day and moments beside them.", "said")
]
ActFacts = Annotated[dict[str, Any], _object("Facts of the act, by their names without `act.`.", "act_facts")]
ActId = Annotated[str, _text("The id of an act.")]
Names = Annotated[list[Any], Shape("What is taken back, as `incident.weapon`.", ("array",), items="string")]
Moment = Annotated[str, _text(f"One of {', '.join(MOMENTS)}; or `began@a1`, and `ended@a1`, of an act.")]
RuleName = Annotated[str, _text("The id of a rule, or of a clause that has one rule.")]
Subject = Annotated[str, _text("An act's id, or `officer`, `incident`, `contract` or `program`.")]
Reason = Annotated[str, _text("Why somebody departs from the rule.")]
Flag = Annotated[bool, Shape("Whether it is wanted.", ("boolean",))]
Aim = Annotated[
    Literal["kept", "broken", "applies", "not_applicable"],
    _text("What a change is to bring about.", "kept", "broken", "applies", "not_applicable"),
]
Format = Annotated[
    Literal["json", "markdown", "csv", "html"], _text("The form of a review.", "json", "markdown", "csv", "html")
]
SchemaName = Annotated[Literal["case", "record", "scenario"], _text("Which schema.", "case", "record", "scenario")]
ScenarioText = Annotated[str, _text("A scenario, as YAML or JSON.")]
ScenarioId = Annotated[str, _text("The id of one of the server's own scenarios.")]
OptionId = Annotated[str, _text("The id of an option of the choice.")]

# Results

HelloJson = Annotated[dict[str, object], _object("The version spoken, the server, the policy and the limits.", "hello")]
HealthJson = Annotated[
    dict[str, object], _object("Whether it works, for how long, and how much it has open.", "health")
]
EmptyJson = Annotated[dict[str, object], _object("An empty object.")]
OpenRpcJson = Annotated[dict[str, object], _object("The description in OpenRPC.")]
DecisionJson = Annotated[dict[str, object], _object("A decision.", "decision")]
QuestionsJson = Annotated[dict[str, object], _object("`questions`, best first, and the `outlook`.", "questions")]
WhyJson = Annotated[dict[str, object], _object("`why`: explanations of the finding.", "why")]
ChangesJson = Annotated[dict[str, object], _object("`changes`: what would make the finding another.", "changes")]
OpenedJson = Annotated[dict[str, object], _object("The id of the `session`, and what `opened` it.", "opened")]
ChangeJson = Annotated[dict[str, object], _object("A change: its step, facts, findings and guidance.", "change")]
CaseResult = Annotated[dict[str, object], _object("A case.", "case")]
StepsJson = Annotated[dict[str, object], _object("`steps`: every step, the opening first.", "steps")]
ReviewJson = Annotated[
    dict[str, object], _object("The `format`, and the `review`: an object, or text.", "written_review")
]
RulesJson = Annotated[dict[str, object], _object("Every clause with its rules, the settings and the flags.", "rules")]
FactsJson = Annotated[dict[str, object], _object("`facts`: those that a case can hold.", "facts")]
SchemaJson = Annotated[dict[str, object], _object("A JSON Schema.")]
ScenariosJson = Annotated[
    dict[str, object], _object("`scenarios`: the id, title, words and ways of each.", "scenarios")
]
StageJson = Annotated[
    dict[str, object],
    _object(
        "What `happened`, how many events are `left` before the `choice`, that choice, and the `path` so far.", "stage"
    ),
]
OpenedScenarioJson = Annotated[
    dict[str, object],
    _object("As an incident is `opened`, with the `scenario` and where it stands.", "opened_scenario"),
]
