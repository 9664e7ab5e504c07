"""``sro-policy schema``: the JSON Schema of a case."""

from __future__ import annotations

from sro_policy.cli.arguments import AsJson
from sro_policy.cli.output import write_json
from sro_policy.schema import case_schema


def schema(*, as_json: AsJson = False) -> None:
    """Print the JSON Schema of a case."""
    del as_json  # a schema is JSON either way
    write_json(case_schema())
