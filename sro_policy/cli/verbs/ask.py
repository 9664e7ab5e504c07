"""``sro-policy ask``: asks what a case still needs, best first, and says at once what is certain."""

from __future__ import annotations

import contextlib
from typing import Annotated, cast

import typer

from sro_policy.cli.arguments import AsOf, EngineName, Settings
from sro_policy.cli.decision_text import show_decision
from sro_policy.cli.evaluating import Terms, read_case
from sro_policy.cli.interview.dialogue import Dialogue
from sro_policy.cli.interview.interview import Interview, PlainCase
from sro_policy.cli.interview.lines import answers_beside
from sro_policy.cli.interview.saving import CaseFile
from sro_policy.cli.output import clean, write_json, write_text
from sro_policy.cli.page import NAME, QUIET, Page
from sro_policy.evaluation.document import read_document
from sro_policy.rules import POLICY_431


def ask(
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE|-]", help="A case as JSON to begin with; - reads standard input, and asks at the terminal."
        ),
    ] = None,
    *,
    save: Annotated[
        str | None,
        typer.Option(
            "--save",
            metavar="FILE",
            help="Keep the case here after each answer: a new file, or the one that was read. Questions that were "
            "left open are not kept, and are asked again.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the decision as JSON at the end; the talk goes to standard error.")
    ] = False,
    as_of: AsOf = None,
    engine: EngineName = None,
    settings: Settings = None,
) -> None:
    """Ask what a case still needs, question by question."""
    terms = Terms.of(as_of, engine, settings)
    source = "" if file is None else file
    case = {} if file is None else _case(terms, file)
    case = _with_terms(case, terms)
    interview = Interview(case, lambda case: terms.decide(case, source), POLICY_431)
    lines = answers_beside(source)  # before a file is made: where nobody can answer, none is left behind
    kept = None if save is None else CaseFile(save)
    if kept is not None:
        kept.claim(source)
        kept.write(case)
    dialogue = Dialogue(interview, lines, POLICY_431, _nowhere if kept is None else kept.write, aside=as_json)
    try:
        with contextlib.suppress(KeyboardInterrupt):
            dialogue.run()
        dialogue.save()  # the last answer, where somebody left just as it was taken
    finally:
        if as_json:
            write_json(interview.decision.to_json())
        else:
            write_text("\n")
            show_decision(interview.decision, POLICY_431)
    if kept is not None:
        _tell_kept(kept, interview, aside=as_json)


def _case(terms: Terms, file: str) -> PlainCase:
    content = read_case(file)
    terms.decide(content, file)  # what is wrong with it is told of the document, before anything is asked
    return cast("PlainCase", read_document(content))


def _with_terms(case: PlainCase, terms: Terms) -> PlainCase:
    """Put the day and the settings of this run into the case, so that what is kept of it means the same later."""
    more: PlainCase = {} if terms.as_of is None else {"as_of": terms.as_of.isoformat()}
    if terms.settings:
        more["settings"] = {**(case.get("settings") or {}), **terms.settings}
    return {**case, **more}


def _nowhere(_: PlainCase) -> None:
    """Keep nothing."""


def _tell_kept(kept: CaseFile, interview: Interview, *, aside: bool) -> None:
    page = Page(aside=aside)
    page.gap_before()
    page.say("The case is kept in ", (clean(kept.name), NAME), "; `sro-policy ask` with it goes on from here.")
    if interview.left_open:
        page.say(("What was left open is not kept, and is asked again.", QUIET))
    page.show()
