"""Reads off a method what the description says of its parameters and its result."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, final, get_type_hints

from pjrpc.server.specs.extractors import BaseMethodInfoExtractor

from sro_policy.serve.shapes import shape_in

_Schemas = tuple[dict[str, Any], dict[str, dict[str, Any]]]


@final
class ShapeExtractor(BaseMethodInfoExtractor):
    """Makes schemas of the shapes in annotations."""

    def extract_params_schema(self, method_name: str, method: Callable[..., Any], ref_template: str) -> _Schemas:
        """Return the schemas of the parameters; the connection, which comes first, is none of them."""
        del method_name, ref_template
        hints = get_type_hints(inspect.unwrap(method), include_extras=True)
        parameters = list(inspect.signature(method).parameters.values())[1:]
        needed = [one.name for one in parameters if one.default is inspect.Parameter.empty]
        schemas: dict[str, Any] = {}
        for one in parameters:
            shape = shape_in(hints[one.name])
            schema = shape.json_schema(optional=one.name not in needed)
            schemas[one.name] = {**schema, "description": shape.says}
        return {"properties": schemas, "required": needed}, {}

    def extract_result_schema(self, method_name: str, method: Callable[..., Any], ref_template: str) -> _Schemas:
        """Return the schema of the result."""
        del method_name, ref_template
        shape = shape_in(get_type_hints(inspect.unwrap(method), include_extras=True)["return"])
        return {**shape.json_schema(), "description": shape.says}, {}
