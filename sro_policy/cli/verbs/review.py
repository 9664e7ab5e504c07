"""``sro-policy review``: what was done, clause by clause, of a journal or of a case."""

from __future__ import annotations

from typing import Annotated

import typer

from sro_policy.cli.arguments import AsJson, AsOf, EngineName, Settings
from sro_policy.cli.evaluating import Terms, read_case
from sro_policy.cli.formats import format_asked
from sro_policy.cli.output import write_document, write_error, write_json
from sro_policy.cli.review_text import show_review
from sro_policy.cli.sending import Sending
from sro_policy.cli.source import STANDARD_INPUT, name_of
from sro_policy.errors import InputError, placed_in
from sro_policy.journal import begins_a_journal, is_journal
from sro_policy.review import Review, as_csv, as_markdown, review_case
from sro_policy.review import review as reviewed
from sro_policy.review.page import as_page
from sro_policy.session import replay

_FORMATS = ("text", "json", "markdown", "csv", "html", "xapi")


def review(
    source: Annotated[
        str,
        typer.Argument(metavar="JOURNAL|CASE|-", help="The journal of an incident, or a case; - reads a case."),
    ],
    *,
    output: Annotated[
        str, typer.Option("--format", metavar="NAME", help="text, json, markdown, csv, html or xapi.")
    ] = "text",
    as_json: AsJson = False,
    as_of: AsOf = None,
    engine: EngineName = None,
    settings: Settings = None,
    account: Annotated[
        str | None,
        typer.Option("--account", metavar="HOMEPAGE,ID", help="xapi: whose statements, by an opaque id."),
    ] = None,
    activity: Annotated[
        str | None, typer.Option("--activity", metavar="IRI", help="xapi: the exercise; else the policy.")
    ] = None,
    timestamp: Annotated[
        str | None, typer.Option("--timestamp", metavar="TIME", help="xapi: when it took place, with its zone.")
    ] = None,
    duration: Annotated[
        float | None, typer.Option("--duration", metavar="SECONDS", help="xapi: how long the attempt took.")
    ] = None,
    completed: Annotated[
        bool | None,
        typer.Option("--completed/--attempted", help="xapi: whether it was gone through; else, whether acts are done."),
    ] = None,
    incident_times: Annotated[
        bool, typer.Option("--incident-times", help="xapi: date findings on an act by the end of the act.")
    ] = False,
    with_event: Annotated[bool, typer.Option("--with-event", help="xapi: tell the event's id as well.")] = False,
) -> None:
    """Review what was done: each clause, what was known when, and what could have been done."""
    terms = Terms.of(as_of, engine, settings)
    form = format_asked(output, _FORMATS, as_json=as_json)
    sending = Sending(
        account=account,
        activity=activity,
        timestamp=timestamp,
        duration=duration,
        completed=completed,
        incident_times=incident_times,
        with_event=with_event,
    )
    sending.check(is_asked_for=form == "xapi")
    if source != STANDARD_INPUT and is_journal(source):
        _write(_of_journal(source, terms), form, sending)
    else:
        content = read_case(source)
        if begins_a_journal(content):
            raise InputError("this is a journal, and those are read from their file: name it", place=name_of(source))
        with placed_in(name_of(source)):
            found = review_case(content, settings=terms.settings, as_of=terms.as_of, engine=terms.engine)
        _write(found, form, sending)


def _of_journal(path: str, terms: Terms) -> Review:
    if terms.as_of is not None or terms.settings:
        raise InputError(
            "a journal is read as it was written: under the day and the settings that the incident was opened with",
            place="--set" if terms.settings else "--as-of",
        )
    found = replay(path, engine=terms.engine)
    if found.incident is None or found.outcome != "same":
        # What it shows would not be what happened. This is no bad input, but a check that did not hold.
        write_error(InputError(f"cannot be reviewed: {found.outcome}: {found.problem}", place=path))
        raise typer.Exit(1)
    return reviewed(found.incident, cut=found.cut)


def _write(found: Review, form: str, sending: Sending) -> None:
    if form == "json":
        write_json(found.to_json())
    elif form == "text":
        show_review(found)
    elif form == "xapi":
        sending.write(found)
    else:
        write_document({"markdown": as_markdown, "csv": as_csv, "html": as_page}[form](found))
