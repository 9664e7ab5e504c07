"""``sro-policy schema``: the JSON Schema of a case, or of a record."""

from __future__ import annotations

from typing import Annotated

import typer

from sro_policy.cli.arguments import AsJson
from sro_policy.cli.output import write_json
from sro_policy.record import record_schema
from sro_policy.schema import case_schema


def schema(
    *,
    as_json: AsJson = False,
    record: Annotated[bool, typer.Option("--record", help="That of a record of a decision instead.")] = False,
) -> None:
    """Print the JSON Schema of a case."""
    del as_json  # a schema is JSON either way
    write_json(record_schema() if record else case_schema())
