"""``sro-policy withhold``: a record that can be given away, and what opens it again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sro_policy.cli.new_file import write_new_files
from sro_policy.cli.output import clean, write_text
from sro_policy.cli.source import name_of, read_source
from sro_policy.errors import InputError, placed_in
from sro_policy.record import RECORD_LIMITS, openings
from sro_policy.record import withhold as withheld
from sro_policy.record.reading import read_record


def withhold(
    record: Annotated[str, typer.Argument(metavar="RECORD|-", help="The record; - reads standard input.")],
    *,
    out: Annotated[str, typer.Option("--out", metavar="FILE", help="Where the record goes that shows less.")],
    opened: Annotated[
        str, typer.Option("--openings", metavar="FILE", help="Where the values and salts go, to be kept apart.")
    ],
    facts: Annotated[
        list[str] | None,
        typer.Option("--fact", metavar="NAME", help="Withhold this fact, as incident.person_age. Repeatable."),
    ] = None,
    keep_reasons: Annotated[bool, typer.Option("--keep-reasons", help="Leave the reasons shown.")] = False,
) -> None:
    """Take the facts of a student and the reasons out of a record, which still verifies."""
    if Path(out) == Path(opened):
        raise InputError("names the file that `--out` names: values and salts are kept apart", place="--openings")
    content = read_source(record, RECORD_LIMITS.document_bytes)
    with placed_in(name_of(record)):
        said = read_record(content)
        less = withheld(said, facts, reasons=not keep_reasons)
        more = openings(said)
    write_new_files({opened: more, out: less})
    write_text(f"{clean(name_of(record))}: what {clean(out)} withholds is in {clean(opened)}.\n")
