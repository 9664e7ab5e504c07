"""``sro-policy evaluate``: what the policy says of a case."""

from __future__ import annotations

from typing import Annotated

import typer

from sro_policy.cli.arguments import AsJson, AsOf, CaseFile, EngineName, Settings
from sro_policy.cli.decision_text import show_decision
from sro_policy.cli.evaluating import Terms, read_case
from sro_policy.cli.new_file import write_new_files
from sro_policy.cli.output import write_json
from sro_policy.errors import InputError, placed_at
from sro_policy.record.reading import checked_digest
from sro_policy.rules import POLICY_431


def evaluate(
    file: CaseFile,
    *,
    as_json: AsJson = False,
    as_of: AsOf = None,
    engine: EngineName = None,
    settings: Settings = None,
    record: Annotated[
        str | None, typer.Option("--record", metavar="FILE", help="Also write a record of the decision, to a new file.")
    ] = None,
    previous: Annotated[
        str | None, typer.Option("--previous", metavar="DIGEST", help="The digest of the record before it.")
    ] = None,
) -> None:
    """Say what the policy asks in a case."""
    terms = Terms.of(as_of, engine, settings)
    with placed_at("--previous"):
        before = _previous(previous, record)
    decision = terms.decide(read_case(file), file)
    if record is not None:
        write_new_files({record: decision.record(previous=before)})
    if as_json:
        write_json(decision.to_json())
    else:
        show_decision(decision, POLICY_431)


def _previous(digest: str | None, record: str | None) -> str | None:
    if digest is None:
        return None
    if record is None:
        raise InputError("only a record names the one before it; ask for one with `--record`")
    return checked_digest(digest, "")
