"""``sro-policy schema``: the JSON Schema of a case, of a record, or of a scenario."""

from __future__ import annotations

from typing import Annotated

import typer

from sro_policy.cli.arguments import AsJson
from sro_policy.cli.output import write_json
from sro_policy.errors import InputError
from sro_policy.record import record_schema
from sro_policy.scenario import scenario_schema
from sro_policy.schema import case_schema


def schema(
    *,
    as_json: AsJson = False,
    record: Annotated[bool, typer.Option("--record", help="That of a record of a decision instead.")] = False,
    scenario: Annotated[bool, typer.Option("--scenario", help="That of a scenario instead.")] = False,
) -> None:
    """Print the JSON Schema of a case."""
    del as_json  # a schema is JSON either way
    if record and scenario:
        raise InputError("`--record` and `--scenario` cannot both be given", place="--scenario")
    write_json(record_schema() if record else scenario_schema() if scenario else case_schema())
