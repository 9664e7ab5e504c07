"""JSON Schemas of values, derived from their classes: what a class has, its ``to_json`` says under the same names."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeAlias, Union, final, get_args, get_origin, get_type_hints

import attrs

Schema: TypeAlias = dict[str, Any]

_SIMPLE: Final[Mapping[object, Schema]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    NoneType: {"type": "null"},
    dt.date: {"type": "string", "format": "date"},
    dt.datetime: {"type": "string", "format": "date-time"},
}


def list_of(items: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": items}


def mapping_of(values: Schema) -> Schema:
    """Return the schema of an object that holds values of one kind under any names."""
    return {"type": "object", "additionalProperties": values}


def object_of(properties: Mapping[str, Schema], *, says: str = "", optional: tuple[str, ...] = ()) -> Schema:
    """Return the schema of an object that has all these properties, but for those that it may go without.

    It may have others besides: a client that checks answers goes on working where a later version says more.
    """
    about = {"description": says} if says else {}
    required = [name for name in properties if name not in optional]
    return {**about, "type": "object", "properties": dict(properties), "required": required}


def either(*schemas: Schema) -> Schema:
    """Return the schema of a value that fits one of several: as a list of types where that says all."""
    if all(isinstance(one.get("type"), str) and one.keys() <= {"type", "format"} for one in schemas):
        formats = {key: value for one in schemas for key, value in one.items() if key == "format"}
        return {"type": list(dict.fromkeys(one["type"] for one in schemas)), **formats}
    return {"oneOf": list(schemas)}


def or_null(schema: Schema) -> Schema:
    """Return the schema of a value that may be null, too."""
    return either(schema, _SIMPLE[NoneType])


@final
@attrs.frozen
class Deriving:
    """Derives schemas. ``names`` are the components of the description that classes are, and ``where`` those stand."""

    names: Mapping[type, str]
    where: str

    def reference(self, name: str) -> Schema:
        """Return a reference to a component."""
        return {"$ref": f"{self.where}{name}"}

    def schema(self, hint: object) -> Schema:
        """Return the schema of what an annotation allows.

        Raises :class:`TypeError` for one that nothing is known of.
        """
        if hint in _SIMPLE:
            return dict(_SIMPLE[hint])
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Literal:
            return {"type": "string", "enum": list(arguments)}
        if origin is tuple:
            return list_of(self.schema(arguments[0]))
        if origin in {Union, UnionType}:
            return either(*map(self.schema, arguments))
        if isinstance(hint, type) and hint in self.names:
            return self.reference(self.names[hint])
        raise TypeError(f"no schema is known of {hint!r}")

    def object(self, cls: type, instead: Mapping[str, Schema | None], optional: tuple[str, ...] = ()) -> Schema:
        """Return the schema of a class, with the first line of its docstring.

        ``instead`` are properties that are of another form in JSON, or besides; ``None`` for what is not there.
        """
        hints = get_type_hints(cls)
        own = [field.name for field in attrs.fields(cls) if not field.name.startswith("_")]
        derived = {name: self.schema(hints[name]) for name in own if name not in instead}
        others = {name: schema for name, schema in instead.items() if schema is not None}
        says = (inspect.getdoc(cls) or "").partition("\n")[0]
        return object_of({**derived, **others}, says=says, optional=optional)
